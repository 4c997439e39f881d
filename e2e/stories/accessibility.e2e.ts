import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { clearGallery, prepareGallery } from '../screenshots/gallery.ts'
import { play, scenes } from '../screenshots/play.ts'
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

test.use({ expectedErrors: [/the server responded with a status of 401/] })

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
  test(`axe finds nothing in ${scene.name}, light and dark`, async ({ page, world, gallery: _ }) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await play(scene, world, page, async () => {
      expect.soft(await violationsOf(axeOn(page))).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark' })
      // The themes differ in colours alone.
      expect.soft(await violationsOf(axeOn(page).withRules('color-contrast'))).toEqual([])
    })
  })
}
