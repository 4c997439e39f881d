import type { Rollout } from './model.ts'
import { isFullyPromoted } from './promotion.ts'
import { servingPods } from './replica-sets.ts'
import type { ReplicaSetView, TrafficView, Version } from './view.ts'
import { maxWeight, setWeight } from './weights.ts'

export interface Share {
  /** A traffic router's record, or a count of ready pods. */
  readonly source: 'recorded' | 'counted' | 'unknown'
  /** The new version's part of the whole, 0 to 1; null when nobody knows it. */
  readonly next: number | null
}

/**
 * The shares of the version that is coming, each from its own source; null for anything but a canary, and until a controller has
 * made a version of the template. Once promoted nothing is coming and the wanted share is 0, though SetWeight says 100 of what is
 * then the stable version.
 */
export function toTrafficView(rollout: Rollout, replicaSets: readonly ReplicaSetView[]): TrafficView | null {
  const { strategy } = rollout.spec
  if (strategy.type !== 'Canary' || rollout.status.currentPodHash === '') return null
  const routing = strategy.canary.trafficRouting
  const weights = routing && rollout.status.canary.weights
  return {
    wanted: isFullyPromoted(rollout) ? 0 : (setWeight(rollout) ?? 0),
    recorded: weights ? weights.canary.weight : null,
    verified: weights ? weights.verified : null,
    counted: { next: serving(replicaSets, 'next'), stable: serving(replicaSets, 'stable') },
    max: maxWeight(rollout),
    routers: routing ? routing.providers : [],
  }
}

const serving = (replicaSets: readonly ReplicaSetView[], wanted: Version): number =>
  replicaSets
    .filter(({ version }) => version === wanted)
    .reduce((sum, replicaSet) => sum + servingPods(replicaSet), 0)

/**
 * What users are served: the router's record where there is a router, else the count of ready pods; never what is wanted. Once
 * promoted all of it is the one version there is, whatever the record or the count calls it.
 */
export function servedShare(traffic: TrafficView, promoted: boolean): Share {
  const share = traffic.routers.length > 0 ? recordedShare(traffic) : countedShare(traffic)
  return promoted && share.next !== null ? { ...share, next: 0 } : share
}

const unknownShare: Share = { source: 'unknown', next: null }

function recordedShare({ recorded, max }: TrafficView): Share {
  if (recorded === null) return unknownShare
  return { source: 'recorded', next: Math.min(Math.max(recorded / Math.max(max, 1), 0), 1) }
}

function countedShare({ counted }: TrafficView): Share {
  const all = counted.next + counted.stable
  return all === 0 ? unknownShare : { source: 'counted', next: counted.next / all }
}
