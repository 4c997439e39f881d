import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createActions } from '../../lib/cluster/actions.ts'
import { stateKey } from '../../lib/rollouts/state-key.ts'
import { verdictsOf } from '../../lib/rollouts/verdicts.ts'
import { type Action, actions } from '../../lib/rollouts/view.ts'
import { parseRollout } from '../../lib/wire/parse.ts'
import { type Cluster, startCluster } from '../cluster/cluster.ts'
import { type ObjectRef, rolloutPath, until } from '../cluster/waits.ts'
import { requireCluster } from '../support/real-cluster.ts'
import { likeness, type Situation, situations } from './twins.ts'
import { type View, watchCluster } from './view.ts'

const commands: Readonly<Record<Action, readonly string[]>> = {
  promote: ['promote'],
  'promote-full': ['promote', '--full'],
  abort: ['abort'],
  retry: ['retry', 'rollout'],
}
/** A canary that goes to all users anyhow keeps the wish to do so in its status; nothing else comes of it. */
const residue = ['promoteFull']
/** How long an action that has no effect is watched for having none. */
const WATCHED_MS = 3_000
const ALIKE_LIMIT_MS = 60_000
const cases = situations.flatMap((situation) => actions.map((action) => ({ ...situation, action })))

describe.skipIf(!requireCluster())('an action of ours and of the plugin', { concurrent: true }, () => {
  let cluster: Cluster
  let view: View

  beforeAll(async () => {
    cluster = await startCluster()
    view = await watchCluster(cluster)
  })
  afterAll(async () => {
    await view.stop()
    await cluster.stop()
  })

  const look = async (ref: ObjectRef, ...less: readonly string[]) =>
    likeness(await cluster.get(rolloutPath(ref)), ...less)

  async function bringTwins(name: string, bring: Situation['bring']) {
    const ours = { namespace: `${name}-ours`, name: 'web' }
    const theirs = { namespace: `${name}-theirs`, name: 'web' }
    await Promise.all([bring(cluster, ours), bring(cluster, theirs)])
    const both = async () => [await look(ours), await look(theirs)]
    await until('the twins are alike', both, ([a, b]) => a === b)
    return { ours, theirs, both, before: await look(ours) }
  }

  test.for(cases)('leave equal Rollouts: $action on $name', async ({ name, action, bring }) => {
    const { ours, theirs, both, before } = await bringTwins(`${name}-${action}`, bring)
    const pluginActs = () => cluster.argo([...commands[action], theirs.name, '-n', theirs.namespace])
    const rollout = parseRollout(await cluster.get(rolloutPath(ours)))
    const verdict = verdictsOf(rollout)[action]
    if (!verdict.allowed) {
      await pluginActs()
      await delay(WATCHED_MS)
      // The twin that nothing was done to, not its past: the controller may have had something left to write on both.
      const untouched = await look(ours, ...residue)
      expect(await look(theirs, ...residue), `the plugin had an effect, ours says: ${verdict.because}`).toBe(
        untouched,
      )
      return
    }
    const { run } = createActions({ source: view.source, readOnly: false, refused: () => {} })
    await run({ cluster: cluster.contextName, ...ours }, action, stateKey(rollout))
    await pluginActs()
    await until(
      'both are alike again, and not as before',
      both,
      ([a, b]) => a === b && a !== before,
      ALIKE_LIMIT_MS,
    )
  })
})
