import { type JsonObject, listAt, textAt } from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import { instantOf } from '../facts.ts'

/** A limit on the pods of a namespace, and how many there are. */
export interface Quota {
  readonly most: number
  readonly used: number
}

/** What the API server says of a pod that a quota forbids, in the words of its ResourceQuota admission. */
export const overQuota = ({ metadata }: KubeObject, suffix: string, { most, used }: Quota): string =>
  `pods "${metadata.name}-${suffix}" is forbidden: exceeded quota: pods, requested: pods=1, used: pods=${used}, limited: pods=${most}`

const TYPE = 'ReplicaFailure'

/**
 * The condition of a set that cannot make its pods, in the words in which it was first said; none when it can.
 * Mirrors k8s.io/kubernetes@v1.36.3 pkg/controller/replicaset/replica_set_utils.go#L124
 */
export function failureCondition(set: KubeObject, message: string | null, now: number): JsonObject {
  if (message === null) return {}
  const said = listAt(set, 'status', 'conditions').find((one) => textAt(one, 'type') === TYPE)
  const lastTransitionTime = instantOf(now)
  return {
    conditions: [said ?? { type: TYPE, status: 'True', reason: 'FailedCreate', message, lastTransitionTime }],
  }
}
