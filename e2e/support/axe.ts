import type { Page } from '@playwright/test'
import axe, { type Result, type RunOptions } from 'axe-core'

// Nobody reads what it says of the elements that pass, which is half of its work.
const always: RunOptions = { resultTypes: ['violations'], preload: false }

async function violationsOn(page: Page, options: RunOptions): Promise<readonly string[]> {
  const given = JSON.stringify({ ...always, ...options })
  const violations = await page.evaluate<Result[]>(
    `axe.run(document, ${given}).then(({ violations }) => violations)`,
  )
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}\n${target.join(' ')}\n${failureSummary ?? ''}`),
  )
}

/** The rules that look at colours. */
const ofColours: RunOptions = { runOnly: ['color-contrast', 'link-in-text-block'] }

/** What axe finds on the page as it is now, in the light theme and then, for the themes differ in colours alone, in the colours of the dark one. */
export async function axeFinds(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  // Once for both: the builder for Playwright puts half a megabyte of it into the page before each look, twice.
  await page.evaluate(axe.source)
  const light = await violationsOn(page, {})
  await page.emulateMedia({ colorScheme: 'dark' })
  return [...light, ...(await violationsOn(page, ofColours))]
}
