import type { ReplicaSetView, RolloutDetail } from '@/lib/rollouts/view.ts'

const kept = (sets: readonly ReplicaSetView[]) => sets.map((set) => ({ ...set, scaleDownDeadline: null }))

/** The last picture of a deleted Rollout, without what would count down to something that no longer comes. */
export function still(detail: RolloutDetail): RolloutDetail {
  return {
    ...detail,
    row: { ...detail.row, pause: null },
    replicaSets: kept(detail.replicaSets),
    revisions: detail.revisions.map((revision) => ({
      ...revision,
      replicaSets: kept(revision.replicaSets),
    })),
  }
}
