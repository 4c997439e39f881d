import type { Uid } from '../rollouts/model.ts'
import { difference } from '../stream/difference.ts'
import { jsonFrame, messageFrame } from '../stream/frame.ts'
import {
  type FleetRow,
  namespaceOf,
  type PageDetail,
  type PageKey,
  type PageResource,
  pageOf,
} from '../stream/page.ts'
import type { Rights } from '../stream/protocol.ts'
import type { Drawn } from './subjects/subject.ts'
import type { Sight } from './visits.ts'

export interface BoardDeps {
  /** The picture as of now; null when there is none. */
  picture(key: PageKey): Drawn | null
  sight(namespace: string, resource: PageResource): Sight
  rights(namespace: string): Rights
}

/** What changed by one publication, encoded; null or empty where nothing did. */
export interface Publication {
  readonly fleet: Uint8Array | null
  readonly details: ReadonlyMap<PageKey, Uint8Array>
}

export interface Board {
  /** Draws these pages anew and answers frames for what differs from what was published before. */
  publish(keys: Iterable<PageKey>): Publication
  /** Encodes the watched details of a namespace anew because its rights changed. */
  publishRights(namespace: string): Publication
  rows(): readonly FleetRow[]
  fleetFrame(): Uint8Array
  /** Null while nothing can be said of its namespace. */
  detailFrame(key: PageKey): Uint8Array | null
  watch(key: PageKey): void
  unwatch(key: PageKey): void
  watched(): readonly PageKey[]
  /** Pictures that could not be drawn so far: each is a defect of ours and left as it was. */
  failures(): number
  /** The pages whose latest picture could not be drawn, sorted. */
  failed(): readonly PageKey[]
}

interface PublishedRow {
  readonly row: FleetRow
  readonly json: string
}

/** What is told of a page. */
interface Telling {
  readonly detail: PageDetail | null
  readonly problem?: string
}

interface WatchedDetail {
  watchers: number
  told: Telling | null
  /** All that is told of it; null until somebody needs the whole. */
  whole: Uint8Array | null
  /** How long the whole was when it was encoded last. */
  bytes: number
}

interface Delta {
  readonly changed: string[]
  readonly removed: Uid[]
}

/** A longer page is told by its differences: one pod among thousands must not send the others along. */
const wholeUpTo = 32 * 1024

const defect = 'The cockpit could not draw it. This is a fault of the cockpit, not of the cluster.'

/** Holds what readers were last told; only a picture whose JSON differs is told again, and each is encoded once for all. */
export function createBoard({ picture, sight, rights }: BoardDeps): Board {
  const rows = new Map<PageKey, PublishedRow>()
  const details = new Map<PageKey, WatchedDetail>()
  let fleet: Uint8Array | null = null
  const failed = new Set<PageKey>()
  let failures = 0

  function sightOf(key: PageKey): Sight {
    const { namespace, resource } = pageOf(key)
    return sight(namespace, resource)
  }

  function draw(key: PageKey): Drawn | null | undefined {
    try {
      const drawn = picture(key)
      failed.delete(key)
      return drawn
    } catch {
      failures++
      failed.add(key)
      return undefined
    }
  }

  function noteRow(key: PageKey, row: FleetRow | null, { changed, removed }: Delta) {
    const before = rows.get(key)
    if (before !== undefined && before.row.uid !== row?.uid) removed.push(before.row.uid)
    if (row === null) return rows.delete(key)
    const json = JSON.stringify(row)
    if (json === before?.json) return
    rows.set(key, { row, json })
    return changed.push(json)
  }

  /** Null is not there, or not to be seen, which is said. */
  function tellingOf(key: PageKey, detail: PageDetail | null): Telling {
    const seen = sightOf(key)
    const problem = 'problem' in seen ? seen.problem : failed.has(key) ? defect : null
    return { detail, ...(problem !== null && { problem }) }
  }

  const encode = (key: PageKey, telling: Telling): Uint8Array =>
    messageFrame({ type: 'detail', key, ...telling, rights: rights(namespaceOf(key)) })

  function wholeOf(key: PageKey, watched: WatchedDetail, telling: Telling): Uint8Array {
    watched.whole ??= encode(key, telling)
    watched.bytes = watched.whole.byteLength
    return watched.whole
  }

  function noteDetail(key: PageKey, detail: PageDetail | null): Uint8Array | null {
    const watched = details.get(key)
    if (watched === undefined) return null
    const telling = tellingOf(key, detail)
    const found = watched.told && difference(watched.told, telling)
    if (watched.told !== null && found === null) return null
    watched.told = telling
    watched.whole = null
    if (found !== null && watched.bytes > wholeUpTo)
      return messageFrame({ type: 'detail-delta', key, difference: found })
    return wholeOf(key, watched, telling)
  }

  function fleetDelta({ changed, removed }: Delta): Uint8Array | null {
    if (changed.length === 0 && removed.length === 0) return null
    fleet = null
    return jsonFrame(
      'fleet-delta',
      `{"type":"fleet-delta","changed":[${changed.join(',')}],"removed":${JSON.stringify(removed)}}`,
    )
  }

  return {
    publish(keys) {
      const delta: Delta = { changed: [], removed: [] }
      const frames = new Map<PageKey, Uint8Array>()
      for (const key of keys) {
        const { state } = sightOf(key)
        const drawn = state === 'seen' ? draw(key) : null
        if (drawn === undefined) continue
        failed.delete(key)
        noteRow(key, drawn?.row ?? null, delta)
        // Nobody looks at most of them, and a detail that is not looked at need not be drawn.
        const told = state !== 'pending' && details.has(key)
        const frame = told ? noteDetail(key, drawn?.detail ?? null) : null
        if (frame !== null) frames.set(key, frame)
      }
      return { fleet: fleetDelta(delta), details: frames }
    },
    publishRights(namespace) {
      const frames = new Map<PageKey, Uint8Array>()
      for (const [key, watched] of details) {
        if (watched.told === null || namespaceOf(key) !== namespace) continue
        watched.whole = null
        frames.set(key, wholeOf(key, watched, watched.told))
      }
      return { fleet: null, details: frames }
    },
    rows: () => Array.from(rows.values(), ({ row }) => row),
    fleetFrame() {
      fleet ??= jsonFrame(
        'fleet',
        `{"type":"fleet","rows":[${Array.from(rows.values(), ({ json }) => json).join(',')}]}`,
      )
      return fleet
    },
    detailFrame(key) {
      const { state } = sightOf(key)
      if (state === 'pending') return null
      // What is watched already is told as published: drawing it afresh here would keep a change from the others.
      const watched = details.get(key)
      if (watched?.told) return wholeOf(key, watched, watched.told)
      const detail = state === 'seen' ? (draw(key)?.detail ?? null) : null
      return noteDetail(key, detail) ?? encode(key, tellingOf(key, detail))
    },
    watch(key) {
      const watched = details.get(key) ?? { watchers: 0, told: null, whole: null, bytes: 0 }
      watched.watchers++
      details.set(key, watched)
    },
    unwatch(key) {
      const watched = details.get(key)
      if (watched === undefined) return
      watched.watchers--
      if (watched.watchers === 0) details.delete(key)
    },
    watched: () => [...details.keys()],
    failures: () => failures,
    failed: () => [...failed].sort(),
  }
}
