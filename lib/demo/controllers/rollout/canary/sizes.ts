import { type Counts, nextCounts, type SetSize } from '../../../../rollouts/canary-counts.ts'
import { abortScaleDownDelaySeconds } from '../../../../rollouts/delays.ts'
import type { CanaryStep } from '../../../../rollouts/model.ts'
import { canaryReplicas, podLimits, routedReplicas } from '../../../../rollouts/replicas.ts'
import { currentStep, stepsOf } from '../../../../rollouts/steps.ts'
import { maxWeight, setWeight } from '../../../../rollouts/weights.ts'
import { at, type JsonObject, numberAt, textAt } from '../../../objects/json.ts'
import type { KubeObject } from '../../../objects/object.ts'
import { countOf, countsOf, sizeOf, sizesOf } from '../../facts.ts'
import { canaryOf } from '../routing/roles.ts'
import { strategyOf } from '../status.ts'
import { newSet, otherSets, stableSet, type Turn } from '../turn.ts'

/** Whether all pods are to be of the new version, whatever the steps say. */
const takesAll = ({ status }: Turn): boolean =>
  status.promoteFull || status.stableRS === '' || status.currentPodHash === status.stableRS

/** The weight of the newest setWeight step up to the current one. Mirrors argo-rollouts@v1.10.1 utils/replicaset/canary.go#L552 */
export const weightNow = (turn: Turn): number =>
  takesAll(turn) ? maxWeight(turn.rollout) : (setWeight(turn.rollout) ?? 0)

/**
 * The same, but that an aborted update whose stable version had shrunk goes back through its steps. Mirrors
 * argo-rollouts@v1.10.1 utils/replicaset/canary.go#L520
 */
export function desiredCanaryWeight(turn: Turn): number {
  const fresh = newSet(turn)
  const stable = stableSet(turn)
  const grows = turn.status.abort && canaryOf(turn)?.dynamicStableScale === true
  if (!grows || fresh === null || stable === null) return weightNow(turn)
  const missing = turn.replicas - countOf(stable, 'availableReplicas')
  const pods = Math.max(missing, countOf(fresh, 'availableReplicas'))
  const podsOf = (weight: number) => Math.ceil((weight * turn.replicas) / maxWeight(turn.rollout))
  const before = stepsOf(turn.rollout).findLast(
    ({ setWeight }) => setWeight !== null && podsOf(setWeight) < pods,
  )
  return before?.setWeight ?? 0
}

/** The newest setCanaryScale step up to the current one, where it is in force. Mirrors argo-rollouts@v1.10.1 utils/replicaset/canary.go#L578 */
function scaleInForce({ rollout, status }: Turn): CanaryStep['setCanaryScale'] {
  // Whoever leaves the pods of an aborted update for ever leaves as many as there were.
  if (status.abort && abortScaleDownDelaySeconds(rollout) !== null) return null
  if (currentStep(rollout) === null) return null
  const passed = stepsOf(rollout).slice(0, (status.currentStepIndex ?? 0) + 1)
  const scale = passed.findLast(({ setCanaryScale }) => setCanaryScale !== null)?.setCanaryScale ?? null
  return scale?.matchTrafficWeight ? null : scale
}

/** The sizes of a canary whose traffic is routed. Mirrors argo-rollouts@v1.10.1 utils/replicaset/canary.go#L377 */
function routedSizes(turn: Turn, weights: JsonObject | null): Counts {
  const scale = takesAll(turn) ? null : scaleInForce(turn)
  const canary = strategyOf(turn.object, 'canary')
  const floor = at(canary, 'minPodsPerReplicaSet')
  return routedReplicas({
    replicas: turn.replicas,
    maxWeight: maxWeight(turn.rollout),
    weight: takesAll(turn) ? maxWeight(turn.rollout) : (scale?.weight ?? desiredCanaryWeight(turn)),
    scale: scale?.replicas ?? null,
    dynamicStableScale: canaryOf(turn)?.dynamicStableScale === true,
    recorded: weights && {
      canary: numberAt(weights, 'canary', 'weight'),
      stable: numberAt(weights, 'stable', 'weight'),
    },
    aborted: turn.status.abort,
    minPodsPerReplicaSet: typeof floor === 'number' ? floor : null,
  })
}

/** How many pods may be above and below spec.replicas. */
export function limitsOf(turn: Turn): { readonly surge: number; readonly unavailable: number } {
  const { strategy } = turn.rollout.spec
  const canary = strategy.type === 'Canary' ? strategy.canary : null
  const limits = podLimits({
    replicas: turn.replicas,
    maxSurge: canary?.maxSurge ?? null,
    maxUnavailable: canary?.maxUnavailable ?? blueGreenUnavailable(turn),
  })
  return { ...limits, unavailable: turn.replicas === 0 ? 0 : limits.unavailable }
}

function blueGreenUnavailable(turn: Turn): string | number | null {
  const limit = at(strategyOf(turn.object, 'blueGreen'), 'maxUnavailable')
  return typeof limit === 'string' || typeof limit === 'number' ? limit : null
}

const sizeOfSet = (set: KubeObject | null): SetSize | null =>
  set && { size: sizeOf(set), available: countOf(set, 'availableReplicas') }

/**
 * The sizes that new and stable are to have next; `weights` are those that a router has. Mirrors
 * argo-rollouts@v1.10.1 utils/replicaset/canary.go#L124
 */
export function canarySizes(turn: Turn, weights: JsonObject | null): Counts {
  if (canaryOf(turn)?.trafficRouting) return routedSizes(turn, weights)
  const { strategy } = turn.rollout.spec
  const canary = strategy.type === 'Canary' ? strategy.canary : null
  const fresh = newSet(turn)
  const stable = stableSet(turn)
  return nextCounts({
    replicas: turn.replicas,
    desired: canaryReplicas({
      replicas: turn.replicas,
      weight: weightNow(turn),
      maxWeight: maxWeight(turn.rollout),
      maxSurge: canary?.maxSurge ?? null,
      maxUnavailable: canary?.maxUnavailable ?? null,
    }),
    ...limitsOf(turn),
    next: sizeOfSet(fresh),
    stable: sizeOfSet(stable),
    same: fresh?.metadata.uid === stable?.metadata.uid,
    others: sizesOf(otherSets(turn)),
  })
}

/** Whether the spec lets the update go on before all pods of the new version are available. Mirrors argo-rollouts@v1.10.1 utils/replicaset/canary.go#L36 */
export function meetsThreshold(turn: Turn, set: KubeObject | null, desired: number): boolean {
  const threshold = at(strategyOf(turn.object, 'canary'), 'replicaProgressThreshold')
  const value = numberAt(threshold, 'value')
  const available = set ? countOf(set, 'availableReplicas') : 0
  if (threshold === undefined || threshold === null || set === null || value < 0) {
    return set !== null && sizeOf(set) === desired && available === desired
  }
  if (textAt(threshold, 'type') !== 'Percent') return available >= value
  return desired === 0 || (available / desired) * 100 >= value - 1e-10
}

/** Whether the pods are as the weight wants them. Mirrors argo-rollouts@v1.10.1 utils/replicaset/canary.go#L59 */
export function atDesiredSizes(turn: Turn, weights: JsonObject | null): boolean {
  const canary = canaryOf(turn)
  const desired = canarySizes(turn, weights)
  const stable = stableSet(turn)
  if (!meetsThreshold(turn, newSet(turn), desired.next)) return false
  if (canary?.trafficRouting && canary.dynamicStableScale) return true
  const whole =
    stable !== null && sizeOf(stable) === desired.stable && countOf(stable, 'replicas') === desired.stable
  // Where traffic is routed, nobody comes to the pods of the others.
  return whole && (Boolean(canary?.trafficRouting) || countsOf(otherSets(turn), 'availableReplicas') === 0)
}
