import { rolloutPath } from '../../lib/paths.ts'
import { rolloutPage } from '../support/rollout-page.ts'
import { smallCanary } from '../support/rollouts.ts'
import { expect, openPage, test } from '../support/story.ts'

// Over HTTP/1.1 a browser keeps six connections to a server: streams of their own would starve the seventh tab.
const tabs = 8

// What is behind them matters little, and eight pages cost much.
test('more than six tabs of one browser are all live', { tag: '@real' }, async ({
  page,
  context,
  cluster,
  cockpit,
  place,
}) => {
  await cluster.apply([smallCanary(place, '1.0')])
  const path = rolloutPath({ cluster: cluster.contextName, namespace: place, name: 'web' })
  await openPage(page, path, cockpit)
  await rolloutPage(page).shows('Healthy')
  const all = [page]
  while (all.length < tabs) {
    const tab = await context.newPage()
    await tab.goto(`${cockpit.origin}${path}`)
    await rolloutPage(tab).shows('Healthy')
    all.push(tab)
  }
  await cluster.apply([smallCanary(place, '2.0')])
  await Promise.all(all.map((tab) => rolloutPage(tab).shows('Paused')))
  await rolloutPage(page).act('promote')
  await Promise.all(all.map((tab) => expect(rolloutPage(tab).state).toContainText('Goes on by itself')))
})

test('title and icon of the tab carry the phase', async ({ page, cluster, cockpit, place }) => {
  await cluster.apply([smallCanary(place, '1.0')])
  const icon = () => page.locator('head link[rel=icon]').last().getAttribute('href')
  await openPage(page, rolloutPath({ cluster: cluster.contextName, namespace: place, name: 'web' }), cockpit)
  await expect(page).toHaveTitle(`✓ web · ${place} · Rollout Cockpit`)
  const healthy = await icon()
  await cluster.apply([smallCanary(place, '2.0')])
  await expect(page).toHaveTitle(`❚❚ web · ${place} · Rollout Cockpit`)
  const paused = await icon()
  expect(healthy).toMatch(/^data:image\/svg\+xml,/)
  expect(paused).not.toBe(healthy)
  await rolloutPage(page).act('abort')
  await expect(page).toHaveTitle(`✕ web · ${place} · Rollout Cockpit`)
  expect(await icon()).not.toBe(paused)
})
