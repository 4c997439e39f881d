import type { BlueGreenStrategy } from '../../../../rollouts/model.ts'
import type { KubeObject } from '../../../objects/object.ts'
import { countOf, countsOf, sizeOf } from '../../facts.ts'
import { skipsPostAnalysis } from '../analysis/post-promotion.ts'
import { completedPreAnalysis } from '../analysis/pre-promotion.ts'
import { reconcileRuns } from '../analysis/reconcile.ts'
import { runPhase } from '../analysis/run-phase.ts'
import { templateChanged } from '../canary/status.ts'
import { isSaturated } from '../conditions.ts'
import { keepHistoryLimit } from '../history.ts'
import { findPause } from '../pauses.ts'
import { baseStatus, persist, resetStatus } from '../persist.ts'
import { blueGreenPromotion, promoteStable } from '../promotion.ts'
import { restartPods } from '../restart.ts'
import { syncRevision } from '../revision.ts'
import { isRollbackWithinWindow } from '../rollback.ts'
import {
  delaysScaleDownOnAbort,
  hasDeadline,
  removeScaleDownDeadlines,
  scale,
  sizeDuringAbort,
  sizeInDelay,
} from '../scale.ts'
import { scaleDownProgressively } from '../scale-workload.ts'
import { selectorText } from '../selector-text.ts'
import { findService, isReferenced, selectorHash, switchSelector } from '../services.ts'
import type { Status } from '../status.ts'
import { haltReason, hashOf, newSet, otherSets, revisionOf, stableSet, type Turn } from '../turn.ts'
import { isFastTracked, isPauseOver, reconcileBlueGreenPause } from './pause.ts'
import { isReadyForPause, newSize } from './sizes.ts'

/** Brings a blue-green Rollout one step on. Mirrors argo-rollouts@v1.10.1 rollout/bluegreen.go#L19 */
export function reconcileBlueGreen(turn: Turn, strategy: BlueGreenStrategy): void {
  const active = findService(turn, strategy.activeService)
  if (active === null) return
  syncRevision(turn)
  switchPreview(turn, strategy)
  if (templateChanged(turn)) {
    syncBlueGreenStatus(turn, strategy)
    return
  }
  restartPods(turn)
  reconcileBlueGreenSets(turn, strategy)
  reconcileBlueGreenPause(turn, strategy, active)
  switchActive(turn, strategy, active)
  reconcileRuns(turn)
  syncBlueGreenStatus(turn, strategy)
}

/** Mirrors argo-rollouts@v1.10.1 rollout/service.go#L77 */
function switchPreview(turn: Turn, { previewService }: BlueGreenStrategy): void {
  const preview = previewService ? findService(turn, previewService) : null
  if (preview !== null && haltReason(turn) === '') switchSelector(turn, preview, turn.wanted)
}

/** Mirrors argo-rollouts@v1.10.1 rollout/service.go#L94 */
function switchActive(turn: Turn, strategy: BlueGreenStrategy, active: KubeObject): void {
  const fresh = newSet(turn)
  if (haltReason(turn) !== '' || !isReadyForPause(turn) || !isSaturated(turn, fresh)) return
  const over = isPauseOver(turn, strategy) && completedPreAnalysis(turn)
  const next = isFastTracked(turn, active) || over ? hashOf(fresh) : selectorHash(active)
  switchSelector(turn, active, turn.status.abort ? turn.status.stableRS : next)
}

/** Scales stable, new and others, and forgets old ReplicaSets. Mirrors argo-rollouts@v1.10.1 rollout/bluegreen.go#L88 */
export function reconcileBlueGreenSets(turn: Turn, strategy: BlueGreenStrategy): void {
  removeScaleDownDeadlines(turn)
  const stable = stableSet(turn)
  if (stable !== null) scale(turn, stable, turn.replicas)
  const fresh = newSet(turn)
  if (fresh !== null && fresh.metadata.uid !== stable?.metadata.uid) {
    const usual = newSize(turn)
    const size = delaysScaleDownOnAbort(turn) ? sizeDuringAbort(turn, fresh, usual) : usual
    if (size !== null) {
      scale(turn, fresh, size)
      scaleDownProgressively(turn, fresh, size)
    }
  } else if (fresh !== null) scaleDownProgressively(turn, fresh, turn.replicas)
  scaleDownOthers(turn, strategy)
  keepHistoryLimit(turn)
}

/** Mirrors argo-rollouts@v1.10.1 rollout/bluegreen.go#L205 */
function scaleDownOthers(turn: Turn, strategy: BlueGreenStrategy): void {
  if (findPause(turn.status, 'InconclusiveAnalysisRun') !== null) return
  const waits = strategy.postPromotionAnalysis && strategy.scaleDownDelaySeconds === null
  if (waits && !skipsPostAnalysis(turn) && runPhase(turn.runs.post) !== 'Successful') return
  let inDelay = 0
  for (const set of otherSets(turn).toSorted((a, b) => revisionOf(b) - revisionOf(a))) {
    if (sizeOf(set) === 0 || isReferenced(turn, set)) continue
    const size = sizeInDelay(turn, set, inDelay + 1)
    if (size > 0 || hasDeadline(set)) inDelay += 1
    if (size !== sizeOf(set)) scale(turn, set, size)
  }
}

/** Ends a look at a blue-green Rollout with its status. Mirrors argo-rollouts@v1.10.1 rollout/bluegreen.go#L268 */
function syncBlueGreenStatus(turn: Turn, strategy: BlueGreenStrategy): void {
  const base = { ...baseStatus(turn), stableRS: turn.status.stableRS }
  const begun = templateChanged(turn) ? resetStatus(turn, base) : base
  if (turn.status.promoteFull || isRollbackWithinWindow(turn)) {
    turn.pauses.clear = true
    turn.pauses.removeAbort = true
  }
  const switched: Status = {
    ...begun,
    previewSelector: selectorHash(findService(turn, strategy.previewService ?? '')),
    activeSelector: selectorHash(findService(turn, strategy.activeService)),
  }
  const reason = blueGreenPromotion(turn, switched)
  const status =
    reason === ''
      ? { ...switched, scaleUpPreviewCheckPoint: passesCheckPoint(turn, strategy) }
      : promoteStable(turn, switched, reason)
  persist(turn, { ...status, ...activeCounts(turn, status.activeSelector) })
}

/** Whether the preview's pods were all there once, so that it may grow to its full size. Mirrors argo-rollouts@v1.10.1 rollout/bluegreen.go#L321 */
function passesCheckPoint(turn: Turn, strategy: BlueGreenStrategy): boolean {
  const { previewReplicaCount } = strategy
  if (previewReplicaCount === null) return false
  if (turn.status.scaleUpPreviewCheckPoint) return true
  if (!completedPreAnalysis(turn) || !isPauseOver(turn, strategy)) return false
  const fresh = newSet(turn)
  return fresh !== null && countOf(fresh, 'availableReplicas') === previewReplicaCount
}

/** Ready and available pods are those behind the active Service, once it points at a ReplicaSet. */
function activeCounts(
  turn: Turn,
  activeSelector: string,
): Pick<Status, 'hpaReplicas' | 'availableReplicas' | 'readyReplicas' | 'selector'> {
  const active = turn.sets.find((set) => hashOf(set) === activeSelector)
  const counted = active ? [active] : turn.sets
  return {
    hpaReplicas: countsOf(counted, 'replicas'),
    availableReplicas: countsOf(counted, 'availableReplicas'),
    readyReplicas: countsOf(counted, 'readyReplicas'),
    selector: selectorText(active ?? turn.object),
  }
}
