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
  readonly shown: readonly PodView[]
  readonly hidden: number
  readonly hiddenNotReady: number
}

/** All pods in their own order while they fit; else the `limit` worst, and how many more there are. */
export function selectPods(pods: readonly PodView[], limit: number): PodSelection {
  if (pods.length <= limit) return { shown: pods, hidden: 0, hiddenNotReady: 0 }
  const sorted = pods.toSorted((a, b) => badness[a.state] - badness[b.state])
  const hidden = sorted.slice(limit)
  return {
    shown: sorted.slice(0, limit),
    hidden: hidden.length,
    hiddenNotReady: hidden.filter((pod) => pod.state !== 'ready').length,
  }
}
