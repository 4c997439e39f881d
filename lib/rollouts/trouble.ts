import { compareTexts } from './instants.ts'
import type { PodView, ReplicaSetView } from './view.ts'

/** What keeps the ReplicaSet of `hash` from being whole, in short words, worst first: why no pod can be made, then what most of its pods fail with. */
export function troubleOf(hash: string, replicaSets: readonly ReplicaSetView[]): readonly string[] {
  const newest = replicaSets.find((replicaSet) => hash !== '' && replicaSet.hash === hash)
  if (!newest) return []
  const pods = Map.groupBy(newest.pods.flatMap(podTrouble), (reason) => reason)
  const byCount = [...pods]
    .sort(([a, as], [b, bs]) => bs.length - as.length || compareTexts(a, b))
    .map(([reason]) => reason)
  return newest.failure === '' ? byCount : [newest.failure, ...byCount]
}

function podTrouble({ state, status, reason }: PodView): readonly string[] {
  if (state === 'failing' || state === 'unknown') return [status]
  // A pod that no node takes has the status Pending, which says less than the scheduler does.
  return state === 'starting' && reason.startsWith('Unschedulable') ? ['Unschedulable'] : []
}
