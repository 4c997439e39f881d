import type { KubeObject } from '../../objects/object.ts'
import { momentOf, sizesOf } from '../facts.ts'
import { isPodAvailable } from '../pod-facts.ts'
import { limitsOf } from './canary/sizes.ts'
import type { Turn } from './turn.ts'

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

/** In the order in which the API server lists them: the real controller sorts their ReplicaSets, but not them. */
const inOrder = (turn: Turn): readonly KubeObject[] =>
  turn.parts.pods.toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
