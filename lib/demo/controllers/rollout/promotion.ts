import { stepsOf } from '../../../rollouts/steps.ts'
import { countOf } from '../facts.ts'
import { runPhase } from './analysis/run-phase.ts'
import { meetsThreshold } from './canary/sizes.ts'
import { isAborted } from './pauses.ts'
import { isFastRollback, isRollbackWithinWindow } from './rollback.ts'
import { scaleDownOnSuccess } from './scale-workload.ts'
import type { Status } from './status.ts'
import { newSet, revisionOf, stableSet, type Turn } from './turn.ts'

const rollbackReason = (turn: Turn): string => {
  if (!isFastRollback(turn)) return ''
  return isRollbackWithinWindow(turn) ? 'Rollback within window' : 'Fast rollback'
}

/** Why a canary's new ReplicaSet becomes the stable one now; empty while it does not. Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L1000 */
export function canaryPromotion(turn: Turn): string {
  if (stableSet(turn) === null) return 'Initial deploy'
  if (isAborted(turn.status, turn.pauses)) return ''
  const fresh = newSet(turn)
  const enough = fresh !== null && countOf(fresh, 'availableReplicas') >= turn.replicas
  if (!enough && !meetsThreshold(turn, fresh, turn.replicas)) return ''
  if (turn.status.promoteFull) return 'Full promotion requested'
  const rollback = rollbackReason(turn)
  if (rollback !== '') return rollback
  const steps = stepsOf(turn.rollout).length
  const done = steps === 0 || (turn.status.currentStepIndex ?? 0) === steps
  return done ? `Completed all ${steps} canary steps` : ''
}

/** The same for blue-green, whose active Service goes first. Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L1000 */
export function blueGreenPromotion(turn: Turn, after: Status): string {
  const { strategy } = turn.rollout.spec
  if (stableSet(turn) === null || after.activeSelector === '') return 'Initial deploy'
  if (after.activeSelector !== after.currentPodHash) return ''
  if (turn.status.promoteFull) return 'Full promotion requested'
  const rollback = rollbackReason(turn)
  if (rollback !== '') return rollback
  if (isAborted(turn.status, turn.pauses)) return ''
  const analysed = strategy.type === 'BlueGreen' && strategy.blueGreen.postPromotionAnalysis
  if (analysed && runPhase(turn.runs.post) !== 'Successful') return ''
  return 'Completed blue-green update'
}

/** The status with the new ReplicaSet as the stable one. Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L1072 */
export function promoteStable(turn: Turn, status: Status, reason: string): Status {
  turn.pauses.clear = true
  turn.pauses.removeAbort = true
  const steps = stepsOf(turn.rollout).length
  if (status.stableRS !== status.currentPodHash) {
    const message = `Rollout completed update to revision ${revisionOf(turn.object)} (${status.currentPodHash}): ${reason}`
    turn.journal.tell(turn.object, 'RolloutCompleted', message)
  }
  scaleDownOnSuccess(turn)
  return {
    ...status,
    stablePingPong: exchanged(turn, status),
    promoteFull: false,
    scaleUpPreviewCheckPoint: false,
    currentStepIndex: steps > 0 ? steps : null,
    stableRS: status.currentPodHash,
  }
}

/** With each new stable version, ping and pong change their roles. */
function exchanged({ rollout }: Turn, { stableRS, currentPodHash, stablePingPong }: Status): string {
  const { strategy } = rollout.spec
  if (strategy.type !== 'Canary' || !strategy.canary.pingPong || stableRS === currentPodHash)
    return stablePingPong
  return stablePingPong === 'ping' ? 'pong' : 'ping'
}
