import { at } from '../../objects/json.ts'
import { momentOf } from '../facts.ts'
import { hashOf, newSet, stableSet, type Turn } from './turn.ts'

const createdAt = (set: { readonly metadata: { readonly creationTimestamp: string } }) =>
  momentOf(set.metadata.creationTimestamp)

/** Whether the new ReplicaSet is older than the stable one and near enough to go back without steps. Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L966 */
export function isRollbackWithinWindow(turn: Turn): boolean {
  const fresh = newSet(turn)
  const stable = stableSet(turn)
  if (fresh === null || stable === null || createdAt(fresh) >= createdAt(stable)) return false
  const revisions = at(turn.object, 'spec', 'rollbackWindow', 'revisions')
  if (typeof revisions !== 'number' || revisions <= 0) return false
  const between = turn.sets.filter(
    (set) => createdAt(set) < createdAt(stable) && createdAt(fresh) < createdAt(set),
  )
  return between.length < revisions
}

/**
 * Whether the update is a way back that skips steps, pauses and analyses; true of a promoted Rollout, too.
 * Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L954
 */
export function isFastRollback(turn: Turn): boolean {
  const fresh = newSet(turn)
  const stable = stableSet(turn)
  if (fresh === null || stable === null) return false
  const toStable = turn.status.stableRS === hashOf(fresh)
  const toOlder = createdAt(fresh) < createdAt(stable)
  if (!toStable && !toOlder) return false
  const withinDelay = turn.newWithinDelay && turn.rollout.spec.strategy.type === 'BlueGreen'
  return isRollbackWithinWindow(turn) || withinDelay || toStable
}
