import { fleetPath } from '../../lib/paths.ts'
import { rolloutPage } from '../support/rollout-page.ts'
import { smallCanary, startPausedCanary } from '../support/rollouts.ts'
import { expect, test } from '../support/story.ts'

test('the keyboard alone finds a Rollout, promotes it, and shows its keys', async ({
  page,
  cluster,
  place,
  open,
}) => {
  await cluster.apply([smallCanary(place, '1.0', { name: 'aardvark' })])
  await startPausedCanary(cluster, place, { name: 'zebra' })
  const on = rolloutPage(page)
  const { keyboard } = page
  await open(`${fleetPath(cluster.contextName)}?ns=${place}`)
  const link = (name: string) => page.getByRole('table').getByRole('link', { name })
  await expect(link('aardvark')).toBeVisible()

  await keyboard.press('/')
  await expect(page.getByRole('textbox', { name: 'Search the fleet' })).toBeFocused()
  await keyboard.type('a')
  await expect(page).toHaveURL(/q=a/)
  await keyboard.press('ArrowDown')
  await expect(link('zebra')).toBeFocused()
  await keyboard.press('ArrowDown')
  await expect(link('aardvark')).toBeFocused()
  await keyboard.press('ArrowDown')
  await expect(link('aardvark')).toBeFocused()
  await keyboard.press('ArrowUp')
  await expect(link('zebra')).toBeFocused()
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'zebra' })).toBeVisible()
  await on.shows('Paused')
  // Keys are heard from the same moment on as the tab tells the phase.
  await expect(page).toHaveTitle(/^❚❚ zebra/)

  await keyboard.press('p')
  await expect(on.confirm('promote')).toBeFocused()
  await keyboard.press('Enter')
  await expect(on.card).toBeHidden()
  await expect(on.state).toContainText('Goes on by itself')

  await keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys on this page' })).toContainText(
    'Promote: opens the card',
  )
  await keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('Enter confirms neither promote full nor abort; Space does', async ({ page, cluster, place, open }) => {
  await startPausedCanary(cluster, place)
  const on = rolloutPage(page)
  const { keyboard } = page
  await open(`${fleetPath(cluster.contextName)}/${place}/rollouts/web`)
  await on.shows('Paused')

  for (const action of ['promote-full', 'abort'] as const) {
    await on.button(action).focus()
    await keyboard.press('Enter')
    await expect(on.card).toContainText('Enter does not confirm this')
    await expect(on.card.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await keyboard.press('Tab')
    await expect(on.confirm(action)).toBeFocused()
    await keyboard.press('Enter')
    await expect(on.card).toBeVisible()
    await keyboard.press('Escape')
    await expect(on.card).toBeHidden()
    await expect(on.button(action)).toBeFocused()
  }
  await on.shows('Paused')

  await keyboard.press('a')
  await expect(on.card.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await keyboard.press('Tab')
  await keyboard.press('Space')
  await on.shows('Degraded')
})
