import { namespaceOf, type PageKey, type PageResource, pageKey, pageOf } from '../stream/page.ts'
import type { Resource, SourceEvent } from './source.ts'
import type { Drawn, Knows, Subject } from './subjects/subject.ts'
import type { Table } from './table.ts'
import { createWorld, type Objects, type Owned, type World } from './world.ts'

export interface Store {
  /** Folds the event in and answers the keys of the pages whose picture may have changed. */
  apply(event: SourceEvent): ReadonlySet<PageKey>
  /** The picture as of now; null where there is nothing to draw, or no such kind. */
  draw(key: PageKey, knows: Knows): Drawn | null
  has(key: PageKey): boolean
  keys(): readonly PageKey[]
  /** The keys of one namespace. */
  keysIn(namespace: string): readonly PageKey[]
  /** How many objects of any resource could not be read so far. */
  skipped(): number
  readonly world: World
}

/** Keeps the objects of one cluster joined; each event costs what its pictures are made of, never the whole cluster. */
export function createStore(subjects: readonly Subject[]): Store {
  const ofResource = new Map<PageResource, Subject>(subjects.map((subject) => [subject.resource, subject]))
  let touched = new Set<PageKey>()

  function words<R extends Resource>(resource: R, object: Objects[R]): readonly string[] {
    return subjects.flatMap((subject) => subject.words[resource]?.(object) ?? [])
  }

  function touch<R extends Resource>(resource: R, object: Objects[R]) {
    for (const subject of subjects) {
      if (subject.resource === resource) touched.add(pageKey(subject.resource, object.meta))
      const reached = subject.reaches[resource]?.(object, world) ?? []
      for (const { meta } of reached) touched.add(pageKey(subject.resource, meta))
    }
  }

  const world = createWorld({ words, touch })

  const objectsOf = (resource: PageResource): Pick<Table<Owned>, 'values' | 'find'> => world[resource]
  const keysOf = ({ resource }: Subject) =>
    Array.from(objectsOf(resource).values(), ({ meta }) => pageKey(resource, meta))
  const keys = () => subjects.flatMap(keysOf)

  return {
    world,
    draw(key, knows) {
      const { resource, ...at } = pageOf(key)
      return ofResource.get(resource)?.draw(world, at, knows) ?? null
    },
    has(key) {
      const { resource, namespace, name } = pageOf(key)
      return ofResource.has(resource) && objectsOf(resource).find(namespace, name) !== undefined
    },
    keys,
    keysIn: (namespace) => keys().filter((key) => namespaceOf(key) === namespace),
    skipped: () => Object.values(world).reduce((sum, table) => sum + table.skipped(), 0),
    apply(event) {
      touched = new Set()
      if (event.type !== 'road') world[event.resource].fold(event)
      return touched
    },
  }
}
