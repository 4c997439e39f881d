import type { Page } from '@playwright/test'
import { deploymentPath, fleetPath, rolloutPath } from '../../../lib/paths.ts'
import { webappDeployment } from '../../cluster/scenarios/deployments.ts'
import { canaryRollout } from '../../cluster/scenarios/rollouts.ts'
import { scrollsSideways } from '../../support/phone.ts'
import { expect, test } from '../../support/story.ts'

/** Words that turn, words without width, lines, markup, and a word that no line can hold. */
const piece = `\u202Egnp.exe\u202C עברית\u200B\u200D\u2066\n<script>alert(1)\t${'W'.repeat(400)}`
const huge = piece.repeat(Math.ceil(10_000 / piece.length))
const labels = Object.fromEntries(
  Array.from({ length: 80 }, (_, at) => [`example.test/${'l'.repeat(60)}${at}`, 'v'.repeat(63)]),
)
const annotations = { 'example.test/note': huge, 'kubernetes.io/change-cause': huge }
const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]

async function expectWhole(page: Page): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size)
    expect(await scrollsSideways(page)).toBe(false)
  }
  expect(await page.getByRole('main').locator('script').count()).toBe(0)
}

/** What one comes for is not pushed off the screen. */
async function expectStateInView(page: Page): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size)
    await expect(page.getByRole('region', { name: 'State' })).toBeInViewport()
  }
}

test('ten kilobytes of anything break neither the fleet nor a page', async ({
  page,
  cluster,
  place,
  open,
}) => {
  const common = { namespace: place, labels, annotations }
  await cluster.apply([
    canaryRollout({ ...common, name: 'image', image: `${huge}:1`, steps: [{ pause: {} }] }),
    canaryRollout({ ...common, name: 'missing', image: `${huge}:1-missing` }),
    // The controller quotes it in its message.
    canaryRollout({ ...common, name: 'message', container: { name: huge } }),
    webappDeployment({ namespace: place, name: 'deployment', annotations, image: `${huge}:1-missing` }),
  ])
  for (const view of ['table', 'cards']) {
    await open(`${fleetPath(cluster.contextName)}?ns=${place}&view=${view}`)
    for (const name of ['image', 'missing', 'message', 'deployment'])
      await expect(page.getByRole('link', { name, exact: true })).toBeVisible()
    await expectWhole(page)
  }
  for (const name of ['image', 'missing', 'message']) {
    await open(rolloutPath({ cluster: cluster.contextName, namespace: place, name }))
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
    await expect(page.getByRole('region', { name: 'Facts' })).toBeVisible()
    await expectWhole(page)
    await expectStateInView(page)
  }
  await open(deploymentPath({ cluster: cluster.contextName, namespace: place, name: 'deployment' }))
  await expect(page.getByRole('region', { name: 'History' })).toContainText('<script>alert(1)')
  await expectWhole(page)
  await expectStateInView(page)
})
