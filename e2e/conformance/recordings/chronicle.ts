import type { SourceEvent } from '../../../lib/cluster/source.ts'
import { isJsonObject } from '../../../lib/demo/objects/json.ts'
import type { ResourceName } from '../../../lib/demo/objects/kinds.ts'
import type { KubeObject } from '../../../lib/demo/objects/object.ts'
import type { Objects } from '../../../lib/demo/testing/drawing.ts'
import { loadKubeconfig, requireContext } from '../../../lib/kube/config.ts'
import { createKubeSource } from '../../../lib/kube/source.ts'
import type { Cluster } from '../../cluster/cluster.ts'

/** One write to the cluster. */
export interface Change {
  /** etcd's revision: of two writes to whatever objects the later one has the higher. */
  readonly version: number
  /** When it was heard of, in milliseconds. */
  readonly at: number
  readonly resource: ResourceName
  readonly object: KubeObject
  readonly gone: boolean
}

/** Every write to a cluster, as it was heard of. */
export interface Chronicle {
  /** Those of a namespace in the order in which they were made, which several watches together do not keep. */
  changes(namespace: string): readonly Change[]
  /** The version of the newest write to a namespace that was heard of; 0 before the first. */
  latest(namespace: string): number
  /** For how many milliseconds nothing was heard of a namespace. */
  quietMs(namespace: string): number
  /** The objects of a namespace as they are now. */
  objects(namespace: string): Objects
  stop(): Promise<void>
}

/** Objects that changes make; a change that is older than what is known is left out. */
function createObjects(): Objects & { apply(change: Change): void } {
  const tables = new Map<ResourceName, Map<string, Change>>()
  const of = (resource: ResourceName) =>
    [...(tables.get(resource)?.values() ?? [])].filter(({ gone }) => !gone).map(({ object }) => object)
  const list: Objects['list'] = (resource, namespace = null) =>
    of(resource).filter(({ metadata }) => namespace === null || metadata.namespace === namespace)
  return {
    apply: (change) => {
      const table = tables.get(change.resource) ?? new Map<string, Change>()
      tables.set(change.resource, table)
      const { uid } = change.object.metadata
      if ((table.get(uid)?.version ?? 0) < change.version) table.set(uid, change)
    },
    get: (resource, namespace, name) =>
      list(resource, namespace).find(({ metadata }) => metadata.name === name),
    list,
  }
}

const isKubeObject = (value: unknown): value is KubeObject =>
  isJsonObject(value) &&
  isJsonObject(value.metadata) &&
  typeof value.metadata.uid === 'string' &&
  typeof value.metadata.resourceVersion === 'string'

/** Watches by the cockpit's own road, so that what is seen is what the cockpit sees. */
export async function watchChronicle(cluster: Pick<Cluster, 'kubeconfig'>): Promise<Chronicle> {
  const kubeconfig = await loadKubeconfig({ kubeconfig: cluster.kubeconfig, env: {} })
  const source = createKubeSource(requireContext(kubeconfig, null), { namespaces: null })
  const places = new Map<
    string,
    { readonly changes: Change[]; readonly now: ReturnType<typeof createObjects> }
  >()
  const placeOf = (namespace: string) => {
    const place = places.get(namespace) ?? { changes: [], now: createObjects() }
    places.set(namespace, place)
    return place
  }
  const hear = (event: SourceEvent) => {
    if (event.type !== 'upserted' && event.type !== 'deleted') return
    const { resource, object, type } = event
    if (!isKubeObject(object)) return
    const version = Number(object.metadata.resourceVersion)
    const place = placeOf(object.metadata.namespace ?? '')
    const change = { version, at: performance.now(), resource, object, gone: type === 'deleted' }
    place.changes.push(change)
    place.now.apply(change)
  }
  const ending = new AbortController()
  const running = source.run(hear, ending.signal)
  return {
    changes: (namespace) => placeOf(namespace).changes.toSorted((a, b) => a.version - b.version),
    latest: (namespace) =>
      placeOf(namespace).changes.reduce((most, { version }) => Math.max(most, version), 0),
    quietMs: (namespace) => performance.now() - (placeOf(namespace).changes.at(-1)?.at ?? 0),
    objects: (namespace) => placeOf(namespace).now,
    stop: async () => {
      ending.abort()
      await running
    },
  }
}
