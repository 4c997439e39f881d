import { maxWeight } from '../../../../rollouts/weights.ts'
import { numberAt, textAt } from '../../../objects/json.ts'
import { countOf } from '../../facts.ts'
import { desiredCanaryWeight } from '../canary/sizes.ts'
import { hashOf, isFullyPromoted, newSet, stableSet, type Turn } from '../turn.ts'
import { canaryOf } from './roles.ts'

/**
 * The version that a way back to the stable one leaves, as long as a stable version that shrank has not all of its pods again; null
 * on no such way. Mirrors argo-rollouts@v1.10.1 utils/rollout/rolloututil.go#L29
 */
export function leavingHash(turn: Turn): string | null {
  const canary = canaryOf(turn)
  const { weights } = turn.status
  if (!isFullyPromoted(turn) || !canary?.trafficRouting || !canary.dynamicStableScale || weights === null)
    return null
  const fresh = newSet(turn)
  const leaving = textAt(weights, 'canary', 'podTemplateHash')
  if (leaving === hashOf(fresh)) return null
  return fresh !== null && countOf(fresh, 'availableReplicas') >= turn.replicas ? null : leaving
}

/** The weight that the new version keeps on the way back: all goes to the stable one at once, unless that has to grow first. Mirrors argo-rollouts@v1.10.1 rollout/trafficrouting.go#L337 */
export function abortWeight(turn: Turn): number {
  const stable = stableSet(turn)
  if (!canaryOf(turn)?.dynamicStableScale || stable === null || newSet(turn) === null || turn.replicas === 0)
    return 0
  const most = maxWeight(turn.rollout)
  const desired = desiredCanaryWeight(turn)
  const bearable = Math.trunc((most * countOf(stable, 'availableReplicas')) / turn.replicas)
  const expected = Math.max(0, most - bearable)
  if (turn.status.weights === null) return Math.max(expected, desired)
  const current = numberAt(turn.status.weights, 'canary', 'weight')
  if (desired <= 0) return Math.min(expected, current)
  return bearable < most - desired ? current : Math.min(desired, current)
}
