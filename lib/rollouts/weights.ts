import type { CanaryStep, Rollout } from './model.ts'
import { currentStep, stepsOf } from './steps.ts'
import type { ReplicaSetView } from './view.ts'

/** What 100 % is called in this Rollout's weights. Mirrors argo-rollouts@v1.10.1 utils/weightutil/weight.go#L7 */
export const maxWeight = ({ spec }: Rollout): number =>
  spec.strategy.type === 'Canary' ? (spec.strategy.canary.trafficRouting?.maxTrafficWeight ?? 100) : 100

/** The weight in force while the step at `index` runs: the nearest setWeight at or before it, else 0. */
export const weightAt = (steps: readonly CanaryStep[], index: number): number =>
  steps.slice(0, index + 1).findLast((step) => step.setWeight !== null)?.setWeight ?? 0

/** The CLI's SetWeight, what the plan wants now; null for anything but a canary. Mirrors argo-rollouts@v1.10.1 utils/replicaset/canary.go#L552 */
export function setWeight(rollout: Rollout): number | null {
  if (rollout.spec.strategy.type !== 'Canary') return null
  if (rollout.status.abort) return 0
  if (!currentStep(rollout)) return maxWeight(rollout)
  return weightAt(stepsOf(rollout), rollout.status.currentStepIndex ?? 0)
}

/**
 * The CLI's ActualWeight, which with a router that has recorded nothing is a copy of SetWeight (TrafficView keeps the two
 * apart); null for anything but a canary. Mirrors argo-rollouts@v1.10.1 pkg/kubectl-argo-rollouts/info/rollout_info.go#L59
 */
export function actualWeight(rollout: Rollout, replicaSets: readonly ReplicaSetView[]): number | null {
  const { spec, status } = rollout
  if (spec.strategy.type !== 'Canary') return null
  if (!currentStep(rollout)) return maxWeight(rollout)
  if (status.availableReplicas <= 0) return 0
  if (spec.strategy.canary.trafficRouting) {
    return status.canary.weights ? status.canary.weights.canary.weight : setWeight(rollout)
  }
  const canary = replicaSets.findLast(({ roles }) => roles.includes('canary'))
  return canary ? Math.trunc((canary.available * maxWeight(rollout)) / status.availableReplicas) : 0
}
