import type { BlueGreenStrategy } from '../../../../rollouts/model.ts'
import type { KubeObject } from '../../../objects/object.ts'
import { momentOf } from '../../facts.ts'
import { completedPreAnalysis } from '../analysis/pre-promotion.ts'
import { findPause } from '../pauses.ts'
import { isFastRollback } from '../rollback.ts'
import { selectorHash } from '../services.ts'
import { haltReason, newSet, type Turn } from '../turn.ts'
import { isReadyForPause } from './sizes.ts'

const REASON = 'BlueGreenPause'

/** Whether the update goes on without its pause. Mirrors argo-rollouts@v1.10.1 rollout/bluegreen.go#L113 */
export function isFastTracked(turn: Turn, active: KubeObject): boolean {
  const hash = selectorHash(active)
  return isFastRollback(turn) || turn.status.promoteFull || hash === '' || hash === turn.wanted
}

/** Whether the spec wants a pause at all. Mirrors argo-rollouts@v1.10.1 rollout/bluegreen.go#L195 */
const wantsPause = ({ autoPromotionEnabled, autoPromotionSeconds }: BlueGreenStrategy): boolean =>
  autoPromotionEnabled === false || (autoPromotionSeconds ?? 0) > 0

/** Pauses before the active Service is switched, or ends that pause. Mirrors argo-rollouts@v1.10.1 rollout/bluegreen.go#L132 */
export function reconcileBlueGreenPause(turn: Turn, strategy: BlueGreenStrategy, active: KubeObject): void {
  const { status, pauses } = turn
  if (status.abort || newSet(turn) === null || !isReadyForPause(turn) || haltReason(turn) !== '') return
  if (isFastTracked(turn, active) || status.scaleUpPreviewCheckPoint || !wantsPause(strategy)) {
    pauses.remove.add(REASON)
    return
  }
  if (!completedPreAnalysis(turn)) return
  const pause = findPause(status, REASON)
  if (pause === null) {
    // Without the controller's own mark nobody has ended the pause: it has yet to begin.
    if (!status.controllerPause) pauses.add.add(REASON)
  } else if (isPauseOver(turn, strategy)) pauses.remove.add(REASON)
  else {
    const end = endOf(pause.startTime, strategy)
    if (end !== null && end >= turn.now) turn.journal.lookAgain(end - turn.now + 1)
  }
}

const endOf = (start: string, { autoPromotionSeconds }: BlueGreenStrategy): number | null =>
  (autoPromotionSeconds ?? 0) > 0 ? momentOf(start) + (autoPromotionSeconds ?? 0) * 1000 : null

/** Whether a person or the clock has ended the pause. Mirrors argo-rollouts@v1.10.1 rollout/pause.go#L145 */
export function isPauseOver({ status, pauses, now }: Turn, strategy: BlueGreenStrategy): boolean {
  if (pauses.add.size > 0) return false
  if (status.scaleUpPreviewCheckPoint) return true
  const pause = findPause(status, REASON)
  if (strategy.autoPromotionEnabled === false) return status.controllerPause && pause === null
  if ((strategy.autoPromotionSeconds ?? 0) === 0) return true
  const end = pause && endOf(pause.startTime, strategy)
  return end !== null && now > end
}
