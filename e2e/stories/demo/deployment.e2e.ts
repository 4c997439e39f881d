import { deploymentPath } from '../../../lib/paths.ts'
import { podinfo, webappDeployment } from '../../cluster/scenarios/deployments.ts'
import { axeFinds } from '../../support/axe.ts'
import { deploymentPage } from '../../support/deployment-page.ts'
import { expect, test } from '../../support/story.ts'

const minute = 60_000

test('a rolling update is begun by an image, seen within its window, paused, resumed and undone; then all pods are restarted', async ({
  page,
  demo,
  cluster,
  told,
  open,
}) => {
  const namespace = await told('rolling-update')
  const pass = (ms: number) => demo.perform({ do: 'jump', ms, namespace })
  const on = deploymentPage(page)
  const name = 'webapp'
  // Nothing of it moves between two jumps, however slow the machine is.
  const podAnnotations = { 'cockpit.test/ready-after': '5m' }
  const spec = { progressDeadlineSeconds: 3_600 }
  await cluster.apply([webappDeployment({ name, namespace, replicas: 4, podAnnotations, spec })])
  await pass(10 * minute)
  await open(deploymentPath({ cluster: cluster.contextName, namespace, name }))
  await on.shows('Healthy')
  await expect(on.state).toContainText('all pods have 6.9.4')

  await on.ask('Set image')
  await on.card.getByLabel('Image of webapp').fill(podinfo('6.9.3'))
  await expect(on.card).toContainText('step by step, within up to 1 more and 0 fewer than 4 pods')
  await on.confirm('Set 6.9.3')
  await expect(on.state).toContainText('Replacing 6.9.4 by 6.9.3: 1 of 4 pods are new.')
  await expect(on.state).toContainText('The next step waits for 1 new pod to become available')
  await expect(on.panel('Pods')).toContainText('May have up to 1 more and 0 fewer than 4 pods')
  await expect(on.figure('Pods', 'There')).toHaveText('5')
  await expect(on.figure('Pods', 'Available')).toHaveText('4')
  await expect(on.figure('Pods', 'At most')).toHaveText('5')
  await expect(on.figure('Pods', 'At least')).toHaveText('4 available')
  expect(await axeFinds(page)).toEqual([])

  await on.ask('Pause')
  await on.confirm('Pause')
  await on.shows('Paused')
  await pass(10 * minute)
  await expect(on.figure('Pods', 'Available')).toHaveText('5')
  await expect(on.state).toContainText('Paused within the update from 6.9.4 to 6.9.3: 1 of 4 pods are new.')

  await on.ask('Resume')
  await on.confirm('Resume the update')
  await expect(on.state).toContainText('Replacing 6.9.4 by 6.9.3: 2 of 4 pods are new.')
  await pass(30 * minute)
  await on.shows('Healthy')
  await expect(on.state).toContainText('all pods have 6.9.3')

  await on.ask('Undo')
  await on.confirm('Undo to 6.9.4')
  await expect(on.state).toContainText('Replacing 6.9.3 by 6.9.4: 1 of 4 pods are new.')
  await pass(30 * minute)
  await on.shows('Healthy')
  await expect(on.panel('History').getByRole('listitem').first()).toContainText(/^3 now.*6\.9\.4/)

  await on.ask('Restart')
  await expect(on.card).toContainText('Replaces every pod by one of the same template.')
  await on.confirm('Restart all pods')
  await expect(on.state).toContainText('Restarting: 1 of 4 pods are new.')
  await pass(30 * minute)
  await on.shows('Healthy')
  await expect(on.panel('History').getByRole('listitem').first()).toContainText(/^4 now.*6\.9\.4/)
})

test('an update past its deadline is told with its reason and undone; then it is scaled', async ({
  page,
  demo,
  told,
  open,
}) => {
  const namespace = await told('rolling-update')
  const pass = (ms: number) => demo.perform({ do: 'jump', ms, namespace })
  const on = deploymentPage(page)
  await open(deploymentPath({ cluster: 'demo', namespace, name: 'frontend' }))
  await expect(on.state).toContainText('Replacing 6.9.4 by 6.9.3')
  await pass(2 * minute)
  await on.shows('Healthy')
  await expect(on.state).toContainText('all pods have 6.9.3')
  await demo.perform({ do: 'ship', namespace, what: 'bad', flaw: 'missing' })
  await pass(2 * minute)
  await on.shows('Degraded')
  await expect(on.state).toContainText('No progress for 1 min: the update to 6.9.4-missing is stuck.')
  await expect(page.getByRole('main')).toContainText('ImagePullBackOff')
  await expect(on.figure('Pods', 'Available')).toHaveText('3')

  await on.ask('Undo')
  await on.confirm('Undo to 6.9.3')
  await pass(minute)
  await on.shows('Healthy')

  await on.ask('Scale')
  await on.card.getByLabel('Replicas').fill('5')
  await expect(on.card).toContainText('Starts 2 pods more.')
  await on.confirm('Scale to 5')
  await pass(minute)
  await expect(on.figure('Pods', 'Wanted')).toHaveText('5')
  await expect(on.figure('Pods', 'Available')).toHaveText('5')
  await on.shows('Healthy')
})
