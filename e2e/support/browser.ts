import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The path of a Chromium to drive: a distribution's, else the one Playwright installed; null when there is none. */
export function findBrowser(): string | null {
  return [...known, chromium.executablePath()].find((path) => existsSync(path)) ?? null
}

/** What Chromium needs to run headless as root, without a network of its own. */
export const browserArgs: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
