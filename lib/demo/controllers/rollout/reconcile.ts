import { countsOf, withSpec } from '../facts.ts'
import type { Outcome } from '../writes.ts'
import { reconcileBlueGreen, reconcileBlueGreenSets } from './blue-green/reconcile.ts'
import { reconcileCanary, reconcileCanarySets } from './canary/reconcile.ts'
import { firstFault, refuseInvalid } from './invalid.ts'
import { checkPausedConditions } from './paused-conditions.ts'
import { persist } from './persist.ts'
import { createNewSet, syncRevision } from './revision.ts'
import { isScalingEvent } from './scale.ts'
import { beginTurn, hashOf, isFullyPromoted, newSet, type RolloutParts, type Turn } from './turn.ts'
import { withoutWorkload, writeWhole } from './write-whole.ts'

/** What the controller does when it looks at a Rollout once. Mirrors argo-rollouts@v1.10.1 rollout/controller.go#L392 */
export function reconcileRollout(parts: RolloutParts, now: number): Outcome {
  const turn = beginTurn(parts, now)
  const { status, object } = turn
  if (status.observedGeneration === '' && status.conditions.length === 0) {
    const message = `Rollout resource added to informer: ${object.metadata.namespace}/${object.metadata.name}`
    turn.journal.tell(object, 'RolloutAddedToInformer', message)
  }
  if (object.metadata.deletionTimestamp === undefined) step(turn)
  return withoutWorkload(turn.journal.outcome(), parts.rollout)
}

function step(turn: Turn): void {
  const fault = firstFault(turn)
  if (fault !== null) {
    refuseInvalid(turn, fault)
    return
  }
  if (newSet(turn) === null) {
    createNewSet(turn)
    return
  }
  // A promoted Rollout has nothing to abort.
  if (isFullyPromoted(turn) && turn.status.abort) turn.pauses.removeAbort = true
  if (turn.rollout.spec.replicas === null) {
    writeWhole(turn, (latest) => withSpec(latest, { replicas: 1 }))
    return
  }
  checkPausedConditions(turn)
  if (turn.ended) return
  syncRevision(turn)
  if (isScalingEvent(turn)) {
    syncSizesOnly(turn)
    return
  }
  const { strategy } = turn.rollout.spec
  if (strategy.type === 'BlueGreen') reconcileBlueGreen(turn, strategy.blueGreen)
  else reconcileCanary(turn)
}

/** A change of spec.replicas is followed before anything else goes on. Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L272 */
function syncSizesOnly(turn: Turn): void {
  const { strategy } = turn.rollout.spec
  syncRevision(turn)
  if (strategy.type === 'BlueGreen') reconcileBlueGreenSets(turn, strategy.blueGreen)
  else reconcileCanarySets(turn)
  const active =
    strategy.type === 'BlueGreen' ? turn.sets.filter((set) => hashOf(set) === turn.status.activeSelector) : []
  const counted = active.length > 0 ? active : turn.sets
  persist(turn, {
    ...turn.status,
    availableReplicas: countsOf(counted, 'availableReplicas'),
    hpaReplicas: countsOf(counted, 'replicas'),
  })
}
