import type { Resource, RoadState, SourceEvent } from '../../lib/cluster/source.ts'
import { textAt } from '../../lib/kube/json.ts'

/** What a listener that only folds events believes the cluster to hold. */
export interface Mirror {
  emit(event: SourceEvent): void
  /** resourceVersion by uid. */
  versions(resource: Resource): Readonly<Record<string, string>>
  road(resource: Resource, namespace: string | null): RoadState | undefined
  /** Every phase a road has been in, in order. */
  phases(resource: Resource, namespace: string | null): readonly string[]
  lists(resource: Resource): number
}

/** Makes an empty mirror. */
export function createMirror(): Mirror {
  const tables = new Map<Resource, Map<string, { namespace: string; version: string }>>()
  const roads: RoadState[] = []
  const lists: Resource[] = []

  const tableOf = (resource: Resource) => {
    const table = tables.get(resource) ?? new Map()
    tables.set(resource, table)
    return table
  }
  const put = (resource: Resource, object: unknown) => {
    tableOf(resource).set(textAt(object, 'metadata', 'uid') ?? '', {
      namespace: textAt(object, 'metadata', 'namespace') ?? '',
      version: textAt(object, 'metadata', 'resourceVersion') ?? '',
    })
  }
  const replace = (resource: Resource, namespace: string | null, objects: readonly unknown[]) => {
    for (const [uid, known] of tableOf(resource)) {
      if (namespace === null || known.namespace === namespace) tableOf(resource).delete(uid)
    }
    for (const object of objects) put(resource, object)
    lists.push(resource)
  }
  const matching = (resource: Resource, namespace: string | null) =>
    roads.filter((road) => road.resource === resource && road.namespace === namespace)

  return {
    emit(event) {
      if (event.type === 'road') roads.push(event.road)
      else if (event.type === 'listed') replace(event.resource, event.namespace, event.objects)
      else if (event.type === 'upserted') put(event.resource, event.object)
      else tableOf(event.resource).delete(textAt(event.object, 'metadata', 'uid') ?? '')
    },
    versions: (resource) =>
      Object.fromEntries([...tableOf(resource)].map(([uid, known]) => [uid, known.version])),
    road: (resource, namespace) => matching(resource, namespace).at(-1),
    phases: (resource, namespace) => matching(resource, namespace).map((road) => road.state),
    lists: (resource) => lists.filter((one) => one === resource).length,
  }
}
