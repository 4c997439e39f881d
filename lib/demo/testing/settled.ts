import type { DeploymentDetail } from '../../deployments/view.ts'
import { replicaSetIcon } from '../../rollouts/replica-set-status.ts'
import type { ReplicaSetView, RolloutDetail } from '../../rollouts/view.ts'
import { isRolloutDetail } from '../../stream/page.ts'
import type { Detail } from './drawing.ts'

/** Whether the controller has seen the newest generation; how many there were differs. */
export const isSeen = ({ generation, observedGeneration }: Detail): boolean =>
  Number(observedGeneration) >= generation

type Condition = Detail['conditions'][number]

/** A picture in which what a race decides for longer is told alike. */
export function settled(detail: Detail): Detail {
  const tell = isRolloutDetail(detail) ? restarting(detail) : begun(detail)
  return { ...detail, conditions: detail.conditions.map(tell), replicaSets: detail.replicaSets.map(empty) }
}

/**
 * Whether its own controller looks at a ReplicaSet without pods before the one that made it has scaled it is a race; who made it may take seconds for
 * that where its write was refused.
 */
const empty = (set: ReplicaSetView): ReplicaSetView =>
  set.desired === 0 && set.replicas === 0 && set.status === 'Progressing'
    ? { ...set, status: 'ScaledDown', icon: replicaSetIcon('ScaledDown') }
    : set

/** Whether the two writes of a ReplicaSet that lost a pod are seen apart decides between these reasons while pods are missing. */
const restarting =
  ({ restartAt, row }: RolloutDetail) =>
  (one: Condition): Condition =>
    restartAt !== null &&
    row.counts.available < row.counts.desired &&
    /^ReplicaSet(Updated|NotAvailable)$/.test(one.reason)
      ? { ...one, reason: '…', message: '…' }
      : one

/** Where the counts of the update before are overwritten at once, the controller sees no progress in the first new pod. */
const begun =
  (detail: DeploymentDetail) =>
  (one: Condition): Condition =>
    isSeen(detail) && one.reason === 'NewReplicaSetCreated'
      ? {
          ...one,
          reason: 'ReplicaSetUpdated',
          message: one.message.replace(/^Created new replica set (".*")$/, 'ReplicaSet $1 is progressing.'),
        }
      : one
