import { fleetPath, rolloutPath } from '../../lib/paths.ts'
import { untilPhase } from '../cluster/waits.ts'
import { cutButtons, phone, scrollsSideways } from '../support/phone.ts'
import { rolloutPage } from '../support/rollout-page.ts'
import { smallCanary, startPausedCanary } from '../support/rollouts.ts'
import { expect, test } from '../support/story.ts'

test.use(phone)

test('at 390 pixels the fleet and a page are whole: nothing scrolls sideways, actions are in reach', async ({
  page,
  cluster,
  place,
  open,
}) => {
  await startPausedCanary(cluster, place, {
    repository: `registry.example.test:5000/a/deep/path/${'web-'.repeat(20)}x`,
  })
  const on = rolloutPage(page)
  await open(`${fleetPath(cluster.contextName)}?ns=${place}`)
  const card = page.getByRole('article')
  await expect(card).toContainText('Waits for a person at step 2 of 5')
  expect(await scrollsSideways(page)).toBe(false)
  await expect(page.getByRole('textbox', { name: 'Search the fleet' })).toBeInViewport({ ratio: 1 })

  await card.getByRole('link', { name: 'web' }).tap()
  await expect(page).toHaveURL(
    new RegExp(rolloutPath({ cluster: cluster.contextName, namespace: place, name: 'web' })),
  )
  await on.shows('Paused')
  expect(await scrollsSideways(page)).toBe(false)
  await expect(on.state).toBeInViewport()
  for (const action of ['promote', 'promote-full', 'abort'] as const) {
    await expect(on.button(action)).toBeInViewport({ ratio: 1 })
  }

  await on.button('promote').tap()
  await expect(on.confirm('promote')).toBeInViewport({ ratio: 1 })
  expect(await scrollsSideways(page)).toBe(false)
  await on.confirm('promote').tap()
  await expect(on.state).toContainText('Goes on by itself')
  await page.getByRole('button', { name: 'Copy as text' }).scrollIntoViewIfNeeded()
  await expect(page.getByRole('button', { name: 'Copy as text' })).toBeInViewport({ ratio: 1 })
  await expect(on.button('abort')).toBeInViewport({ ratio: 1 })
})

test('at 390 pixels no button loses a word: promote and promote fully stay two', async ({
  page,
  cluster,
  place,
  open,
}) => {
  const on = rolloutPage(page)
  await cluster.apply([smallCanary(place, '1.0')])
  await untilPhase(cluster, { namespace: place, name: 'web' }, 'Healthy')
  // While pods come up there is no next move, and all four stand in one line.
  await cluster.apply([smallCanary(place, '2.0', { podAnnotations: { 'cockpit.test/never-ready': 'true' } })])
  await open(rolloutPath({ cluster: cluster.contextName, namespace: place, name: 'web' }))
  await expect(on.state).toContainText('Raising to 50 %')
  await expect(on.button('promote-full')).toBeInViewport({ ratio: 1 })
  expect(await cutButtons(on.toolbar)).toEqual([])
})
