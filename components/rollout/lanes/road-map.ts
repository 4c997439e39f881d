import type { LaneView, ReplicaSetView, RolloutDetail } from '@/lib/rollouts/view.ts'

export interface Road {
  readonly lane: LaneView
  /** Heights of both ends, as a share of the picture's height; `to` is null for a road that leads nowhere. */
  readonly from: number
  readonly to: number | null
}

export interface RoadMap {
  readonly roads: readonly Road[]
  /** The ReplicaSets at the far end, the older revision above, so that a promotion moves the users' road down. */
  readonly ends: readonly ReplicaSetView[]
}

/** Which road leads where: every Service of the Rollout to the ReplicaSet its selector points at. */
export function roadMap({ lanes, replicaSets }: RolloutDetail): RoadMap {
  const wanted = new Set(lanes.map(({ replicaSet }) => replicaSet))
  const ends = replicaSets
    .filter(({ name, replicas, desired }) => wanted.has(name) || replicas > 0 || desired > 0)
    .toSorted((a, b) => a.revision - b.revision)
  const height = (index: number, of: number) => (index + 0.5) / of
  const roads = lanes.map((lane, i) => {
    const end = ends.findIndex(({ name }) => name === lane.replicaSet)
    return { lane, from: height(i, lanes.length), to: end === -1 ? null : height(end, ends.length) }
  })
  return { roads, ends }
}

/** True when testers see what users see: there is nothing to preview. */
export function nothingToPreview({ lanes }: RolloutDetail): boolean {
  const of = (role: LaneView['role']) => lanes.find((lane) => lane.role === role)
  const [active, preview] = [of('active'), of('preview')]
  return active?.replicaSet != null && active.replicaSet === preview?.replicaSet
}
