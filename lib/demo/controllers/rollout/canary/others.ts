import type { KubeObject } from '../../../objects/object.ts'
import { byCreation, countOf, countsOf, sizeOf } from '../../facts.ts'
import { canaryOf } from '../routing/roles.ts'
import { hasDeadline, scale, sizeInDelay } from '../scale.ts'
import { isReferenced } from '../services.ts'
import { isFullyPromoted, otherSets, replaceSet, revisionOf, type Turn } from '../turn.ts'
import { limitsOf } from './sizes.ts'

/**
 * Takes the pods of all ReplicaSets that are neither new nor stable: those that are not available at once, the others as far as
 * enough stay available. Answers whether any was scaled down. Mirrors argo-rollouts@v1.10.1 rollout/canary.go#L178
 */
export function scaleDownOthers(turn: Turn): boolean {
  const unavailable = dropUnavailable(turn)
  if (unavailable === null) return false
  let spare = countsOf(turn.sets, 'availableReplicas') - (turn.replicas - limitsOf(turn).unavailable)
  if (spare <= 0) return false
  let dropped = unavailable
  const routed = Boolean(canaryOf(turn)?.trafficRouting)
  let inDelay = 0
  for (const set of otherSets(turn).toSorted((a, b) => revisionOf(b) - revisionOf(a))) {
    if (spare <= 0 || sizeOf(set) === 0 || (routed && isReferenced(turn, set))) continue
    const size = routed ? routedSize(turn, set, inDelay + 1) : Math.max(0, sizeOf(set) - spare)
    if (size > 0 || hasDeadline(set)) inDelay += 1
    if (size === sizeOf(set)) continue
    scale(turn, set, size)
    spare -= sizeOf(set) - size
    dropped += sizeOf(set) - size
  }
  return dropped > 0
}

/** What was the stable version lives on for a while; a version that was overtaken on its way goes at once. */
const routedSize = (turn: Turn, set: KubeObject, nth: number): number => {
  const delayed = isFullyPromoted(turn) || hasDeadline(set)
  return delayed && !canaryOf(turn)?.dynamicStableScale ? sizeInDelay(turn, set, nth, sizeOf(set)) : 0
}

/** How many pods were given up; null where more are available than wanted, which stops it. Mirrors argo-rollouts@v1.10.1 rollout/replicaset.go#L314 */
function dropUnavailable(turn: Turn): number | null {
  let dropped = 0
  for (const set of otherSets(turn).toSorted(byCreation)) {
    const available = countOf(set, 'availableReplicas')
    if (sizeOf(set) === 0 || sizeOf(set) === available) continue
    if (available > sizeOf(set)) return null
    scale(turn, set, available)
    replaceSet(turn, turn.journal.latest(set))
    dropped += sizeOf(set) - available
  }
  return dropped
}
