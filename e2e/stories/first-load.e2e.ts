import type { Page } from '@playwright/test'
import { fleetPath, rolloutPath } from '../../lib/paths.ts'
import { installMarks } from '../bench/in-page.ts'
import { watchTransfers } from '../bench/transfers.ts'
import { startPausedCanary } from '../support/rollouts.ts'
import { expect, test } from '../support/story.ts'

/** Compressed bytes on the wire, the shared worker's script among them. */
const most = 250_000
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`

/** Parts that are fetched once a page has rested for four seconds are no first load, however slow the machine is. */
function putOffRest(): void {
  const wait = window.setTimeout.bind(window)
  const hour = 3_600_000
  Object.assign(window, {
    setTimeout: (run: () => void, ms = 0) => wait(run, ms === 4_000 ? hour : ms),
  })
}

/** Counts what a page that is loaded by `load` has fetched of script once it is live; the largest files are named where it is too much. */
async function staysSmall(page: Page, load: () => Promise<void>, shows: string): Promise<void> {
  const transfers = await watchTransfers(page)
  // It also learns of the worker's script, which the page itself is not told.
  await page.addInitScript(installMarks, 0)
  await page.addInitScript(putOffRest)
  await load()
  await expect(page.getByRole('main')).toContainText(shows)
  await expect(page.getByRole('banner').getByRole('status')).toHaveText('Live')
  const { scriptBytes, scripts } = await transfers.read()
  const largest = scripts.slice(0, 6).map(({ path, bytes }) => `${kilobytes(bytes)} ${path}`)
  expect(scriptBytes, `${kilobytes(scriptBytes)}, most of it:\n${largest.join('\n')}`).toBeLessThanOrEqual(
    most,
  )
  // React alone is half of this: less would mean that something was not counted.
  expect(scriptBytes).toBeGreaterThan(100_000)
}

test('the script that the fleet loads first is no more than 250 kB', { tag: '@real' }, async ({
  page,
  cluster,
  place,
  open,
}) => {
  await startPausedCanary(cluster, place)
  // Links in view fetch the pages they lead to ahead of the click: that is no part of the first load, and here no link is in view.
  const nothing = `${fleetPath(cluster.contextName)}?q=no-such-name`
  await staysSmall(page, () => open(nothing), 'Nothing in the fleet matches')
})

test('the script that the page of a Rollout loads first is no more than 250 kB', { tag: '@real' }, async ({
  page,
  cluster,
  place,
  open,
}) => {
  await startPausedCanary(cluster, place)
  const path = rolloutPath({ cluster: cluster.contextName, namespace: place, name: 'web' })
  await staysSmall(page, () => open(path), 'Paused')
})
