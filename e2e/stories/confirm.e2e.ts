import { rolloutPath } from '../../lib/paths.ts'
import { at } from '../cluster/json.ts'
import { rolloutPath as objectPath } from '../cluster/waits.ts'
import { rolloutPage } from '../support/rollout-page.ts'
import { smallCanary, startPausedCanary } from '../support/rollouts.ts'
import { expect, openPage, test } from '../support/story.ts'

test('the card says all of it: where, what from what to what, and the line for the terminal', async ({
  page,
  cluster,
  place,
  open,
}) => {
  await startPausedCanary(cluster, place)
  const on = rolloutPage(page)
  await open(rolloutPath({ cluster: cluster.contextName, namespace: place, name: 'web' }))
  await on.button('promote').click()
  const fact = (term: string) =>
    on.card.getByRole('term').filter({ hasText: term }).locator('xpath=following-sibling::dd[1]')
  await expect(fact('Cluster')).toHaveText(cluster.contextName)
  await expect(fact('Namespace')).toHaveText(place)
  await expect(fact('Rollout')).toHaveText('web')
  await expect(fact('Image')).toHaveText('fromexample.test/web:1.0toexample.test/web:2.0')
  await expect(fact('Step')).toHaveText('step 2 of 5step 3 of 5')
  await expect(fact('Weight')).toHaveText('50 %75 %')
  await expect(on.card).toContainText(`kubectl argo rollouts promote web -n ${place} --context `)
  await on.card.getByRole('button', { name: 'Cancel' }).click()
  await expect(on.card).toBeHidden()
  await on.shows('Paused')
})

test('a double click is one action', async ({ page, cluster, place, open }) => {
  const steps = [{ setWeight: 50 }, { pause: {} }, { pause: {} }, { pause: {} }, { setWeight: 100 }]
  await startPausedCanary(cluster, place, { steps })
  const on = rolloutPage(page)
  const posts: string[] = []
  page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()))
  await open(rolloutPath({ cluster: cluster.contextName, namespace: place, name: 'web' }))
  await on.button('promote').click()
  await on.confirm('promote').dblclick()
  await expect(on.state).toContainText('Waiting for a person to promote at step 3 of 5')
  await on.reaches('finished')
  expect(posts.filter((url) => url.endsWith('/actions/promote'))).toHaveLength(1)
  const rollout = await cluster.get(objectPath({ namespace: place, name: 'web' }))
  expect(at(rollout, 'status.currentStepIndex')).toBe(2)
})

test('two people with the card open: the second sees what the first did, and is asked again', async ({
  page,
  cluster,
  cockpit,
  place,
  open,
  newPerson,
}) => {
  await startPausedCanary(cluster, place)
  const path = rolloutPath({ cluster: cluster.contextName, namespace: place, name: 'web' })
  const first = rolloutPage(page)
  await open(path)
  const other = await (await newPerson()).newPage()
  const second = rolloutPage(other)
  await openPage(other, path, cockpit)
  await first.button('promote').click()
  await second.button('promote').click()
  await expect(second.confirm('promote')).toBeFocused()

  await first.confirm('promote').click()
  await expect(first.state).toContainText('Goes on by itself')
  await expect(second.card.getByRole('alert')).toContainText('The Rollout has moved while this card was open')
  await expect(second.confirm('promote')).toHaveAttribute('aria-disabled', 'true')
  await second.confirm('promote').click({ force: true })
  await expect(second.card).toBeVisible()
  // Where the Rollout comes to rest: what is read while it still moves locks the card once more.
  await expect(second.card).toContainText('step 5 of 5')

  await second.card.getByRole('button', { name: 'I have read it' }).click()
  await expect(second.confirm('promote')).not.toHaveAttribute('aria-disabled', 'true')
  await second.confirm('promote').click()
  await first.shows('Healthy')
})

test.describe('refused', () => {
  test.use({ expectedErrors: [/the server responded with a status of (409|403)/] })

  test('a Rollout that moves in the same moment is not acted upon', async ({
    page,
    cluster,
    place,
    open,
  }) => {
    await startPausedCanary(cluster, place)
    const on = rolloutPage(page)
    await open(rolloutPath({ cluster: cluster.contextName, namespace: place, name: 'web' }))
    await on.button('promote').click()
    // The request is held on its way until somebody else has changed the Rollout.
    await page.route('**/actions/promote', async (route) => {
      await cluster.apply([smallCanary(place, '3.0')])
      await route.continue()
    })
    await on.confirm('promote').click()
    await expect(on.card.getByRole('alert')).toContainText('Nothing was done')
    const rollout = await cluster.get(objectPath({ namespace: place, name: 'web' }))
    expect(at(rollout, 'spec.template.spec.containers.0.image')).toBe('example.test/web:3.0')
    await on.card.getByRole('button', { name: 'Cancel' }).click()
    await expect(on.state).toContainText('Waiting for a person to promote at step 2 of 5')
  })
})

test('a controller that does not react is said to be silent', { tag: '@real' }, async ({
  page,
  real: cluster,
  place,
  open,
}) => {
  await startPausedCanary(cluster, place)
  const on = rolloutPage(page)
  await open(rolloutPath({ cluster: cluster.contextName, namespace: place, name: 'web' }))
  await on.shows('Paused')
  await cluster.freeze('rollouts-controller')
  try {
    await on.act('promote')
    await on.reaches('accepted by the API server')
    await expect(on.progress).toContainText('The controller has not reacted for 15 s. Is it running?')
  } finally {
    await cluster.thaw('rollouts-controller')
  }
  await on.reaches('finished')
  await expect(on.state).toContainText('Goes on by itself')
})
