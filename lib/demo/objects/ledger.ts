import { createHistory, type StoreEvent } from './history.ts'
import { freezeJson } from './json.ts'
import { type ResourceName, resourceNames } from './kinds.ts'
import type { KubeObject } from './object.ts'
import { createTable, type Table } from './table.ts'

export interface Found {
  readonly resource: ResourceName
  readonly object: KubeObject
}

/** Versions, tables, history and listeners; it stores what it is told and knows no rule. */
export interface Ledger {
  get(resource: ResourceName, namespace: string | null, name: string): KubeObject | undefined
  list(resource: ResourceName, namespace: string | null): readonly KubeObject[]
  listAt(resource: ResourceName, namespace: string | null, version: number): readonly KubeObject[] | 'gone'
  owned(resource: ResourceName, ownerUid: string): readonly KubeObject[]
  findUid(uid: string): Found | undefined
  dependents(ownerUid: string): readonly Found[]
  contentOf(namespace: string): readonly Found[]
  /** Whether there is anything in a namespace. */
  holds(namespace: string): boolean
  /** Stores the object under a new version and tells it. */
  put(resource: ResourceName, object: KubeObject): KubeObject
  remove(resource: ResourceName, object: KubeObject): KubeObject
  subscribe(listener: (event: StoreEvent) => void): () => void
  version(): number
  since(resource: ResourceName, version: number): readonly StoreEvent[] | 'gone'
  compact(version: number): void
}

/** An empty ledger that remembers at least so many writes. */
export function createLedger(historyLimit: number): Ledger {
  const tables = new Map(resourceNames.map((name) => [name, createTable()]))
  const history = createHistory(historyLimit)
  const told = createTelling()
  let version = 0

  const tableOf = (resource: ResourceName): Table => tables.get(resource) ?? createTable()
  const everywhere = (find: (table: Table) => readonly KubeObject[]): readonly Found[] =>
    resourceNames.flatMap((resource) => find(tableOf(resource)).map((object) => ({ resource, object })))

  function commit(type: StoreEvent['type'], resource: ResourceName, draft: KubeObject): KubeObject {
    const { namespace = null, name } = draft.metadata
    const previous = tableOf(resource).get(namespace, name) ?? null
    version += 1
    const metadata = { ...draft.metadata, resourceVersion: String(version) }
    const object = freezeJson({ ...draft, metadata })
    if (type === 'DELETED') tableOf(resource).remove(object)
    else tableOf(resource).put(object)
    const event: StoreEvent = {
      type: type === 'MODIFIED' && !previous ? 'ADDED' : type,
      resource,
      version,
      object,
      previous,
    }
    history.add(event)
    told.tell(event)
    return object
  }

  return {
    get: (resource, namespace, name) => tableOf(resource).get(namespace, name),
    list: (resource, namespace) => tableOf(resource).list(namespace),
    listAt: (resource, namespace, at) => {
      const present = tableOf(resource).list(namespace)
      if (at === version) return present
      const events = history.since(resource, at)
      return events === 'gone' ? 'gone' : undo(present, events, namespace)
    },
    owned: (resource, uid) => tableOf(resource).owned(uid),
    findUid: (uid) => {
      for (const resource of resourceNames) {
        const object = tableOf(resource).byUid(uid)
        if (object) return { resource, object }
      }
      return undefined
    },
    dependents: (uid) => everywhere((table) => table.owned(uid)),
    contentOf: (namespace) => everywhere((table) => table.list(namespace)),
    holds: (namespace) => resourceNames.some((resource) => tableOf(resource).holds(namespace)),
    put: (resource, object) => commit('MODIFIED', resource, object),
    remove: (resource, object) => commit('DELETED', resource, object),
    subscribe: told.subscribe,
    version: () => version,
    since: history.since,
    compact: (to) => history.compact(Math.min(to, version)),
  }
}

function undo(
  now: readonly KubeObject[],
  events: readonly StoreEvent[],
  namespace: string | null,
): readonly KubeObject[] {
  const then = new Map(now.map((object) => [object.metadata.uid, object]))
  for (const { object, previous } of events.toReversed()) {
    const { uid } = object.metadata
    if (namespace !== null && object.metadata.namespace !== namespace) continue
    if (previous) then.set(uid, previous)
    else then.delete(uid)
  }
  return [...then.values()]
}

/** Tells in order: what a listener writes is told after all have heard of the write that moved it. */
function createTelling() {
  const listeners = new Set<(event: StoreEvent) => void>()
  const waiting: StoreEvent[] = []
  let telling = false

  return {
    subscribe(listener: (event: StoreEvent) => void) {
      // Of its own, so that one function may listen twice.
      const entry = (event: StoreEvent) => listener(event)
      listeners.add(entry)
      return () => {
        listeners.delete(entry)
      }
    },
    tell(event: StoreEvent) {
      waiting.push(event)
      if (telling) return
      telling = true
      const faults: unknown[] = []
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        for (const listener of [...listeners]) {
          try {
            listener(next)
          } catch (error) {
            faults.push(error)
          }
        }
      }
      telling = false
      // The fault of one who listens is not to keep the others from hearing.
      if (faults.length > 0) throw faults[0]
    },
  }
}
