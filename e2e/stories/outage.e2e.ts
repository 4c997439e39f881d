import { fleetPath, rolloutPath } from '../../lib/paths.ts'
import { untilPhase } from '../cluster/waits.ts'
import { rolloutPage } from '../support/rollout-page.ts'
import { smallCanary, startPausedCanary } from '../support/rollouts.ts'
import { expect, test } from '../support/story.ts'

/** Long before a person would act upon an old picture. */
const soon = { timeout: 8_000 }

// The longer an API server was away, the longer its controllers rest before they ask for it again.
test.beforeEach(() => test.setTimeout(240_000))

test('the API server is killed and comes back: what is shown is called stale, nothing can be done, nothing is lost', async ({
  page,
  context,
  cluster,
  place,
  open,
}) => {
  await startPausedCanary(cluster, place)
  const on = rolloutPage(page)
  await open(rolloutPath({ cluster: cluster.contextName, namespace: place, name: 'web' }))
  await on.shows('Paused')
  const fleet = await context.newPage()
  await fleet.goto(`${new URL(page.url()).origin}${fleetPath(cluster.contextName)}?ns=${place}`)
  await expect(fleet.getByRole('row').filter({ hasText: 'web' })).toContainText('Paused')

  await cluster.killApiServer()
  await expect(on.road).toHaveText(/^Stale since \d\d:\d\d:\d\d$/, soon)
  await expect(page.getByRole('alert').filter({ hasText: 'Stale' })).toContainText('Actions are locked', soon)
  await expect(fleet.getByText(/in \d+ namespaces? as of \d\d:\d\d:\d\d/)).toBeVisible(soon)
  await expect(fleet.getByRole('row').filter({ hasText: 'web' })).toContainText('Paused')
  await expect(on.panel('Revisions')).toContainText('Revision 2')
  await on.button('promote').click({ force: true })
  await expect(page.getByRole('tooltip')).toContainText('stale')
  await expect(on.card).toBeHidden()

  await cluster.restartApiServer()
  await expect(on.road).toHaveText('Live')
  await expect(page.getByRole('alert').filter({ hasText: 'Stale' })).toBeHidden()
  await expect(fleet.getByRole('banner').getByRole('status')).toHaveText('Live')
  await expect(on.state).toContainText('Waiting for a person to promote at step 2 of 5')

  await cluster.untilFollowed()
  await on.act('promote')
  await expect(on.state).toContainText('Goes on by itself')
  await cluster.apply([smallCanary(place, '1.0')])
  await untilPhase(cluster, { namespace: place, name: 'web' }, 'Healthy')
  await on.shows('Healthy')
  await expect(fleet.getByRole('row').filter({ hasText: 'web' })).toContainText('Healthy')
})

test('a card that is open when the road breaks cannot be confirmed', async ({
  page,
  cluster,
  place,
  open,
}) => {
  await startPausedCanary(cluster, place)
  const on = rolloutPage(page)
  await open(rolloutPath({ cluster: cluster.contextName, namespace: place, name: 'web' }))
  await on.button('promote').click()
  await expect(on.confirm('promote')).toBeFocused()

  await cluster.killApiServer()
  await expect(on.card.getByRole('alert')).toContainText('stale', soon)
  await expect(on.confirm('promote')).toHaveAttribute('aria-disabled', 'true')

  await cluster.restartApiServer()
  await expect(on.confirm('promote')).not.toHaveAttribute('aria-disabled', 'true')
  await cluster.untilFollowed()
  await on.confirm('promote').click()
  await expect(on.state).toContainText('Goes on by itself')
})

test.describe('the cockpit itself', () => {
  test.use({
    expectedErrors: [
      /net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING)/,
    ],
  })

  // The demo plays it: the state `reconnecting` of its pages.
  test('a cockpit that ends is noticed by the page', { tag: '@real' }, async ({
    page,
    cluster,
    place,
    open,
    startOther,
  }) => {
    await startPausedCanary(cluster, place)
    const cockpit = await startOther('--kubeconfig', cluster.kubeconfig)
    const on = rolloutPage(page)
    await open(rolloutPath({ cluster: cluster.contextName, namespace: place, name: 'web' }), cockpit)
    await on.shows('Paused')
    await cockpit[Symbol.asyncDispose]()
    await expect(on.road).toHaveText('Reconnecting', soon)
    await on.button('promote').click({ force: true })
    await expect(on.card).toBeHidden()
    await expect(on.road).toHaveText(/^Stale since/)
    await on.shows('Paused')
  })
})
