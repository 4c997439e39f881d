import { rolloutPath } from '../../../lib/paths.ts'
import type { Action } from '../../../lib/rollouts/view.ts'
import { rolloutPage } from '../../support/rollout-page.ts'
import { expect, test } from '../../support/story.ts'

const name = 'frontend'
const ten = 600_000
/** A few pods come or go in this. */
const soon = 20_000

test("the course's canary goes from Healthy to Healthy: shipped, promoted at 25 %, ten minutes passed at once", async ({
  page,
  demo,
  told,
  open,
}) => {
  const namespace = await told('healthy')
  const on = rolloutPage(page)
  await open(rolloutPath({ cluster: 'demo', namespace, name }))
  await on.shows('Healthy')
  await expect(on.state).toContainText('all users have 6.9.3')

  await demo.perform({ do: 'ship', namespace, what: 'next' }, { do: 'jump', ms: soon, namespace })
  await on.shows('Paused')
  await expect(on.state).toContainText('Waiting for a person to promote at step 2 of 5')
  await expect(on.panel('Traffic')).toContainText('1 of 4 ready pods (25 %)')

  await on.act('promote')
  await demo.perform({ do: 'jump', ms: soon, namespace })
  await expect(on.state).toContainText(/Goes on by itself in \d/)
  await expect(on.panel('Traffic')).toContainText('2 of 4 ready pods (50 %)')
  await demo.perform({ do: 'jump', ms: ten, namespace })
  await on.shows('Healthy')
  await expect(on.state).toContainText('all users have 6.9.4')
})

test('a canary is aborted, tried again, and promoted fully', async ({ page, demo, told, open }) => {
  const namespace = await told('canary')
  const on = rolloutPage(page)
  const act = async (action: Action) => {
    await on.act(action)
    await demo.perform({ do: 'jump', ms: soon, namespace })
  }
  await open(rolloutPath({ cluster: 'demo', namespace, name }))
  await act('abort')
  await on.shows('Degraded')
  await expect(on.state).toContainText('RolloutAborted')
  await act('retry')
  await on.shows('Paused')
  await act('promote-full')
  await on.shows('Healthy')
})

test('a bad version is told with its reason, and an older one brings the Rollout back', async ({
  page,
  demo,
  told,
  open,
}) => {
  const namespace = await told('healthy')
  const on = rolloutPage(page)
  await open(rolloutPath({ cluster: 'demo', namespace, name }))
  await on.shows('Healthy')
  const bad = { do: 'ship', namespace, what: 'bad', flaw: 'missing' }
  await demo.perform(bad, { do: 'jump', ms: 60_000, namespace })
  await expect(page.getByRole('main')).toContainText('ImagePullBackOff')
  await on.act('abort')
  await on.shows('Degraded')
  await expect(page.getByRole('main')).toContainText('6.9.3')
})
