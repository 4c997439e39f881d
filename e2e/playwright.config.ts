import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import { browserArgs, findBrowser } from './support/browser.ts'
import type { OfWorker } from './support/story.ts'

const executablePath = findBrowser()
const { CI = '' } = process.env

export default defineConfig<object, OfWorker>({
  testDir: fileURLToPath(new URL('./stories', import.meta.url)),
  testMatch: '**/*.e2e.ts',
  testIgnore: '**/demo/**',
  outputDir: fileURLToPath(new URL('../test-results/stories', import.meta.url)),
  forbidOnly: CI !== '',
  retries: 0,
  // Each worker has a control plane of its own, and the smallest machine has two cores.
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  use: {
    launchOptions: { args: [...browserArgs], ...(executablePath !== null && { executablePath }) },
    viewport: { width: 1440, height: 900 },
    // Without a graphics card each frame of an animation is drawn by the processors that the stories are told on.
    contextOptions: { reducedMotion: 'reduce' },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
})
