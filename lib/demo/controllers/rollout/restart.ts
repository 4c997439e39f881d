import { isJsonObject, listAt, textAt } from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import { momentOf, sizesOf } from '../facts.ts'
import { isPodAvailable } from '../pod-facts.ts'
import { limitsOf } from './canary/sizes.ts'
import { newSet, stableSet, type Turn } from './turn.ts'

/** How often pods that still have to go are looked at. */
const CHECK_MS = 30_000

const restartIsDue = ({ rollout, status, now }: Turn): boolean => {
  const { restartAt } = rollout.spec
  if (restartAt === null || momentOf(restartAt) === momentOf(status.restartedAt)) return false
  return now > momentOf(restartAt)
}

/**
 * Evicts pods older than spec.restartAt, as many as may be missing, and answers how many; once none is left, the restart is noted
 * as done. Mirrors argo-rollouts@v1.10.1 rollout/restart.go#L63
 */
export function restartPods(turn: Turn): number {
  const { restartAt, minReadySeconds } = turn.rollout.spec
  const start = momentOf(restartAt)
  if (restartAt !== null && start >= turn.now) turn.journal.lookAgain(start - turn.now + 1)
  if (!restartIsDue(turn)) return 0
  const pods = inOrder(turn)
  const available = pods.filter((pod) => isPodAvailable(pod, minReadySeconds, turn.now)).length
  const least = Math.max(turn.replicas, sizesOf(turn.sets)) - Math.max(1, limitsOf(turn).unavailable)
  const old = pods.filter((pod) => momentOf(pod.metadata.creationTimestamp) < start)
  const evicted = old
    .filter((pod) => pod.metadata.deletionTimestamp === undefined)
    .slice(0, Math.max(0, available - least))
  for (const pod of evicted) turn.journal.remove('pods', pod)
  if (old.length > evicted.length) turn.journal.lookAgain(CHECK_MS)
  else turn.restartedAt = restartAt
  return evicted.length
}

/** The pods of the stable ReplicaSet first, then the new one's, then all others. */
function inOrder(turn: Turn): readonly KubeObject[] {
  const uids = [stableSet(turn), newSet(turn), ...turn.sets].flatMap((set) => (set ? [set.metadata.uid] : []))
  const ownerOf = (pod: KubeObject) =>
    listAt(pod, 'metadata', 'ownerReferences')
      .filter(isJsonObject)
      .map((owner) => textAt(owner, 'uid'))
      .find((uid) => uids.includes(uid)) ?? ''
  return turn.parts.pods
    .filter((pod) => ownerOf(pod) !== '')
    .toSorted((a, b) => uids.indexOf(ownerOf(a)) - uids.indexOf(ownerOf(b)))
}
