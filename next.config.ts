import type { NextConfig } from 'next'

const config: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // `npm test` checks the types, the tests' among them; a start need not do it again.
  typescript: { ignoreBuildErrors: true },
  // Nothing may answer before proxy.ts has looked at the request.
  skipTrailingSlashRedirect: true,
  // Nothing is resized here, so neither the optimiser nor its image library (19 MB) is shipped.
  images: { unoptimized: true },
  outputFileTracingExcludes: { '*': ['node_modules/{sharp,@img}/**'] },
  // The image runs on a read-only file system.
  experimental: { isrFlushToDisk: false },
}

export default config
