import type { Action } from '../../../lib/rollouts/view.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { type JsonValue, numberAt, textAt } from '../../cluster/json.ts'
import { namespace } from '../../cluster/scenarios/objects.ts'
import type { CanaryOptions } from '../../cluster/scenarios/rollouts.ts'
import { type ObjectRef, untilPhase, untilRollout } from '../../cluster/waits.ts'
import { v1, v2, webCanary } from '../journeys/journey.ts'
import type { Metrics } from '../metrics.ts'

/** Where a Rollout is brought into its situation. */
export interface Site {
  readonly cluster: Cluster
  readonly metrics: Metrics
  readonly ref: ObjectRef
}

/** A state to bring a Rollout to, in which every action is tried. */
export interface Situation {
  readonly name: string
  /** What ours does here; all else it refuses, because it would have no effect. */
  readonly allowed: readonly Action[]
  /** What ours refuses because another action, which it names, does the same. */
  readonly instead?: Readonly<Partial<Record<Action, Action>>>
  /** Fields of the status that keep the plugin's wish although nothing comes of it. */
  readonly residue?: readonly string[]
  readonly bring: (site: Site) => Promise<void>
}

export const neverReady = { podAnnotations: { 'cockpit.test/never-ready': 'true' } }
const quick = { podAnnotations: {} }

/** A canary at Healthy with its first image. */
export async function canaryHealthy({ cluster, ref }: Site, options: Partial<CanaryOptions> = {}) {
  await cluster.apply([namespace(ref.namespace), webCanary(ref.namespace, v1, { ...options, ...quick })])
  await untilPhase(cluster, ref, 'Healthy')
}

/** A canary at Healthy with its first image and then updated; `next` are the options of the second image. */
export async function canaryUpdated(
  site: Site,
  next: Partial<CanaryOptions> = {},
  first = next,
): Promise<void> {
  await canaryHealthy(site, first)
  await site.cluster.apply([webCanary(site.ref.namespace, v2, { ...quick, ...next })])
}

export const atPause = ({ cluster, ref }: Site) => untilPhase(cluster, ref, 'Paused', 'CanaryPauseStep')

export const untilSite = (
  { cluster, ref }: Site,
  what: string,
  accept: (rollout: JsonValue) => boolean,
): Promise<JsonValue> => untilRollout(cluster, ref, what, accept)

export const updatedPods = (rollout: JsonValue): number => numberAt(rollout, 'status.updatedReplicas')

export const isAt = (path: string, text: string) => (rollout: JsonValue) => textAt(rollout, path) === text
