import type { ReplicaSet } from '../rollouts/model.ts'
import {
  grownSize,
  type RollingBounds,
  rollingBounds,
  type SizedSet,
  shrunkSizes,
} from '../rollouts/rolling.ts'
import type { Deployment } from '../rollouts/workload-model.ts'
import type { DeploymentGraph } from './graph.ts'
import type { Sets } from './replica-sets.ts'
import { desiredReplicas, isGenerationObserved } from './revision.ts'
import type { AwaitedView, WindowView } from './view.ts'

const sizeOf = ({ replicas }: ReplicaSet): number => replicas ?? 1
const sum = (sets: readonly ReplicaSet[], count: (set: ReplicaSet) => number): number =>
  sets.reduce((all, set) => all + count(set), 0)

/** How many pods may be above and below spec.replicas. */
export function boundsOf(deployment: Deployment): RollingBounds {
  const { strategy, maxSurge, maxUnavailable } = deployment.spec
  return rollingBounds({ replicas: desiredReplicas(deployment), strategy, maxSurge, maxUnavailable })
}

/** What the controller's next step could do to the sizes of the ReplicaSets. */
interface Step {
  readonly add: number
  readonly remove: number
}

const sizedOf = (set: ReplicaSet): SizedSet => ({
  size: sizeOf(set),
  available: set.status.availableReplicas,
})

function rollingStep(bounds: RollingBounds, newest: ReplicaSet, old: readonly ReplicaSet[]): Step {
  const size = sizeOf(newest)
  const [, left] = shrunkSizes(bounds, sizedOf(newest), old.map(sizedOf))
  return {
    add: Math.max(0, grownSize(bounds, size, size + sum(old, sizeOf)) - size),
    remove: sum(old, sizeOf) - left.reduce((all, one) => all + one, 0),
  }
}

/** Mirrors kubernetes@v1.36.3 pkg/controller/deployment/recreate.go#L29 */
function recreateStep(desired: number, newest: ReplicaSet | null, old: readonly ReplicaSet[]): Step {
  const remove = sum(old, sizeOf)
  const blocked = remove > 0 || sum(old, ({ status }) => status.replicas) > 0
  return { add: blocked ? 0 : Math.max(0, desired - (newest === null ? 0 : sizeOf(newest))), remove }
}

function stepOf({ deployment, replicaSets }: DeploymentGraph, { newest }: Sets): Step {
  const desired = desiredReplicas(deployment)
  const old = replicaSets.filter((set) => set !== newest)
  if (deployment.spec.paused || !isGenerationObserved(deployment)) return { add: 0, remove: 0 }
  if (deployment.spec.strategy === 'Recreate') return recreateStep(desired, newest, old)
  return newest === null ? { add: 0, remove: 0 } : rollingStep(boundsOf(deployment), newest, old)
}

const asWritten = (limit: string | number | null): string | null => (limit === null ? null : String(limit))

/** How far the number of pods may differ from what is wanted, how it stands, and what the next step may do. */
export function toWindowView(graph: DeploymentGraph, sets: Sets): WindowView {
  const { deployment, replicaSets } = graph
  const { spec, status } = deployment
  const { add, remove } = stepOf(graph, sets)
  const { replicas, surge, unavailable } = boundsOf(deployment)
  return {
    desired: replicas,
    maxSurge: asWritten(spec.maxSurge),
    maxUnavailable: asWritten(spec.maxUnavailable),
    surge,
    unavailable,
    current: status.replicas,
    planned: sum(replicaSets, sizeOf),
    available: status.availableReplicas,
    mayAdd: add,
    mayRemove: remove,
  }
}

/** On what the next step waits; null where all is done. */
export function awaitedOf(graph: DeploymentGraph, sets: Sets): AwaitedView | null {
  const { deployment, replicaSets } = graph
  const { newest } = sets
  if (!isGenerationObserved(deployment)) return { what: 'controller' }
  if (deployment.spec.paused) return { what: 'person' }
  const { add, remove } = stepOf(graph, sets)
  const old = sum(
    replicaSets.filter((set) => set !== newest),
    ({ status }) => status.replicas,
  )
  if (deployment.spec.strategy === 'Recreate' && old > 0) return { what: 'old-pods', count: old }
  if (add > 0 || remove > 0) return { what: 'nothing' }
  const missing = newest === null ? 0 : sizeOf(newest) - newest.status.availableReplicas
  if (missing > 0) return { what: 'new-pods', count: missing }
  if (old > 0) return { what: 'old-pods', count: old }
  return newest === null ? { what: 'controller' } : null
}
