import { fleetPath } from '../../../lib/paths.ts'
import { namespace } from '../../cluster/scenarios/objects.ts'
import { smallCanary } from '../../support/rollouts.ts'
import { expect, test } from '../../support/story.ts'

const crowd = 'crowd'
const told = 48
const teams = Array.from({ length: 14 }, (_, index) => `team-${index + 1}`)
const each = 18
const rollouts = told + teams.length * each

/** All but those that are told are scaled to 0: hundreds of pods that come one after the other would take their time. */
const others = teams.flatMap((team) => [
  namespace(team),
  ...Array.from({ length: each }, (_, index) =>
    smallCanary(team, '1.0', { name: `shop-${index + 1}`, replicas: 0 }),
  ),
])

test('a fleet of three hundred Rollouts is scrolled, searched, and followed by the keyboard', async ({
  page,
  open,
  startOtherDemo,
}) => {
  const { cluster, cockpit, perform } = await startOtherDemo('--scenario', 'empty')
  await perform({ do: 'tell', scenario: 'many-rollouts', namespace: crowd })
  await cluster.apply(others)
  await open(fleetPath('demo'), cockpit)
  const table = page.getByRole('table', { name: 'Fleet' })
  await expect(table).toHaveAttribute('aria-rowcount', `${rollouts + 1}`)
  await expect(page.getByRole('button', { name: `Healthy ${rollouts}` })).toBeVisible()
  const rowAt = (index: number) => table.locator(`[aria-rowindex="${index}"]`)
  const drawn = () => table.getByRole('row').count()
  expect(await drawn()).toBeLessThan(60)

  await page.keyboard.press('End')
  await expect(rowAt(rollouts + 1)).toBeInViewport()
  expect(await drawn()).toBeLessThan(60)
  await page.keyboard.press('Home')
  await expect(rowAt(2)).toBeInViewport()

  // What happens in three hundred is as live as in one, and what waits for a person comes to the top.
  await perform({ do: 'ship', namespace: crowd, what: 'next' }, { do: 'jump', ms: 20_000, namespace: crowd })
  await expect(page.getByRole('button', { name: 'Waiting for you 1' })).toBeVisible()
  await expect(rowAt(2)).toContainText(crowd)
  await expect(rowAt(2)).toContainText('Waits for a person at step 2 of 5')

  const { keyboard } = page
  await keyboard.press('/')
  await keyboard.type(`shop-${each}`)
  await expect(table).toHaveAttribute('aria-rowcount', `${teams.length + 1}`)
  for (let presses = 0; presses < 3; presses += 1) await keyboard.press('ArrowDown')
  await expect(rowAt(4).getByRole('link', { name: `shop-${each}` })).toBeFocused()
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: `shop-${each}` })).toBeVisible()
})
