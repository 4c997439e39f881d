import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import config from './playwright.config.ts'

/** The stories on the demo: those of the demo itself, and those of others that have been held on it. Each worker has a demo of its own. */
export default defineConfig(config, {
  testMatch: ['**/demo/*.e2e.ts', '**/{api,blue-green,confirm}.e2e.ts'],
  testIgnore: [],
  grepInvert: /@real/,
  outputDir: fileURLToPath(new URL('../test-results/demo-stories', import.meta.url)),
  fullyParallel: true,
  use: { ground: 'demo' },
})
