import { stepsOf } from '../../../../rollouts/steps.ts'
import type { KubeObject } from '../../../objects/object.ts'
import { reconcileRuns } from '../analysis/reconcile.ts'
import { reconcileExperiments } from '../experiments.ts'
import { keepHistoryLimit } from '../history.ts'
import { restartPods } from '../restart.ts'
import { syncRevision } from '../revision.ts'
import { reconcileTrafficRouting } from '../routing/reconcile.ts'
import { delaysScaleDownOnAbort, removeScaleDownDeadlines, scale, sizeDuringAbort } from '../scale.ts'
import { scaleDownProgressively } from '../scale-workload.ts'
import { haltReason, newSet, stableSet, type Turn } from '../turn.ts'
import { scaleDownOthers } from './others.ts'
import { reconcilePauseStep } from './pause-step.ts'
import { reconcilePluginStep } from './plugin-step.ts'
import { switchCanaryServices } from './services.ts'
import { canarySizes } from './sizes.ts'
import { syncCanaryStatus, templateOrStepsChanged } from './status.ts'

/** Brings a canary one step on. Mirrors argo-rollouts@v1.10.1 rollout/canary.go#L20 */
export function reconcileCanary(turn: Turn): void {
  const changed = templateOrStepsChanged(turn)
  syncRevision(turn)
  if (changed) {
    syncCanaryStatus(turn)
    return
  }
  // Counts do not know yet of pods that were evicted just now.
  if (restartPods(turn) > 0) return
  keepHistoryLimit(turn)
  switchCanaryServices(turn)
  if (!reconcileTrafficRouting(turn)) return
  reconcileExperiments(turn)
  reconcileRuns(turn)
  const inconclusive = turn.pauses.add.size > 0
  if (!inconclusive && !reconcileCanarySets(turn) && stepsOf(turn.rollout).length > 0) {
    reconcilePauseStep(turn)
    reconcilePluginStep(turn)
  }
  syncCanaryStatus(turn)
}

/** Scales at most one kind of ReplicaSet: stable, else new, else the others. Mirrors argo-rollouts@v1.10.1 rollout/canary.go#L418 */
export function reconcileCanarySets(turn: Turn): boolean {
  if (haltReason(turn) !== '') return false
  removeScaleDownDeadlines(turn)
  const fresh = newSet(turn)
  const stable = stableSet(turn)
  const apart = stable !== null && stable.metadata.uid !== fresh?.metadata.uid
  // The stable version shrinks only after the weights that are in force.
  if (apart && scale(turn, stable, canarySizes(turn, turn.status.weights).stable)) return true
  const size = fresh === null ? null : sizeOfNew(turn, fresh)
  if (fresh !== null && size !== null) {
    const scaled = scale(turn, fresh, size)
    scaleDownProgressively(turn, fresh, size)
    if (scaled) return true
  }
  return scaleDownOthers(turn)
}

function sizeOfNew(turn: Turn, fresh: KubeObject): number | null {
  const usual = canarySizes(turn, turn.weights).next
  return delaysScaleDownOnAbort(turn) ? sizeDuringAbort(turn, fresh, usual) : usual
}
