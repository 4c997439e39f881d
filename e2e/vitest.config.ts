import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

export default defineConfig({
  root,
  resolve: {
    alias: {
      '@': root,
      'server-only': fileURLToPath(new URL('./support/server-only.ts', import.meta.url)),
    },
  },
  test: {
    environment: 'node',
    include: ['e2e/**/*.test.ts'],
    globalSetup: ['e2e/support/build-cluster.ts'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // A control plane takes both cores of a small machine while it starts.
    fileParallelism: false,
  },
})
