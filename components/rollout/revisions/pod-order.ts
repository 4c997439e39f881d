import type { PodState, PodView } from '@/lib/rollouts/view.ts'

const badness: Readonly<Record<PodState, number>> = {
  failing: 0,
  unknown: 1,
  starting: 2,
  terminating: 3,
  completed: 4,
  ready: 5,
}

export interface PodSelection {
  /** To be drawn each by itself. */
  readonly shown: readonly PodView[]
  /** To be drawn as a crowd; empty while all fit. */
  readonly crowd: readonly PodView[]
}

/** So many of a crowd are worth to be looked at one by one. */
const mostLookedAt = 21

/** All pods in their own order while they fit; else those that are not ready, the worst first, before the crowd of the others. */
export function selectPods(pods: readonly PodView[], limit: number): PodSelection {
  if (pods.length <= limit) return { shown: pods, crowd: [] }
  const sorted = pods.toSorted((a, b) => badness[a.state] - badness[b.state])
  const notReady = pods.filter(({ state }) => state !== 'ready').length
  const cut = Math.min(notReady, limit, mostLookedAt)
  return { shown: sorted.slice(0, cut), crowd: sorted.slice(cut) }
}
