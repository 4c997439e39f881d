import { byCreation, countOf, countsOf, sizeOf } from '../../facts.ts'
import { scale } from '../scale.ts'
import { otherSets, replaceSet, revisionOf, type Turn } from '../turn.ts'
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
  for (const set of otherSets(turn).toSorted((a, b) => revisionOf(b) - revisionOf(a))) {
    const size = Math.max(0, sizeOf(set) - spare)
    if (spare <= 0 || sizeOf(set) === 0) continue
    scale(turn, set, size)
    spare -= sizeOf(set) - size
    dropped += sizeOf(set) - size
  }
  return dropped > 0
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
