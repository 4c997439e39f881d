import type { Cluster } from '../../cluster/cluster.ts'
import type { JsonObject } from '../../cluster/json.ts'
import { blueGreenRollout, type CanaryOptions, canaryRollout } from '../../cluster/scenarios/rollouts.ts'
import { type ObjectRef, untilPhase } from '../../cluster/waits.ts'

/** One Rollout of the pictures: where it is, and how it is brought to where it stays. */
export interface Exhibit extends ObjectRef {
  readonly prepare: (cluster: Cluster, ref: ObjectRef) => Promise<void>
}

/** A plan that waits for a person at its first weight and for the clock at its second. */
export const stepsFrom = (first: number): readonly JsonObject[] => [
  { setWeight: first },
  { pause: {} },
  { setWeight: 60 },
  { pause: { duration: '45m' } },
  { setWeight: 100 },
]

/** Pods that run and are never ready. */
export const neverReady = { 'cockpit.test/never-ready': 'true' }

const image = (ref: ObjectRef, version: string) => `ghcr.io/acme/${ref.name}:${version}`

export const canary = (ref: ObjectRef, version: string, options: Partial<CanaryOptions> = {}): JsonObject =>
  canaryRollout({ ...ref, replicas: 5, image: image(ref, version), steps: stepsFrom(20), ...options })

export const blueGreen = (ref: ObjectRef, version: string, more: JsonObject = {}): JsonObject =>
  blueGreenRollout({ ...ref, replicas: 3, image: image(ref, version), blueGreen: more })

/** Brings a Rollout to Healthy as it was and gives it what comes next. */
export async function updated(
  cluster: Cluster,
  ref: ObjectRef,
  from: JsonObject,
  to: JsonObject,
): Promise<void> {
  await cluster.apply([from])
  await untilPhase(cluster, ref, 'Healthy')
  await cluster.apply([to])
}

/** The words of the CLI for one Rollout: `promote`, `abort` … */
export const command = (word: string, { namespace, name }: ObjectRef): readonly string[] => [
  word,
  name,
  '-n',
  namespace,
]
