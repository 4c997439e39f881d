import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { clearGallery, prepareGallery } from '../screenshots/gallery.ts'
import { namesOf, play, scenes } from '../screenshots/play.ts'
import { test as base, expect } from '../support/story.ts'

const test = base.extend<object, { readonly gallery: undefined }>({
  gallery: [
    async ({ world }, use) => {
      await prepareGallery(world.cluster)
      await use(undefined)
      await clearGallery(world.cluster)
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

// Scenes lack a session, a right, a page, or a cockpit that still answers.
const lacking =
  /the server responded with a status of (401|403|404)|net::ERR_(CONNECTION_REFUSED|INCOMPLETE_CHUNKED_ENCODING)/

test.use({ expectedErrors: [lacking] })

// There are no frames, so the second page that axe would open to join their results is spared.
const axeOn = (page: Page) => new AxeBuilder({ page }).setLegacyMode()

async function violationsOf(axe: AxeBuilder): Promise<readonly string[]> {
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}\n${target.join(' ')}\n${failureSummary ?? ''}`),
  )
}

// Each worker has a gallery of its own, so both share the work.
test.describe.configure({ mode: 'parallel' })

for (const scene of scenes) {
  test(`axe finds nothing in ${namesOf(scene).join(', ')}, light and dark`, async ({
    page,
    world,
    gallery: _,
  }) => {
    await play(scene, world, page, async ({ name }) => {
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
      expect.soft(await violationsOf(axeOn(page)), name).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark' })
      // The themes differ in colours alone.
      expect.soft(await violationsOf(axeOn(page).withRules('color-contrast')), name).toEqual([])
    })
  })
}
