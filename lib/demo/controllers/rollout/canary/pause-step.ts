import { currentStep } from '../../../../rollouts/steps.ts'
import { findPause, pauseEnd } from '../pauses.ts'
import type { Turn } from '../turn.ts'

/** Asks for a pause where the current step is one, and for another look when it ends. Mirrors argo-rollouts@v1.10.1 rollout/canary.go#L135 */
export function reconcilePauseStep(turn: Turn): void {
  const { rollout, status } = turn
  if (rollout.spec.paused || status.promoteFull) return
  const step = currentStep(rollout)?.pause
  if (!step) return
  const pause = findPause(status, 'CanaryPauseStep')
  if (pause === null) {
    // Without the controller's own mark nobody has ended the pause: it has yet to begin.
    if (!status.controllerPause) turn.pauses.add.add('CanaryPauseStep')
    return
  }
  const end = pauseEnd(pause, step)
  if (end !== null && end >= turn.now) turn.journal.lookAgain(end - turn.now + 1)
}
