import { isJsonObject, listAt, numberAt, textAt } from '../objects/json.ts'
import type { KubeObject } from '../objects/object.ts'
import { momentOf } from './facts.ts'

const readyCondition = (pod: KubeObject) =>
  listAt(pod, 'status', 'conditions')
    .filter(isJsonObject)
    .find((condition) => textAt(condition, 'type') === 'Ready')

/** Whether the pod's Ready condition is True. */
export const isPodReady = (pod: KubeObject): boolean =>
  textAt(readyCondition(pod) ?? null, 'status') === 'True'

/** Since when the pod's Ready condition is what it is, in milliseconds. */
export const readySince = (pod: KubeObject): number =>
  momentOf(textAt(readyCondition(pod) ?? null, 'lastTransitionTime'))

/** When a ready pod has been so for long enough to count as available, in milliseconds; null for one that is not ready. */
export const availableFrom = (pod: KubeObject, minReadySeconds: number): number | null =>
  isPodReady(pod) ? (minReadySeconds === 0 ? 0 : readySince(pod) + minReadySeconds * 1000) : null

/** Whether the pod is ready, has been so for long enough and is not going. Mirrors k8s.io/kubernetes@v1.36.3 pkg/api/v1/pod/util.go#L283 */
export function isPodAvailable(pod: KubeObject, minReadySeconds: number, now: number): boolean {
  const from = availableFrom(pod, minReadySeconds)
  return from !== null && from <= now && pod.metadata.deletionTimestamp === undefined
}

/** Whether the pod counts as one of its ReplicaSet's: neither ended nor going. Mirrors k8s.io/kubernetes@v1.36.3 pkg/controller/controller_utils.go#L1093 */
export const isPodActive = (pod: KubeObject): boolean =>
  !['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase')) &&
  pod.metadata.deletionTimestamp === undefined

/** How often the containers of a pod have restarted together. */
export const restartsOf = (pod: KubeObject): number =>
  Math.max(0, ...listAt(pod, 'status', 'containerStatuses').map((status) => numberAt(status, 'restartCount')))
