import { currentStep, stepName, stepsOf } from '../../../../rollouts/steps.ts'
import { listAt } from '../../../objects/json.ts'
import { countsOf, sizeOf } from '../../facts.ts'
import { templateHash } from '../../template-hash.ts'
import { runPhase } from '../analysis/run-phase.ts'
import { isAborted, isPauseStepOver } from '../pauses.ts'
import { baseStatus, persist, resetStatus } from '../persist.ts'
import { canaryPromotion, promoteStable } from '../promotion.ts'
import { isRollbackWithinWindow } from '../rollback.ts'
import { selectorText } from '../selector-text.ts'
import { type Status, strategyOf } from '../status.ts'
import { hashOf, newSet, type Turn } from '../turn.ts'
import { atDesiredSizes } from './sizes.ts'

/** The hash of the steps, by which a change of theirs is noticed. Mirrors argo-rollouts@v1.10.1 utils/conditions/conditions.go#L322 */
export const stepHash = (turn: Turn): string =>
  templateHash(listAt(strategyOf(turn.object, 'canary'), 'steps'))

/** Whether template or steps are others than the status was written for. Mirrors argo-rollouts@v1.10.1 utils/replicaset/replicaset.go#L496 */
export function templateOrStepsChanged(turn: Turn): boolean {
  const { currentStepHash } = turn.status
  return currentStepHash === '' || currentStepHash !== stepHash(turn) || templateChanged(turn)
}

/** Whether the template is another than the one that is rolled out. Mirrors argo-rollouts@v1.10.1 utils/replicaset/replicaset.go#L479 */
export const templateChanged = ({ status, wanted }: Turn): boolean =>
  status.currentPodHash !== '' && status.currentPodHash !== wanted

/** Ends a look at a canary with its status. Mirrors argo-rollouts@v1.10.1 rollout/canary.go#L346 */
export function syncCanaryStatus(turn: Turn): void {
  const base: Status = {
    ...baseStatus(turn),
    availableReplicas: countsOf(turn.sets, 'availableReplicas'),
    hpaReplicas: countsOf(turn.sets, 'replicas'),
    selector: selectorText(turn.object),
    stableRS: turn.status.stableRS,
    stablePingPong: turn.status.stablePingPong,
    currentStepHash: stepHash(turn),
  }
  if (templateOrStepsChanged(turn)) {
    persist(turn, restarted(turn, base))
    return
  }
  const steps = stepsOf(turn.rollout).length
  const skips = turn.status.promoteFull || isRollbackWithinWindow(turn)
  if (skips) {
    turn.pauses.clear = true
    turn.pauses.removeAbort = true
  }
  const index = steps === 0 ? null : skips ? steps : (turn.status.currentStepIndex ?? 0)
  const reason = canaryPromotion(turn)
  const status = { ...base, currentStepIndex: index }
  if (reason !== '') persist(turn, promoteStable(turn, base, reason))
  else if (isAborted(turn.status, turn.pauses))
    persist(turn, { ...base, currentStepIndex: indexAfterAbort(base, steps) })
  else persist(turn, skips ? status : completeStep(turn, status))
}

const indexAfterAbort = ({ stableRS, currentPodHash }: Status, steps: number): number | null =>
  steps === 0 ? null : stableRS === currentPodHash ? steps : 0

/** The status as at the beginning of an update; back at the stable template all steps count as done. */
function restarted(turn: Turn, base: Status): Status {
  const fresh = newSet(turn)
  const steps = stepsOf(turn.rollout).length
  const status = resetStatus(turn, base)
  if (fresh === null || steps === 0) return status
  const why =
    turn.status.stableRS === hashOf(fresh)
      ? 'Rollback to stable ReplicaSets'
      : isRollbackWithinWindow(turn) && sizeOf(fresh) > 0
        ? 'Rollback to active ReplicaSets within RollbackWindow'
        : ''
  if (why === '') return status
  turn.journal.tell(turn.object, 'SkipSteps', why)
  return { ...status, currentStepIndex: steps }
}

function completeStep(turn: Turn, status: Status): Status {
  const step = currentStep(turn.rollout)
  if (step === null || status.currentStepIndex === null || !isStepComplete(turn)) return status
  const next = status.currentStepIndex + 1
  const text = `Rollout step ${next}/${stepsOf(turn.rollout).length} completed (${stepName(step).text})`
  turn.journal.tell(turn.object, 'RolloutStepCompleted', text)
  turn.pauses.remove.add('CanaryPauseStep')
  return { ...status, currentStepIndex: next, stepRun: null }
}

/** Mirrors argo-rollouts@v1.10.1 rollout/canary.go#L307 */
function isStepComplete(turn: Turn): boolean {
  if (turn.rollout.spec.paused) return false
  const step = currentStep(turn.rollout)
  if (step === null) return false
  if (step.pause) return isPauseStepOver(turn.status, step.pause, turn.now)
  if (step.setCanaryScale || step.setWeight !== null) return atDesiredSizes(turn, turn.weights)
  if (step.experiment) return runPhase(turn.experiment) === 'Successful'
  if (step.analysis) return runPhase(turn.runs.step) === 'Successful'
  return step.setHeaderRoute !== null || step.setMirrorRoute !== null
}
