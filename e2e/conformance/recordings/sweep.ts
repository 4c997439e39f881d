import { sizeOf, wholeAnnotationOf } from '../../../lib/demo/controllers/facts.ts'
import { numberAt } from '../../../lib/demo/objects/json.ts'
import type { KubeObject } from '../../../lib/demo/objects/object.ts'
import { type Limits, type SweepRow, settledSplits } from '../../../lib/demo/testing/sweep.ts'
import { canaryRollout } from '../../cluster/scenarios/rollouts.ts'
import { until, untilPhase } from '../../cluster/waits.ts'
import type { Change } from './chronicle.ts'
import { type Studio, versionOf } from './record.ts'

const allLimits: readonly Limits[] = [
  {},
  { maxSurge: 0, maxUnavailable: 1 },
  { maxSurge: 3, maxUnavailable: 0 },
]
const allReplicas = Array.from({ length: 12 }, (_, index) => index + 1)
const weights = Array.from({ length: 100 }, (_, index) => index + 1)
const LIMIT_MS = 240_000

/**
 * What the real controller makes of every number of pods from 1 to 12 at every weight from 1 to 100: one canary for each number and
 * each of three limits goes through a hundred steps, and its ReplicaSets are read when each step is done.
 */
export async function recordSweep(studio: Studio): Promise<readonly SweepRow[]> {
  const walks = allLimits.flatMap((limits, nth) =>
    allReplicas.map((replicas) => ({ limits, replicas, namespace: `sweep-${nth}-${replicas}` })),
  )
  return Promise.all(
    walks.map(async ({ namespace, limits, replicas }) => {
      await walk(studio, namespace, limits, replicas)
      const splits = splitsOf(studio.chronicle.changes(namespace))
      return { limits, replicas, splits: settledSplits({ limits, replicas, splits }) }
    }),
  )
}

async function walk({ cluster, chronicle }: Studio, namespace: string, limits: Limits, replicas: number) {
  const ref = { namespace, name: 'web' }
  const steps = weights.map((setWeight) => ({ setWeight }))
  const version = (tag: string) =>
    canaryRollout({ ...ref, ...limits, replicas, steps, image: `example.test/web:${tag}` })
  await cluster.apply([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    version('1.0'),
  ])
  await untilPhase(cluster, ref, 'Healthy', undefined, LIMIT_MS)
  await cluster.apply([version('2.0')])
  const end = await untilPhase(cluster, ref, 'Healthy', undefined, LIMIT_MS)
  const heard = () => chronicle.latest(namespace)
  await until(`${namespace} is heard of`, heard, (latest) => latest >= versionOf(end))
}

/** The sizes of the new and the stable ReplicaSet when the controller went on from each weight to the next. */
function splitsOf(changes: readonly Change[]): readonly string[] {
  const sizes = new Map<number, number>()
  const splits: string[] = []
  for (const { resource, object } of changes) {
    if (resource === 'replicasets') sizes.set(revisionOf(object), sizeOf(object))
    if (resource !== 'rollouts' || !sizes.has(2)) continue
    const done = numberAt(object.status, 'currentStepIndex')
    if (done === splits.length + 1 && done <= weights.length) {
      splits.push(`${sizes.get(2) ?? 0}+${sizes.get(1) ?? 0}`)
    }
  }
  return splits
}

const revisionOf = (set: KubeObject): number => wholeAnnotationOf(set, 'rollout.argoproj.io/revision') ?? 0
