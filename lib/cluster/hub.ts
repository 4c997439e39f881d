import { createRights } from '../access/rights.ts'
import { CockpitError } from '../errors.ts'
import { messageFrame } from '../stream/frame.ts'
import {
  type FleetRow,
  namespaceOf,
  type PageDetail,
  type PageKey,
  type PageResource,
  pageOf,
} from '../stream/page.ts'
import type { Health, Rights } from '../stream/protocol.ts'
import { createBoard } from './board.ts'
import { createDoors, type Place } from './doors.ts'
import { awaitsNeeds, doubtOf } from './doubt.ts'
import { createGate } from './gate.ts'
import { createGather } from './gather.ts'
import { createHeart } from './heart.ts'
import { createPictures } from './pictures.ts'
import { createReaders, type Scope } from './readers.ts'
import { createRoads, tellingOf } from './roads.ts'
import type { ClusterSource, RoadState, SourceEvent } from './source.ts'
import type { Subject } from './subjects/subject.ts'
import type { Timers } from './timers.ts'
import { createVisits, type Sight } from './visits.ts'

export interface HubDeps {
  readonly source: ClusterSource
  /** The kinds that have pages; the hub knows nothing of what is in their pictures. */
  readonly subjects: readonly Subject[]
  /** Milliseconds since the epoch. */
  now(): number
  readonly timers: Timers
  readonly readOnly: boolean
  readonly version: string
  /** The last reader has left. */
  emptied(): void
}

export interface Hub {
  /** Encoded frames: hello, then a snapshot of the scope, then what changes, until the signal aborts. */
  subscribe(scope: Scope, signal: AbortSignal): AsyncIterable<Uint8Array>
  rows(): readonly FleetRow[]
  detail(key: PageKey): PageDetail | null
  /** Why nothing can be said yet of a kind in a namespace, because its first list is still to come; null where it came. */
  unlisted(resource: PageResource, namespace: string): CockpitError | null
  /**
   * Reads while the namespace is in view, which it comes into where it may be; throws `forbidden` where it may not, `unreachable` where that
   * is not known in time or too many are looked at; where a kind that the place needs is not known as it is now, what `doubt.ts` says of it.
   */
  within<T>(place: Place, signal: AbortSignal, read: () => T | Promise<T>): Promise<T>
  health(): Health
  /** Why nothing at all can be seen of a kind; null where something can. */
  refusal(resource: PageResource): RoadState | null
  rights(namespace: string): Promise<Rights>
  /** The API server refused what was thought allowed: rights of the namespace are asked anew. */
  rightsRefused(namespace: string): void
  /** Resolves once everything a picture needs was listed or is known to be refused; throws `unreachable` on abort. */
  ready(signal: AbortSignal): Promise<void>
  stats(): HubStats
  stop(): void
}

export interface HubStats {
  readonly cluster: string
  readonly viewers: number
  readonly pages: number
  /** Pages that moved since they were last drawn: nothing is drawn while nobody looks. */
  readonly undrawn: number
  readonly roads: readonly RoadState[]
  /** Objects that could not be read and pictures that could not be drawn: both should stay 0. */
  readonly skipped: number
  readonly failures: number
}

const pending: Sight = { state: 'pending' }

/** One set of watches for all viewers of a cluster: started by the first who asks, kept until `stop`. */
export function createHub({ source, subjects, now, timers, readOnly, version, emptied }: HubDeps): Hub {
  const hidden = (namespace: string) => visits.hidden(namespace)
  const roads = createRoads({ cluster: source.cluster, readOnly, hidden })
  const pictures = createPictures(subjects, roads)
  const readers = createReaders()
  const visits = createVisits({ source, roads, now, timers, overlooked: readers.fleet, changed: noteSight })
  const doors = createDoors(sightOf)
  const board = createBoard({ picture: pictures.draw, sight, rights: (namespace) => rights.of(namespace) })
  const rights = createRights({
    canI: (access) => source.canI(access),
    now,
    changed: (namespace) => readers.tell(board.publishRights(namespace)),
  })
  const gather = createGather({ tell: flush, timers })
  const running = new AbortController()
  const gate = createGate()
  const heart = createHeart(timers, beat)
  const dirty = new Set<PageKey>()
  let started = false
  // Before everything was listed once no fleet is told: empty because of syncing must never look like empty.
  let complete = false
  let toldHealth = ''

  function start() {
    if (started) return
    started = true
    void source.run(ingest, running.signal)
  }

  function ingest(event: SourceEvent) {
    roads.note(event)
    for (const key of pictures.note(event)) noteTouched(key)
    visits.note(event)
    if (event.type === 'road' || event.type === 'listed') doors.note()
    // What is not there yet has no key in the world, and who looks at it must hear that it is not.
    if (event.type === 'listed') for (const key of board.watched()) dirty.add(key)
    if (!gate.open && roads.settled()) gate.unlock()
    if (readers.size() > 0 && (dirty.size > 0 || event.type === 'road' || event.type === 'listed'))
      gather.mark()
  }

  /** What is not in a list that has not come is not missing. */
  function sight(namespace: string, resource: PageResource): Sight {
    const seen = visits.sight(namespace, resource)
    return seen.state === 'seen' && pictures.awaits(resource, namespace) ? pending : seen
  }

  function sightOf(place: Place): Sight {
    const seen = sight(place.namespace, place.resource)
    return seen.state === 'seen' && awaitsNeeds(roads, place) ? pending : seen
  }

  function noteTouched(key: PageKey) {
    dirty.add(key)
    if (readers.size() > 0 || pictures.has(key)) return
    // Nobody is there to be told of the end, and ends gather without bound where objects come and go.
    board.publish([key])
    dirty.delete(key)
  }

  function noteSight(namespace: string) {
    const here = (key: PageKey) => namespaceOf(key) === namespace
    for (const key of pictures.keysIn(namespace)) dirty.add(key)
    for (const key of board.watched().filter(here)) {
      dirty.add(key)
      askRights(key)
    }
    doors.note()
    if (readers.size() > 0) gather.mark()
  }

  function flush(): boolean {
    const completed = !complete && roads.settled()
    complete ||= completed
    if (!complete) return tellHealth()
    const publication = board.publish(dirty)
    dirty.clear()
    const told = tellHealth()
    if (completed) readers.restart()
    return readers.tell(publication) || told
  }

  function health(): Health {
    const undrawn = board.failed()
    return undrawn.length === 0 ? roads.health() : { ...roads.health(), undrawn }
  }

  function tellHealth(): boolean {
    const standing = health()
    const telling = tellingOf(standing)
    if (telling === toldHealth) return false
    toldHealth = telling
    readers.tellAll(messageFrame({ type: 'health', health: standing }))
    return true
  }

  const serverTime = () => new Date(now()).toISOString()

  function beat() {
    readers.tellAll(messageFrame({ type: 'ping', serverTime: serverTime() }))
    visits.beat()
    board.watched().forEach(askRights)
  }

  function askRights(key: PageKey) {
    const { namespace, resource } = pageOf(key)
    // Who may see nothing there has no button to explain.
    if (!readOnly && visits.sight(namespace, resource).state === 'seen') void rights.ask(namespace)
  }

  const snapshot = (scope: Scope) => () => [
    messageFrame({ type: 'health', health: health() }),
    ...(complete && scope.fleet ? [board.fleetFrame()] : []),
    ...(complete ? scope.pages.flatMap((key) => board.detailFrame(key) ?? []) : []),
  ]

  function enter(scope: Scope) {
    start()
    // While nobody listened nothing was drawn; and a first snapshot must not fall between settled and told.
    if (readers.size() === 0 || !complete) flush()
    const outbox = readers.enter(scope, snapshot(scope))
    scope.pages.forEach(board.watch)
    namespacesOf(scope).forEach(visits.enter)
    scope.pages.forEach(askRights)
    heart.start()
    return outbox
  }

  async function* subscribe(asked: Scope, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
    if (signal.aborted || running.signal.aborted) return
    const scope = { fleet: asked.fleet, pages: [...new Set(asked.pages)] }
    const outbox = enter(scope)
    let left = false
    function leave() {
      if (left) return
      left = true
      readers.leave(outbox)
      scope.pages.forEach(board.unwatch)
      namespacesOf(scope).forEach(visits.leave)
      if (readers.size() > 0) return
      gather.stop()
      heart.stop()
      emptied()
    }
    // A generator whose reader is gone is never resumed: leaving hangs on the signal, not on `finally` alone.
    signal.addEventListener('abort', leave, { once: true })
    try {
      yield messageFrame({ type: 'hello', serverTime: serverTime(), version })
      yield* outbox.read()
    } finally {
      signal.removeEventListener('abort', leave)
      leave()
    }
  }

  function silence(): CockpitError {
    const because = roads.health().problem
    return new CockpitError(
      'unreachable',
      because ?? `The API server of ${source.cluster} has not answered yet.`,
    )
  }

  function ready(signal: AbortSignal): Promise<void> {
    start()
    return gate.pass(signal, silence)
  }

  async function within<T>(place: Place, signal: AbortSignal, read: () => T | Promise<T>): Promise<T> {
    const { namespace } = place
    visits.enter(namespace)
    try {
      const sight = await doors.wait(place, signal, () => doubtOf(roads, place) ?? silence())
      if (sight.state === 'refused') throw new CockpitError('forbidden', sight.problem)
      if (sight.state === 'crowded') throw new CockpitError('unreachable', sight.problem)
      const doubt = doubtOf(roads, place)
      if (doubt !== null) throw doubt
      return await read()
    } finally {
      visits.leave(namespace)
    }
  }

  return {
    subscribe,
    rows() {
      flush()
      return board.rows()
    },
    detail: (key) => pictures.draw(key)?.detail ?? null,
    unlisted: (resource, namespace) => (pictures.awaits(resource, namespace) ? silence() : null),
    within,
    health,
    refusal: roads.refusal,
    rights: (namespace) => (readOnly ? Promise.resolve(rights.of(namespace)) : rights.ask(namespace)),
    rightsRefused(namespace) {
      rights.forget(namespace)
      void rights.ask(namespace)
    },
    ready,
    stats: () => ({
      cluster: source.cluster,
      viewers: readers.size(),
      pages: pictures.keys().length,
      undrawn: dirty.size,
      roads: roads.all(),
      skipped: pictures.skipped(),
      failures: board.failures(),
    }),
    stop() {
      running.abort()
      visits.stop()
      readers.end()
      gather.stop()
      heart.stop()
    },
  }
}

const namespacesOf = ({ pages }: Scope) => [...new Set(pages.map(namespaceOf))]
