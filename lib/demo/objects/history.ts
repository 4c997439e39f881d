import type { ResourceName } from './kinds.ts'
import type { KubeObject } from './object.ts'

export interface StoreEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly resource: ResourceName
  /** The version that the write made; of a deletion, too, it is the object's resourceVersion. */
  readonly version: number
  /** The object after the write; of a deletion, as it was last, with the version of the deletion. */
  readonly object: KubeObject
  /** The object before the write, null for an added one. */
  readonly previous: KubeObject | null
}

export interface History {
  add(event: StoreEvent): void
  /** The writes to a resource after a version, in order; `gone` when some of them are no longer known. */
  since(resource: ResourceName, version: number): readonly StoreEvent[] | 'gone'
  /** Forgets the writes up to a version. */
  compact(version: number): void
}

/** The last writes of all resources: at least `limit`, never more than twice as many. */
export function createHistory(limit: number): History {
  let events: StoreEvent[] = []
  let compacted = 0

  function compact(version: number): void {
    if (version <= compacted) return
    events = events.slice(firstAfter(events, version))
    compacted = version
  }

  return {
    compact,
    add(event) {
      events.push(event)
      // Cutting in large pieces costs nothing per write.
      if (events.length >= 2 * limit) compact(events[events.length - limit - 1]?.version ?? 0)
    },
    since(resource, version) {
      if (version < compacted) return 'gone'
      return events.slice(firstAfter(events, version)).filter((event) => event.resource === resource)
    },
  }
}

function firstAfter(events: readonly StoreEvent[], version: number): number {
  let low = 0
  let high = events.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((events[middle]?.version ?? 0) <= version) low = middle + 1
    else high = middle
  }
  return low
}
