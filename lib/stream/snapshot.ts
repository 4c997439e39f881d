import { changed } from './difference.ts'
import type { FleetRow, PageKey } from './page.ts'
import type { StreamMessage } from './protocol.ts'
import { concerns, type Scope } from './scope.ts'

type DetailMessage = Extract<StreamMessage, { type: 'detail' }>
type HealthMessage = Extract<StreamMessage, { type: 'health' }>

/** All that was last heard of one cluster: what a reader who joins late is told at once. */
export interface Snapshot {
  readonly health: HealthMessage | null
  /** By uid; null until the first list. */
  readonly fleet: ReadonlyMap<string, FleetRow> | null
  readonly details: ReadonlyMap<PageKey, DetailMessage>
  /** Milliseconds by which the server's clock is ahead; null until it was heard. */
  readonly clockAhead: number | null
}

/** Nothing heard yet. */
export const emptySnapshot: Snapshot = { health: null, fleet: null, details: new Map(), clockAhead: null }

interface Folded {
  readonly snapshot: Snapshot
  /** What readers who knew the snapshot before must be told; null when nothing changed for them. */
  readonly news: StreamMessage | null
}

/** Folds a message in. A list that repeats what is known becomes the difference, so that untouched rows stay untouched. */
export function foldMessage(snapshot: Snapshot, message: StreamMessage, now: number): Folded {
  switch (message.type) {
    case 'hello':
    case 'ping': {
      const { serverTime } = message
      const clockAhead = Date.parse(serverTime) - now
      return { snapshot: { ...snapshot, clockAhead }, news: { type: 'ping', serverTime } }
    }
    case 'health':
      return { snapshot: { ...snapshot, health: message }, news: message }
    case 'detail': {
      const details = new Map(snapshot.details).set(message.key, message)
      return { snapshot: { ...snapshot, details }, news: message }
    }
    case 'detail-delta': {
      const before = snapshot.details.get(message.key)
      if (before === undefined) return { snapshot, news: null }
      const details = new Map(snapshot.details).set(message.key, changed(before, message.difference))
      return { snapshot: { ...snapshot, details }, news: message }
    }
    case 'fleet':
      return foldList(snapshot, message.rows)
    case 'fleet-delta': {
      // A difference alone is no list, and must never be shown as one.
      if (snapshot.fleet === null) return { snapshot, news: null }
      const fleet = new Map(snapshot.fleet)
      for (const uid of message.removed) fleet.delete(uid)
      for (const row of message.changed) fleet.set(row.uid, row)
      return { snapshot: { ...snapshot, fleet }, news: message }
    }
  }
}

const same = (a: FleetRow | undefined, b: FleetRow) =>
  a !== undefined && JSON.stringify(a) === JSON.stringify(b)

function foldList(snapshot: Snapshot, rows: readonly FleetRow[]): Folded {
  const before = snapshot.fleet
  const fleet = new Map(rows.map((row) => [row.uid, row]))
  if (before === null) return { snapshot: { ...snapshot, fleet }, news: { type: 'fleet', rows } }
  const changed = rows.filter((row) => !same(before.get(row.uid), row))
  const removed = [...before.keys()].filter((uid) => !fleet.has(uid))
  const news: StreamMessage = { type: 'fleet-delta', changed, removed }
  return { snapshot: { ...snapshot, fleet }, news: changed.length + removed.length === 0 ? null : news }
}

/** What a reader who joins now must be told to know as much as the others. */
export function replay(snapshot: Snapshot, scope: Scope, now: number): readonly StreamMessage[] {
  const messages: StreamMessage[] = []
  if (snapshot.clockAhead !== null) {
    messages.push({ type: 'ping', serverTime: new Date(now + snapshot.clockAhead).toISOString() })
  }
  if (snapshot.health !== null) messages.push(snapshot.health)
  if (snapshot.fleet !== null) messages.push({ type: 'fleet', rows: [...snapshot.fleet.values()] })
  messages.push(...snapshot.details.values())
  return messages.filter((message) => concerns(message, scope))
}

/** Forgets what a scope no longer brings, so that it can never be shown as fresh later. */
export function narrowTo(snapshot: Snapshot, scope: Scope): Snapshot {
  const details = [...snapshot.details].filter(([key]) => scope.pages.includes(key))
  return { ...snapshot, fleet: scope.fleet ? snapshot.fleet : null, details: new Map(details) }
}
