import { rolloutPath } from '../../lib/paths.ts'
import type { JsonObject } from '../cluster/json.ts'
import { service } from '../cluster/scenarios/objects.ts'
import { blueGreenRollout } from '../cluster/scenarios/rollouts.ts'
import { untilPhase } from '../cluster/waits.ts'
import { agreesWithCli } from '../support/agreement.ts'
import type { Ground } from '../support/ground.ts'
import { rolloutPage } from '../support/rollout-page.ts'
import { expect, test } from '../support/story.ts'

const name = 'frontend'
const image = (version: string) => `ghcr.io/stefanprodan/podinfo:${version}`

const rollout = (namespace: string, version: string): JsonObject =>
  blueGreenRollout({
    name,
    namespace,
    replicas: 3,
    image: image(version),
    podAnnotations: { 'cockpit.test/ready-after': '1s' },
  })

/** Brought to where the new version stands beside the old one and waits for a person. */
async function startPaused(cluster: Ground, namespace: string): Promise<void> {
  const preview = service({ namespace, name: `${name}-preview`, app: name })
  await cluster.apply([service({ namespace, name }), preview, rollout(namespace, '6.9.3')])
  await untilPhase(cluster, { namespace, name }, 'Healthy')
  await cluster.apply([rollout(namespace, '6.9.4')])
  await untilPhase(cluster, { namespace, name }, 'Paused')
}

test('a blue-green Rollout is promoted: the active Service goes over, the old version is kept for a while', async ({
  page,
  world,
  cluster,
  place,
  open,
}) => {
  await startPaused(cluster, place)
  const on = rolloutPage(page)
  await open(rolloutPath({ cluster: cluster.contextName, namespace: place, name }))
  const lanes = on.panel('Who gets which version')
  const active = lanes
    .getByRole('listitem')
    .filter({ hasText: `svc/${name}` })
    .first()
  const preview = lanes.getByRole('listitem').filter({ hasText: `svc/${name}-preview` })
  await expect(on.state).toContainText('The preview is ready. Waiting for a person to promote.')
  await expect(active).toContainText('to revision 1')
  await expect(preview).toContainText('to revision 2')
  await agreesWithCli(world, { namespace: place, name })

  await on.act('promote')
  await on.shows('Healthy')
  await expect(active).toContainText('to revision 2')
  await expect(preview).toContainText('to revision 2')
  await expect(lanes).toContainText('Preview = active: nothing to preview')
  await expect(lanes).toContainText(/Kept for another \d+ s, then scaled down/)
  await expect(on.state).toContainText('all users have 6.9.4')
  await agreesWithCli(world, { namespace: place, name })
})

test('a blue-green Rollout is aborted and tried again: users stay where they are', async ({
  page,
  world,
  cluster,
  place,
  open,
}) => {
  await startPaused(cluster, place)
  const on = rolloutPage(page)
  await open(rolloutPath({ cluster: cluster.contextName, namespace: place, name }))

  await on.button('abort').click()
  await expect(on.card).toContainText('Users stay on 6.9.3')
  await on.confirm('abort').click()
  await on.shows('Degraded')
  await expect(on.state).toContainText('RolloutAborted: Rollout aborted update to revision 2')
  await agreesWithCli(world, { namespace: place, name })

  await on.act('retry')
  await on.shows('Paused')
  await expect(on.state).toContainText('The preview is ready. Waiting for a person to promote.')
  await agreesWithCli(world, { namespace: place, name })
})
