import type { Pod, ReplicaSet, Rollout } from '../rollouts/model.ts'
import { versionOf } from '../rollouts/roles.ts'
import type { Version } from '../rollouts/view.ts'
import { type Backend, backendsOf } from './endpoints.ts'
import type { ServiceGraph } from './model.ts'
import { type Origin, originOf, originOfReplicaSet } from './owner.ts'
import { selects } from './selector.ts'
import type { CountedBy } from './view.ts'

/** A workload's revision with its pods and what of them stands behind the Service. */
export interface Variant {
  /** Null for backends of which no pod is known. */
  readonly origin: Origin | null
  readonly replicaSet: ReplicaSet | null
  readonly pods: readonly Pod[]
  readonly ready: number
  readonly endpoints: number
  readonly draining: number
}

export interface Counted {
  readonly countedBy: CountedBy
  readonly variants: readonly Variant[]
}

/** What of the pods is known only by reading them, where EndpointSlices may not be read. */
const podBackend = (pod: Pod): Backend => {
  const serving = pod.status.conditions.some(({ type, status }) => type === 'Ready' && status === 'True')
  const terminating = pod.meta.deletedAt !== null
  const { name, uid } = pod.meta
  return { pod: { name, uid }, address: '', ready: serving && !terminating, serving, terminating }
}

const finished = ({ status }: Pod) => status.phase === 'Succeeded' || status.phase === 'Failed'

/** Who stands behind a Service, each endpoint in exactly one variant; workloads that have no pod there just now are variants with none. */
export function variantsOf(graph: ServiceGraph): Counted {
  const { service, slices, pods } = graph
  const replicaSets = new Map(graph.replicaSets.map((one) => [one.meta.uid, one]))
  const backends = slices
    ? backendsOf(slices)
    : pods.filter((pod) => selects(service.selector, pod.meta.labels) && !finished(pod)).map(podBackend)
  const byPod = new Map(pods.map((pod) => [pod.meta.uid, pod]))
  const keyOf = ({ pod }: Backend) => {
    const known = pod && byPod.get(pod.uid)
    return known ? originOf(known, replicaSets).key : unknownKey
  }
  const backendsBy = Map.groupBy(backends, keyOf)
  const podsBy = Map.groupBy(pods, (pod) => originOf(pod, replicaSets).key)
  const origins = new Map<string, Origin>()
  for (const pod of pods) {
    const origin = originOf(pod, replicaSets)
    origins.set(origin.key, origin)
  }
  for (const origin of idleOrigins(graph, [...origins.values()])) origins.set(origin.key, origin)
  const variants = [...origins.values()].map((origin) => ({
    origin,
    replicaSet: replicaSets.get(origin.key) ?? null,
    pods: podsBy.get(origin.key) ?? [],
    ...countsOf(backendsBy.get(origin.key) ?? []),
  }))
  const unknown = backendsBy.get(unknownKey)
  return {
    countedBy: slices ? 'endpoints' : 'pods',
    variants: unknown
      ? [...variants, { origin: null, replicaSet: null, pods: [], ...countsOf(unknown) }]
      : variants,
  }
}

const unknownKey = ''

const countsOf = (backends: readonly Backend[]) => ({
  ready: backends.filter(({ ready }) => ready).length,
  endpoints: backends.length,
  draining: backends.filter(({ ready, serving, terminating }) => !ready && serving && terminating).length,
})

/** The newest revision of each workload that could have pods behind the Service and has none. */
function idleOrigins({ service, replicaSets }: ServiceGraph, present: readonly Origin[]): readonly Origin[] {
  const candidates = replicaSets
    .filter(({ meta }) => selects(service.selector, meta.labels))
    .map(originOfReplicaSet)
    .filter(({ maker }) => !present.some((one) => one.maker.uid === maker.uid))
  return [...Map.groupBy(candidates, ({ maker }) => maker.uid).values()].flatMap(
    (own) => own.toSorted((a, b) => (b.revision ?? 0) - (a.revision ?? 0))[0] ?? [],
  )
}

/**
 * Which version each revision of one workload is: a Rollout says it; of any other the newest revision is the one that comes, the one
 * before it is what users have.
 */
export function versionsOf(
  origins: readonly Origin[],
  rollouts: readonly Rollout[],
): ReadonlyMap<string, Version> {
  const rollout = rollouts.find(({ meta }) => meta.uid === origins[0]?.maker.uid)
  if (rollout !== undefined)
    return new Map(origins.map(({ key, hash }) => [key, versionOf(rollout, hash)] as const))
  const newestFirst = origins.toSorted((a, b) => (b.revision ?? 0) - (a.revision ?? 0))
  const words: readonly Version[] = newestFirst.length > 1 ? ['next', 'stable'] : ['stable']
  return new Map(newestFirst.map(({ key }, at) => [key, words[at] ?? 'old'] as const))
}
