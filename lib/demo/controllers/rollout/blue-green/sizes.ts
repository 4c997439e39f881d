import { countOf, sizeOf } from '../../facts.ts'
import { hashOf, newSet, type Turn } from '../turn.ts'

/** The pods that the new ReplicaSet is to have: those of the preview until the switch is near. Mirrors argo-rollouts@v1.10.1 utils/replicaset/replicaset.go#L251 */
export function newSize(turn: Turn): number {
  const { status, rollout } = turn
  const { strategy } = rollout.spec
  const preview = strategy.type === 'BlueGreen' ? strategy.blueGreen.previewReplicaCount : null
  const fresh = newSet(turn)
  if (preview === null || fresh === null || status.promoteFull) return turn.replicas
  const active = turn.sets.find((set) => hashOf(set) === status.activeSelector)
  if (active === undefined || active.metadata.uid === fresh.metadata.uid) return turn.replicas
  if (hashOf(fresh) !== status.currentPodHash) return preview
  const paused = rollout.spec.paused || status.pauseConditions.length > 0
  return !paused && status.scaleUpPreviewCheckPoint ? turn.replicas : preview
}

/** Whether the new ReplicaSet has the pods it is to have, and all are available. Mirrors argo-rollouts@v1.10.1 utils/replicaset/bluegreen.go#L33 */
export function isReadyForPause(turn: Turn): boolean {
  const fresh = newSet(turn)
  const size = newSize(turn)
  return fresh !== null && sizeOf(fresh) === size && countOf(fresh, 'availableReplicas') === size
}
