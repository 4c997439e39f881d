import type { Cluster } from '../cluster/cluster.ts'
import type { JsonObject, JsonValue } from '../cluster/json.ts'
import { numberAt } from '../cluster/json.ts'
import { namespace, service } from '../cluster/scenarios/objects.ts'
import { blueGreenRollout, type CanaryOptions } from '../cluster/scenarios/rollouts.ts'
import { type ObjectRef, untilPhase, untilRollout } from '../cluster/waits.ts'
import { v1, v2, webCanary } from './journeys/journey.ts'

/** A state to bring a Rollout to, in which each action is tried on a pair of twins. */
export interface Situation {
  readonly name: string
  readonly bring: (cluster: Cluster, ref: ObjectRef) => Promise<void>
}

const neverReady = { podAnnotations: { 'cockpit.test/never-ready': 'true' } }
const quick = { podAnnotations: {} }

/** A canary at Healthy with its first image and then updated; `next` are the options of the second image. */
async function canaryUpdated(
  cluster: Cluster,
  ref: ObjectRef,
  next: Partial<CanaryOptions> = {},
  first = next,
): Promise<void> {
  await cluster.apply([namespace(ref.namespace), webCanary(ref.namespace, v1, { ...first, ...quick })])
  await untilPhase(cluster, ref, 'Healthy')
  await cluster.apply([webCanary(ref.namespace, v2, { ...quick, ...next })])
}

const atPause = (cluster: Cluster, ref: ObjectRef) => untilPhase(cluster, ref, 'Paused', 'CanaryPauseStep')

async function blueGreen(cluster: Cluster, ref: ObjectRef, next: JsonObject = {}): Promise<void> {
  const base = { ...ref, replicas: 2, image: v1 }
  await cluster.apply([
    namespace(ref.namespace),
    service(ref),
    service({ ...ref, name: `${ref.name}-preview`, app: ref.name }),
    blueGreenRollout(base),
  ])
  await untilPhase(cluster, ref, 'Healthy')
  await cluster.apply([blueGreenRollout({ ...base, image: v2, ...next })])
}

export const situations: readonly Situation[] = [
  {
    name: 'healthy',
    bring: async (cluster, ref) => {
      await cluster.apply([namespace(ref.namespace), webCanary(ref.namespace, v1, quick)])
      await untilPhase(cluster, ref, 'Healthy')
    },
  },
  {
    name: 'paused',
    bring: async (cluster, ref) => {
      await canaryUpdated(cluster, ref)
      await atPause(cluster, ref)
    },
  },
  {
    name: 'timed-pause',
    bring: async (cluster, ref) => {
      await canaryUpdated(cluster, ref, {
        steps: [{ setWeight: 50 }, { pause: { duration: '1h' } }, { setWeight: 80 }],
      })
      await atPause(cluster, ref)
    },
  },
  {
    name: 'scaling',
    bring: async (cluster, ref) => {
      await canaryUpdated(cluster, ref, neverReady)
      await untilRollout(
        cluster,
        ref,
        'has a canary pod',
        (one) => numberAt(one, 'status.updatedReplicas') === 1,
      )
    },
  },
  {
    name: 'aborted',
    bring: async (cluster, ref) => {
      await canaryUpdated(cluster, ref)
      await atPause(cluster, ref)
      await cluster.argo(['abort', ref.name, '-n', ref.namespace])
      await untilRollout(
        cluster,
        ref,
        'has no canary pod',
        (one) => numberAt(one, 'status.updatedReplicas') === 0,
      )
    },
  },
  {
    name: 'paused-by-spec',
    bring: async (cluster, ref) => {
      await canaryUpdated(cluster, ref, { spec: { paused: true } }, {})
      await untilPhase(cluster, ref, 'Paused', 'manually paused')
    },
  },
  {
    name: 'without-steps',
    bring: async (cluster, ref) => {
      await canaryUpdated(cluster, ref, { steps: [], ...neverReady }, { steps: [] })
      await untilRollout(
        cluster,
        ref,
        'has a canary pod',
        (one) => numberAt(one, 'status.updatedReplicas') > 0,
      )
    },
  },
  {
    name: 'blue-green-paused',
    bring: async (cluster, ref) => {
      await blueGreen(cluster, ref)
      await untilPhase(cluster, ref, 'Paused', 'BlueGreenPause')
    },
  },
  {
    name: 'blue-green-booting',
    bring: async (cluster, ref) => {
      await blueGreen(cluster, ref, neverReady)
      await untilRollout(
        cluster,
        ref,
        'has a preview',
        (one) => numberAt(one, 'status.updatedReplicas') === 2,
      )
    },
  },
]

/** Fields in which twins differ by birth: names of the place, identities, versions and times. */
const byBirth = new Set([
  'namespace',
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'managedFields',
  'lastUpdateTime',
  'lastTransitionTime',
  'startTime',
  'abortedAt',
])

/**
 * A Rollout as a text in which twins are equal. A false flag is the same as none: `retry` writes `abort: false` on a Rollout that was
 * never aborted.
 */
export const likeness = (rollout: JsonValue, ...less: readonly string[]): string =>
  JSON.stringify(
    rollout,
    (key, value) => (byBirth.has(key) || less.includes(key) || value === false ? undefined : value),
    1,
  )
