import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import config from './playwright.config.ts'

/** The stories on the demo: those of the demo itself, and all others that do not need the real control plane. Each worker has a demo of its own. */
export default defineConfig(config, {
  testIgnore: [],
  grepInvert: /@real/,
  outputDir: fileURLToPath(new URL('../test-results/demo-stories', import.meta.url)),
  fullyParallel: true,
  // Much of their time is spent waiting, for a road that is to be called stale for one.
  workers: 3,
  // A trace that is thrown away again costs a fifth of the whole time; `--trace retain-on-failure` keeps one.
  use: { ground: 'demo', trace: 'off' },
})
