import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

// There are no frames, so the second page that axe would open to join their results is spared; and nobody reads what it says of the elements that pass, which is half of its work.
const axeOn = (page: Page) =>
  new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'], preload: false })

async function violationsOf(axe: AxeBuilder): Promise<readonly string[]> {
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}\n${target.join(' ')}\n${failureSummary ?? ''}`),
  )
}

/** The rules that look at colours. */
const ofColours = ['color-contrast', 'link-in-text-block']

/** What axe finds on the page as it is now, in the light theme and then, for the themes differ in colours alone, in the colours of the dark one. */
export async function axeFinds(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  const light = await violationsOf(axeOn(page))
  await page.emulateMedia({ colorScheme: 'dark' })
  return [...light, ...(await violationsOf(axeOn(page).withRules(ofColours)))]
}
