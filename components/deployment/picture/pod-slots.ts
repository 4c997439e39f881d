import type { DeploymentDetail } from '@/lib/deployments/view.ts'
import type { ReplicaSetView, Version } from '@/lib/rollouts/view.ts'

export interface Slot {
  /** null for a pod that may be there and is not. */
  readonly version: Version | null
  readonly state: 'available' | 'starting' | 'failing' | 'free'
}

/** Old pods before new ones, so that the border between them moves one way. */
const order: readonly Version[] = ['old', 'stable', 'next']

function slotsOf({ version, replicas, available, pods }: ReplicaSetView): readonly Slot[] {
  const missing = Math.max(0, replicas - available)
  const failing = Math.min(missing, pods.filter(({ state }) => state === 'failing').length)
  return [
    ...Array.from(
      { length: Math.min(available, replicas) },
      () => ({ version, state: 'available' }) as const,
    ),
    ...Array.from({ length: missing - failing }, () => ({ version, state: 'starting' }) as const),
    ...Array.from({ length: failing }, () => ({ version, state: 'failing' }) as const),
  ]
}

/** A slot for each pod there is, as the ReplicaSets count them, and for each that may be there beside them. */
export function podSlots({
  replicaSets,
  window,
}: Pick<DeploymentDetail, 'replicaSets' | 'window'>): readonly Slot[] {
  const taken = replicaSets
    .toSorted((a, b) => order.indexOf(a.version) - order.indexOf(b.version) || a.revision - b.revision)
    .flatMap(slotsOf)
  const free = Math.max(0, window.desired + window.surge - taken.length)
  return [...taken, ...Array.from({ length: free }, () => ({ version: null, state: 'free' }) as const)]
}
