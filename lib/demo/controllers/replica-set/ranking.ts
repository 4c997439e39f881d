import { textAt } from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import { momentOf, wholeAnnotationOf } from '../facts.ts'
import { isPodReady, readySince, restartsOf } from '../pod-facts.ts'

const phases: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 }

/** How old, in powers of two nanoseconds, so that pods of about one age count as equally old. */
const ageRank = (instant: number, now: number): number =>
  now > instant ? Math.floor(Math.log2((now - instant) * 1e6)) : -1

type Rank = (pod: KubeObject, now: number) => number

/** Each in turn decides where those before it do not: the smaller goes first. */
const ranks: readonly Rank[] = [
  (pod) => (textAt(pod, 'spec', 'nodeName') === '' ? 0 : 1),
  (pod) => phases[textAt(pod, 'status', 'phase')] ?? 0,
  (pod) => (isPodReady(pod) ? 1 : 0),
  (pod) => wholeAnnotationOf(pod, 'controller.kubernetes.io/pod-deletion-cost') ?? 0,
  (pod, now) => (isPodReady(pod) ? ageRank(readySince(pod), now) : 0),
  (pod) => -restartsOf(pod),
  (pod, now) => ageRank(momentOf(pod.metadata.creationTimestamp), now),
]

/** The pods that are ended first when a ReplicaSet shrinks by so many. Mirrors k8s.io/kubernetes@v1.36.3 pkg/controller/controller_utils.go#L843 */
export function firstToGo(pods: readonly KubeObject[], count: number, now: number): readonly KubeObject[] {
  if (count <= 0) return []
  const order = (a: KubeObject, b: KubeObject): number => {
    for (const rank of ranks) {
      const difference = rank(a, now) - rank(b, now)
      if (difference !== 0) return difference
    }
    return a.metadata.uid < b.metadata.uid ? -1 : 1
  }
  return pods.toSorted(order).slice(0, count)
}
