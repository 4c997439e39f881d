import { canaryReplicas, podLimits } from '../../../../rollouts/replicas.ts'
import { currentStep, stepsOf } from '../../../../rollouts/steps.ts'
import { at, numberAt, textAt } from '../../../objects/json.ts'
import type { KubeObject } from '../../../objects/object.ts'
import { countOf, countsOf, sizeOf, sizesOf } from '../../facts.ts'
import { strategyOf } from '../status.ts'
import { newSet, otherSets, stableSet, type Turn } from '../turn.ts'
import { type Counts, nextCounts, type SetSize } from './counts.ts'

const MAX_WEIGHT = 100

/** The weight of the newest setWeight step up to the current one. Mirrors argo-rollouts@v1.10.1 utils/replicaset/canary.go#L552 */
export function weightNow({ rollout, status }: Turn): number {
  if (status.promoteFull || status.stableRS === '' || status.currentPodHash === status.stableRS) {
    return MAX_WEIGHT
  }
  if (status.abort) return 0
  if (currentStep(rollout) === null) return MAX_WEIGHT
  const passed = stepsOf(rollout).slice(0, (status.currentStepIndex ?? 0) + 1)
  return passed.findLast(({ setWeight }) => setWeight !== null)?.setWeight ?? 0
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

/** The sizes that new and stable are to have next. Mirrors argo-rollouts@v1.10.1 utils/replicaset/canary.go#L124 */
export function canarySizes(turn: Turn): Counts {
  const { strategy } = turn.rollout.spec
  const canary = strategy.type === 'Canary' ? strategy.canary : null
  const fresh = newSet(turn)
  const stable = stableSet(turn)
  return nextCounts({
    replicas: turn.replicas,
    desired: canaryReplicas({
      replicas: turn.replicas,
      weight: weightNow(turn),
      maxWeight: MAX_WEIGHT,
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
export function atDesiredSizes(turn: Turn): boolean {
  const desired = canarySizes(turn)
  const stable = stableSet(turn)
  return (
    meetsThreshold(turn, newSet(turn), desired.next) &&
    stable !== null &&
    sizeOf(stable) === desired.stable &&
    countOf(stable, 'replicas') === desired.stable &&
    countsOf(otherSets(turn), 'availableReplicas') === 0
  )
}
