import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createActions } from '../../lib/cluster/actions.ts'
import { stateKey } from '../../lib/rollouts/state-key.ts'
import { verdictsOf } from '../../lib/rollouts/verdicts.ts'
import { type Action, actions } from '../../lib/rollouts/view.ts'
import { parseRollout } from '../../lib/wire/parse.ts'
import { type Cluster, startCluster } from '../cluster/cluster.ts'
import { type ObjectRef, rolloutPath } from '../cluster/waits.ts'
import { requireCluster } from '../support/real-cluster.ts'
import { type Metrics, startMetrics } from './metrics.ts'
import { analysisSituations } from './situations/analysis.ts'
import { blueGreenSituations } from './situations/blue-green.ts'
import { canarySituations } from './situations/canary.ts'
import { troubleSituations } from './situations/trouble.ts'
import { bringTwins, likenessOf } from './twins.ts'
import { type View, watchCluster } from './view.ts'

const commands: Readonly<Record<Action, readonly string[]>> = {
  promote: ['promote'],
  'promote-full': ['promote', '--full'],
  abort: ['abort'],
  retry: ['retry', 'rollout'],
}
/** How long an action that has no effect is watched for having none. */
const WATCHED_MS = 3_000

// Twins mostly wait: for pods, for rest, for nothing to happen.
vi.setConfig({ maxConcurrency: 10 })

const situations = [...canarySituations, ...blueGreenSituations, ...analysisSituations, ...troubleSituations]
/** Each action on each situation, with the one of ours that does what the plugin does with it; null where nothing does. */
const cases = situations.flatMap(({ allowed, instead, ...situation }) =>
  actions.map((action) => ({
    ...situation,
    action,
    ours: allowed.includes(action) ? action : (instead?.[action] ?? null),
  })),
)

describe.skipIf(!requireCluster())('an action of ours and of the plugin', { concurrent: true }, () => {
  let cluster: Cluster
  let metrics: Metrics
  let view: View

  beforeAll(async () => {
    cluster = await startCluster()
    metrics = await startMetrics()
    view = await watchCluster(cluster)
  })
  afterAll(async () => {
    await view.stop()
    await metrics.stop()
    await cluster.stop()
  })

  const get = (ref: ObjectRef) => cluster.get(rolloutPath(ref))
  const pluginActs = (action: Action, { name, namespace }: ObjectRef) =>
    cluster.argo([...commands[action], name, '-n', namespace])
  const verdictOn = async (ref: ObjectRef, action: Action) => verdictsOf(parseRollout(await get(ref)))[action]
  const refusal = { allowed: false, because: expect.stringMatching(/\.$/) }

  test.for(cases.filter((one) => one.ours !== null))(
    'leave equal Rollouts: $action on $name',
    async ({ name, action, ours: acting, bring }) => {
      const { ours, theirs, untilAlike } = await bringTwins({ cluster, metrics }, `${name}-${action}`, bring)
      const state = stateKey(parseRollout(await get(ours)))
      if (acting !== action) expect(await verdictOn(ours, action)).toEqual(refusal)
      const { run } = createActions({
        source: view.source,
        readOnly: false,
        now: Date.now,
        refused: () => {},
      })
      await run(ours, {
        resource: 'rollouts',
        action: acting ?? action,
        state,
      })
      await pluginActs(action, theirs)
      await untilAlike()
    },
  )

  test.for(situations)(
    'are refused by ours where the plugin has no effect: $name',
    async ({ name, bring, residue = [] }) => {
      const { ours, theirs } = await bringTwins({ cluster, metrics }, `${name}-refused`, bring)
      const refused = cases.filter((one) => one.name === name && one.ours === null)
      const verdicts = await Promise.all(refused.map(({ action }) => verdictOn(theirs, action)))
      expect(verdicts).toEqual(refused.map(() => refusal))
      for (const { action } of refused) {
        await pluginActs(action, theirs)
        await delay(WATCHED_MS)
        // The twin that nothing was done to, not its past: the controller may have had something left to write on both.
        const untouched = await likenessOf(cluster, ours, residue)
        expect(await likenessOf(cluster, theirs, residue), action).toBe(untouched)
      }
    },
  )
})
