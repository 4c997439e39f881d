import { fleetPath, rolloutPath as pagePath } from '../../lib/paths.ts'
import { rolloutPath } from '../cluster/waits.ts'
import { rolloutPage } from '../support/rollout-page.ts'
import { smallCanary, startPausedCanary } from '../support/rollouts.ts'
import { expect, test } from '../support/story.ts'

test('a Rollout created while the fleet is open appears by itself, and a deleted one vanishes', async ({
  page,
  cluster,
  place,
  open,
}) => {
  await open(fleetPath(cluster.contextName))
  await expect(page.getByRole('banner').getByRole('status')).toHaveText('Live')
  const row = page.getByRole('row').filter({ hasText: place })
  await expect(row).toHaveCount(0)

  await cluster.apply([smallCanary(place, '1.0')])
  await expect(row).toContainText('Healthy')
  await expect(row).toContainText('web')
  await expect(row).toContainText('2/2')

  await cluster.apply([smallCanary(place, '2.0')])
  await expect(row).toContainText('Paused')
  await expect(row).toContainText('Waits for a person at step 2 of 5')
  await expect(row.getByRole('cell', { name: '1.0 to 2.0' })).toBeVisible()

  await cluster.remove(rolloutPath({ namespace: place, name: 'web' }))
  await expect(row).toHaveCount(0)
})

test('what waits for a person comes first; chips, namespaces and words narrow the fleet, and the address keeps it', async ({
  page,
  cluster,
  place,
  open,
}) => {
  await cluster.apply([smallCanary(place, '1.0', { name: 'aardvark', labels: { team: 'shop' } })])
  await startPausedCanary(cluster, place, { name: 'zebra' })
  await open(`${fleetPath(cluster.contextName)}?ns=${place}`)
  const names = page.getByRole('table', { name: 'Fleet' }).getByRole('link')
  await expect(names).toHaveText(['zebra', 'aardvark'])

  const waiting = page.getByRole('button', { name: /^Waiting for you 1$/ })
  await waiting.click()
  await expect(names).toHaveText(['zebra'])
  await expect(page).toHaveURL(/phase=waiting/)
  await waiting.click()

  const search = page.getByRole('textbox', { name: 'Search the fleet' })
  await search.fill('team:shop')
  await expect(names).toHaveText(['aardvark'])
  await expect(page).toHaveURL(/q=team:shop/)
  await page.reload()
  await expect(names).toHaveText(['aardvark'])

  await search.fill('no-such-rollout')
  await expect(page.getByText('Nothing in the fleet matches')).toBeVisible()
  await page.getByRole('button', { name: 'Clear the filters' }).click()
  await expect(names.filter({ hasText: 'zebra' })).toBeVisible()

  await page.getByRole('button', { name: /^Namespaces: / }).click()
  const choices = page.getByRole('dialog', { name: 'Namespaces' })
  await choices.getByRole('textbox', { name: 'Find a namespace' }).fill(place)
  await choices.getByText(place).click()
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(new RegExp(`ns=${place}`))
  await expect(names).toHaveText(['zebra', 'aardvark'])

  await page.getByRole('radio', { name: 'Cards' }).check({ force: true })
  await expect(page.getByRole('article')).toHaveCount(2)
  await expect(page.getByRole('article').first()).toContainText('Waits for a person')
})

test('a Rollout deleted while its page is open says so and keeps its last picture, and one created again is named as another', async ({
  page,
  cluster,
  place,
  open,
}) => {
  await startPausedCanary(cluster, place)
  const on = rolloutPage(page)
  await open(pagePath({ cluster: cluster.contextName, namespace: place, name: 'web' }))
  await on.shows('Paused')

  await cluster.remove(rolloutPath({ namespace: place, name: 'web' }))
  await expect(page.getByRole('alert').filter({ hasText: 'Deleted at' })).toContainText('last picture')
  await expect(on.button('promote')).toHaveAttribute('aria-disabled', 'true')
  await expect(on.panel('Revisions')).toContainText('Revision 2')

  await cluster.apply([smallCanary(place, '3.0')])
  await expect(page.getByRole('alert').filter({ hasText: 'created again' })).toBeVisible()
  await on.shows('Healthy')
  await expect(on.state).toContainText('all users have 3.0')
})

test('an address of a Rollout that is not there says where it looked and what may be meant, and opens once there is one', async ({
  page,
  cluster,
  place,
  open,
}) => {
  await cluster.apply([smallCanary(place, '1.0', { name: 'checkout' })])
  await open(pagePath({ cluster: cluster.contextName, namespace: place, name: 'chekout' }))
  await expect(
    page.getByRole('heading', { name: `There is no Rollout chekout in namespace ${place}` }),
  ).toBeVisible()
  await expect(page.getByRole('link', { name: `${place}/checkout` })).toBeVisible()

  await cluster.apply([smallCanary(place, '1.0', { name: 'chekout' })])
  await rolloutPage(page).shows('Healthy')
})
