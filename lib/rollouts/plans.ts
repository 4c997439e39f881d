import type { Rollout } from './model.ts'
import type { Patch } from './patch.ts'
import { stepsOf } from './steps.ts'
import type { Action } from './view.ts'

/** The steps of a canary and the index in force, null where there is no plan to walk. */
export function stepsAndIndex(rollout: Rollout): { count: number; index: number } | null {
  const count = stepsOf(rollout).length
  return count === 0 ? null : { count, index: rollout.status.currentStepIndex ?? 0 }
}

const ofStatus = (body: Readonly<Record<string, unknown>>): Patch => ({
  type: 'merge',
  subresource: 'status',
  body: { status: body },
})

const unpause = ({ spec }: Rollout): readonly Patch[] =>
  spec.paused ? [{ type: 'merge', subresource: null, body: { spec: { paused: false } } }] : []

function promoteStatus(rollout: Rollout): readonly Patch[] {
  const { status, spec } = rollout
  const paused = status.pauseConditions.length > 0
  const plan = stepsAndIndex(rollout)
  const following = plan === null ? null : plan.index < plan.count ? plan.index + 1 : plan.index
  const inconclusive =
    spec.strategy.type === 'Canary' && status.canary.currentStepAnalysisRun?.status === 'Inconclusive'
  // Without the cleared controllerPause a pause step that follows would count as already resumed.
  if (inconclusive && paused && status.controllerPause)
    return following === null
      ? []
      : [ofStatus({ pauseConditions: null, controllerPause: false, currentStepIndex: following })]
  if (paused) return [ofStatus({ pauseConditions: null })]
  return following === null ? [] : [ofStatus({ pauseConditions: null, currentStepIndex: following })]
}

/**
 * The patches that the plugin sends for this action on this object, in its order; empty where it sends none.
 * Mirrors argo-rollouts@v1.10.1 pkg/kubectl-argo-rollouts/cmd/promote/promote.go#L142,
 * argo-rollouts@v1.10.1 pkg/kubectl-argo-rollouts/cmd/abort/abort.go#L30 and pkg/kubectl-argo-rollouts/cmd/retry/retry.go#L19
 */
export function planAction(action: Action, rollout: Rollout): readonly Patch[] {
  const { status } = rollout
  switch (action) {
    case 'promote':
      return [...promoteStatus(rollout), ...unpause(rollout)]
    case 'promote-full': {
      const full = status.currentPodHash === status.stableRS ? [] : [ofStatus({ promoteFull: true })]
      return [...full, ...unpause(rollout)]
    }
    case 'abort':
      return [ofStatus({ abort: true })]
    case 'retry':
      return [ofStatus({ abort: false })]
  }
}
