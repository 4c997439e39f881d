import { stepsOf } from '../../../../rollouts/steps.ts'
import { maxWeight, weightAt } from '../../../../rollouts/weights.ts'
import { type JsonObject, numberAt, sameJson } from '../../../objects/json.ts'
import { countOf } from '../../facts.ts'
import { atDesiredSizes, meetsThreshold, weightNow } from '../canary/sizes.ts'
import { isAborted } from '../pauses.ts'
import { hashOf, isFullyPromoted, newSet, stableSet, type Turn } from '../turn.ts'
import { abortWeight, leavingHash } from './dynamic.ts'
import { canaryOf } from './roles.ts'

/** What the routers are to be told in this look. */
export interface Aim {
  readonly weight: number
  /** The version that the weight is for. */
  readonly canaryHash: string
  /** Whether the routes that steps have made are of no use any more. */
  readonly removesRoutes: boolean
}

/** Mirrors argo-rollouts@v1.10.1 rollout/trafficrouting.go#L188 */
export function aimOf(turn: Turn): Aim {
  const fresh = newSet(turn)
  const canaryHash = hashOf(fresh)
  const without = (weight: number): Aim => ({ weight, canaryHash, removesRoutes: true })
  const leaving = leavingHash(turn)
  if (leaving !== null) return { weight: abortWeight(turn), canaryHash: leaving, removesRoutes: false }
  if (isFullyPromoted(turn)) return without(0)
  if (isAborted(turn.status, turn.pauses)) return without(abortWeight(turn))
  const available = fresh ? countOf(fresh, 'availableReplicas') : 0
  if (available === 0) return without(0)
  if (turn.status.promoteFull) return without(fullWeight(turn, available))
  return { weight: weightOfStep(turn), canaryHash, removesRoutes: false }
}

/** On its way to all users a version keeps the weight that it has, or gets what its pods can bear. */
const fullWeight = (turn: Turn, available: number): number =>
  canaryOf(turn)?.dynamicStableScale
    ? Math.trunc((maxWeight(turn.rollout) * available) / turn.replicas)
    : numberAt(turn.status.weights, 'canary', 'weight')

/** A new weight waits for its pods. */
function weightOfStep(turn: Turn): number {
  const steps = stepsOf(turn.rollout)
  const index = turn.status.currentStepIndex ?? 0
  if (steps.length === 0) return 0
  if (!atDesiredSizes(turn, null)) return weightAt(steps, index - 1)
  return weightNow(turn)
}

/** Whether the stable version can bear what is left for it. Mirrors argo-rollouts@v1.10.1 rollout/trafficrouting.go#L133 */
export function canBearRest(turn: Turn, weight: number): boolean {
  const stable = stableSet(turn)
  if (stable === null) return false
  const most = maxWeight(turn.rollout)
  const desired = Math.trunc(((most - weight) * turn.replicas) / most)
  return countOf(stable, 'availableReplicas') >= desired || meetsThreshold(turn, stable, desired)
}

/** Notes the weights for the status, and says so where they are others. Mirrors argo-rollouts@v1.10.1 rollout/trafficrouting.go#L388 */
export function noteWeights(turn: Turn, { weight, canaryHash }: Aim): void {
  const { stableService, canaryService } = canaryOf(turn) ?? {}
  const stableHash = hashOf(stableSet(turn))
  const next = {
    canary: destination(weight, canaryService, canaryHash),
    stable: destination(maxWeight(turn.rollout) - weight, stableService, stableHash),
  }
  const before = turn.status.weights
  if (sameJson(before?.canary, next.canary) && sameJson(before?.stable, next.stable)) return
  const from = numberAt(before, 'canary', 'weight')
  const how = before === null ? `to ${weight}` : from === weight ? '' : `from ${from} to ${weight}`
  turn.journal.tell(turn.object, 'TrafficWeightUpdated', `Traffic weight updated ${how}`)
  turn.weights = next
}

const destination = (
  weight: number,
  serviceName: string | null | undefined,
  podTemplateHash: string,
): JsonObject => ({
  weight,
  ...(serviceName ? { serviceName } : {}),
  ...(podTemplateHash === '' ? {} : { podTemplateHash }),
})
