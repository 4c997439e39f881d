import type { ReplicaSet } from './model.ts'
import type { ReplicaSetView } from './view.ts'

type Status = ReplicaSetView['status']

const replicaFailure = ({ status }: ReplicaSet) =>
  status.conditions.find(({ type }) => type === 'ReplicaFailure')

/** The CLI's status of a ReplicaSet. Mirrors argo-rollouts@v1.10.1 pkg/kubectl-argo-rollouts/info/replicaset_info.go#L95 */
export function replicaSetStatus(replicaSet: ReplicaSet): Status {
  const { meta, replicas, status } = replicaSet
  if (meta.generation > status.observedGeneration) return 'Progressing'
  if (replicaFailure(replicaSet)?.status === 'True') return 'ReplicaFailure'
  if (replicas !== null && status.availableReplicas < replicas) return 'Progressing'
  return replicas === 0 ? 'ScaledDown' : 'Healthy'
}

const icons: Readonly<Record<Status, string>> = {
  Progressing: '◌',
  Healthy: '✔',
  ReplicaFailure: '✖',
  ScaledDown: '•',
}

/** The CLI's sign for the status of a ReplicaSet. Mirrors argo-rollouts@v1.10.1 pkg/kubectl-argo-rollouts/info/replicaset_info.go#L112 */
export const replicaSetIcon = (status: Status): string => icons[status]

/** Why pods of the ReplicaSet cannot be made, e.g. a quota, in the API server's words; empty when they can. */
export function failureOf(replicaSet: ReplicaSet): string {
  const condition = replicaFailure(replicaSet)
  return condition?.status === 'True' ? condition.message || condition.reason : ''
}
