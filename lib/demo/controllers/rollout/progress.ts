import { currentStep } from '../../../rollouts/steps.ts'
import { findCondition } from '../conditions.ts'
import { momentOf } from '../facts.ts'
import { isAborted } from './pauses.ts'
import { hasDeadline } from './scale.ts'
import type { Status } from './status.ts'
import { newSet, otherSets, type Turn } from './turn.ts'

const DEFAULT_DEADLINE_SECONDS = 600

const deadlineMs = ({ rollout }: Turn): number =>
  (rollout.spec.progressDeadlineSeconds ?? DEFAULT_DEADLINE_SECONDS) * 1000

/** Whether the Rollout stands at a step that may last as long as it likes. Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L563 */
function isIndefinite({ rollout, status }: Turn): boolean {
  const step = currentStep(rollout)
  if (step?.experiment || step?.analysis || step?.pause) return true
  return findCondition(status.conditions, 'Paused')?.status === 'True'
}

/** Whether an update came nearer to its end since the last status. Mirrors argo-rollouts@v1.10.1 utils/conditions/conditions.go#L253 */
export function hasProgressed({ rollout, status: before }: Turn, after: Status): boolean {
  const old = (status: Status) => status.replicas - status.updatedReplicas
  const moved =
    rollout.spec.strategy.type === 'BlueGreen'
      ? before.activeSelector !== after.activeSelector || before.previewSelector !== after.previewSelector
      : before.stableRS !== after.stableRS ||
        before.currentStepHash !== after.currentStepHash ||
        (before.currentStepIndex !== null &&
          after.currentStepIndex !== null &&
          before.currentStepIndex !== after.currentStepIndex)
  return (
    moved ||
    before.updatedReplicas !== after.updatedReplicas ||
    old(after) < old(before) ||
    after.readyReplicas > before.readyReplicas ||
    after.availableReplicas > before.availableReplicas
  )
}

/** Whether the progress deadline has passed where it counts. Mirrors argo-rollouts@v1.10.1 utils/conditions/conditions.go#L341 */
export function isTimedOut(turn: Turn, status: Status): boolean {
  if (isIndefinite(turn) || otherSets(turn).some(hasDeadline)) return false
  const progressing = findCondition(status.conditions, 'Progressing')
  if (progressing === null || ['RolloutAborted', 'RolloutPaused'].includes(progressing.reason)) return false
  if (progressing.reason === 'ProgressDeadlineExceeded') return true
  return momentOf(progressing.lastUpdateTime) + deadlineMs(turn) < turn.now
}

/** What the Progressing condition says after its deadline. */
export const timedOutMessage = (turn: Turn): string => {
  const fresh = newSet(turn)
  const what = fresh ? `ReplicaSet "${fresh.metadata.name}"` : `Rollout "${turn.rollout.meta.name}"`
  return `${what} has timed out progressing.`
}

/** Aborts an update that is over its deadline, where the spec asks for it. Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L589 */
export function abortOnDeadline(turn: Turn, after: Status): void {
  if (!turn.rollout.spec.progressDeadlineAbort || isAborted(turn.status, turn.pauses)) return
  if (after.stableRS !== '' && after.stableRS === after.currentPodHash) return
  if (hasProgressed(turn, after) || !isTimedOut(turn, turn.status)) return
  const message = timedOutMessage(turn)
  turn.pauses.addAbort = true
  turn.pauses.abortMessage = message
  turn.journal.tell(turn.object, 'RolloutAborted', message, 'Warning')
}

/** Whether the update is finished and all its pods serve. Mirrors argo-rollouts@v1.10.1 utils/conditions/conditions.go#L286 */
export function isHealthy(turn: Turn, after: Status): boolean {
  const { strategy } = turn.rollout.spec
  const seen = turn.status.observedGeneration === String(turn.object.metadata.generation ?? 0)
  if (after.updatedReplicas !== turn.replicas || after.availableReplicas !== turn.replicas || !seen)
    return false
  if (strategy.type === 'BlueGreen') {
    const { previewService } = strategy.blueGreen
    const preview = !previewService || after.previewSelector === after.currentPodHash
    return after.activeSelector === after.currentPodHash && preview
  }
  const steps = strategy.type === 'Canary' ? strategy.canary.steps.length : 0
  const done = steps === 0 || after.currentStepIndex === null || after.currentStepIndex === steps
  const stable = after.stableRS !== '' && after.stableRS === after.currentPodHash
  return done && stable && after.replicas === turn.replicas
}

/** Milliseconds until a stuck update is to be looked at again; null where no deadline runs. Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L841 */
export function msToDeadlineCheck(turn: Turn, after: Status): number | null {
  const progressing = findCondition(turn.status.conditions, 'Progressing')
  const paused = turn.status.pauseConditions.length > 0 || turn.rollout.spec.paused
  if (progressing === null || progressing.reason === 'ProgressDeadlineExceeded' || paused) return null
  if (isHealthy(turn, after) || turn.status.abort || isIndefinite(turn)) return null
  const left = momentOf(progressing.lastUpdateTime) + deadlineMs(turn) - turn.now
  // A second more than the real one waits for, so that the deadline has surely passed.
  return Math.max(0, left) + 1000
}
