import { at } from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import {
  annotationOf,
  countOf,
  momentOf,
  sizeOf,
  sizesOf,
  wholeAnnotationOf,
  withAnnotations,
  withSpec,
} from '../facts.ts'
import { DESIRED_REPLICAS, type Look, MAX_REPLICAS, newSet, oldSets, replaceSet } from './look.ts'

/** What a ReplicaSet is told of the Deployment's size. */
export const sizeAnnotations = (look: Look): Readonly<Record<string, string>> => ({
  [DESIRED_REPLICAS]: String(look.replicas),
  [MAX_REPLICAS]: String(look.replicas + look.surge),
})

/** Scales a ReplicaSet and says so; true when its size changes. Mirrors k8s.io/kubernetes@v1.36.3 pkg/controller/deployment/sync.go#L408 */
export function scale(look: Look, set: KubeObject, size: number, force = false): boolean {
  const from = sizeOf(set)
  if (!force && from === size) return false
  replaceSet(
    look,
    look.journal.change('replicasets', set, 'spec', (latest) => {
      const annotated = withAnnotations(latest, sizeAnnotations(look))
      return sizeOf(latest) === size ? annotated : withSpec(annotated, { replicas: size })
    }),
  )
  if (from === size) return false
  const how = from < size ? 'up' : 'down'
  const { name } = set.metadata
  const message = `Scaled ${how} replica set ${name} from ${from} to ${size}`
  look.journal.tell(look.deployment, 'ScalingReplicaSet', message)
  return true
}

const active = (sets: readonly KubeObject[]): readonly KubeObject[] => sets.filter((set) => sizeOf(set) > 0)

/** Whether spec.replicas differs from what a ReplicaSet was last scaled for. Mirrors k8s.io/kubernetes@v1.36.3 pkg/controller/deployment/sync.go#L539 */
export const isScalingEvent = (look: Look): boolean =>
  active(look.sets).some((set) => {
    const desired = annotationOf(set, DESIRED_REPLICAS)
    return desired !== null && Number(desired) !== look.replicas
  })

const isSaturated = (look: Look, set: KubeObject | null): boolean =>
  set !== null &&
  sizeOf(set) === look.replicas &&
  annotationOf(set, DESIRED_REPLICAS) === String(look.replicas) &&
  countOf(set, 'availableReplicas') === look.replicas

/**
 * Follows a change of spec.replicas, or a paused Deployment: one ReplicaSet takes it all, several share it by their sizes.
 * Mirrors k8s.io/kubernetes@v1.36.3 pkg/controller/deployment/sync.go#L307
 */
export function followSize(look: Look): void {
  const fresh = newSet(look)
  const alive = active(look.sets)
  const only = alive.length > 1 ? null : (alive[0] ?? fresh ?? oldSets(look).at(-1) ?? null)
  if (only !== null) return void scale(look, only, look.replicas)
  if (isSaturated(look, fresh)) {
    for (const set of active(oldSets(look))) scale(look, set, 0)
    return
  }
  if (at(look.deployment, 'spec', 'strategy', 'type') !== 'RollingUpdate') return
  const allowed = look.replicas > 0 ? look.replicas + look.surge : 0
  share(look, alive, allowed - sizesOf(alive))
}

/** Larger ReplicaSets first; of equal ones the newer when there is more to give, the older when there is less. */
function share(look: Look, alive: readonly KubeObject[], more: number): void {
  const age = (set: KubeObject) => momentOf(set.metadata.creationTimestamp)
  const order = alive.toSorted(
    (a, b) => sizeOf(b) - sizeOf(a) || (more > 0 ? age(b) - age(a) : age(a) - age(b)),
  )
  let given = 0
  const parts = order.map((set) => {
    const part = more === 0 ? 0 : partOf(look, set, more, given)
    given += part
    return part
  })
  for (const [index, set] of order.entries()) {
    const leftover = index === 0 ? more - given : 0
    scale(look, set, Math.max(0, sizeOf(set) + (parts[index] ?? 0) + leftover), true)
  }
}

/** Mirrors k8s.io/kubernetes@v1.36.3 pkg/controller/deployment/util/deployment_util.go#L480 */
function partOf(look: Look, set: KubeObject, more: number, given: number): number {
  const size = sizeOf(set)
  if (more === given) return 0
  const before = wholeAnnotationOf(set, MAX_REPLICAS) || countOf(look.deployment, 'replicas')
  const fraction =
    look.replicas === 0
      ? -size
      : before === 0
        ? 0
        : Math.round((size * (look.replicas + look.surge)) / before) - size
  return more > 0 ? Math.min(fraction, more - given) : Math.max(fraction, more - given)
}
