import type { Rollout } from './model.ts'
import { isFullyPromoted } from './promotion.ts'
import { servingPods } from './replica-sets.ts'
import type { ReplicaSetView, TrafficView, Version } from './view.ts'
import { maxWeight, setWeight } from './weights.ts'

/**
 * The shares of the version that is coming, each from its own source; null for anything but a canary. Once promoted nothing is
 * coming and the wanted share is 0, though SetWeight says 100 of what is then the stable version.
 */
export function toTrafficView(rollout: Rollout, replicaSets: readonly ReplicaSetView[]): TrafficView | null {
  const { strategy } = rollout.spec
  if (strategy.type !== 'Canary') return null
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
