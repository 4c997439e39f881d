import { currentStep } from '../../../../rollouts/steps.ts'
import { isAborted } from '../pauses.ts'
import { isFullyPromoted, type Turn } from '../turn.ts'

const AGAIN_MS = 30_000

/**
 * Says of a plugin step that the controller was given no such plugin, and tries again: here as in a cluster whose argo-rollouts-config names none. The step
 * waits until a person promotes or its deadline passes. Mirrors argo-rollouts@v1.10.1 rollout/stepplugin.go#L30
 */
export function reconcilePluginStep(turn: Turn): void {
  const { rollout, status } = turn
  if (isAborted(status, turn.pauses) || status.promoteFull || isFullyPromoted(turn)) return
  const name = currentStep(rollout)?.plugin?.name
  if (name === undefined || status.phase !== 'Progressing') return
  const error =
    `could not create step plugin at index ${status.currentStepIndex ?? 0} : failed to get step plugin ${name}: ` +
    `unable to start plugin system: unable to find plugin (${name}): plugin ${name} not configured in configmap`
  const message = `Reconciliation failed with error: ${error}`
  turn.journal.tell(turn.object, 'ReconciliationError', message, 'Warning')
  turn.journal.lookAgain(AGAIN_MS)
}
