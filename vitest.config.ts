import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: {
    alias: {
      '@': fileURLToPath(new URL('.', import.meta.url)),
      'server-only': fileURLToPath(new URL('./e2e/support/server-only.ts', import.meta.url)),
    },
  },
  test: {
    environment: 'node',
    // A limit for what hangs, not a measure: two busy cores make the slowest page take seconds.
    testTimeout: 20_000,
    include: [
      'lib/**/*.test.{ts,tsx}',
      'components/**/*.test.{ts,tsx}',
      'app/**/*.test.{ts,tsx}',
      'bin/**/*.test.ts',
    ],
  },
})
