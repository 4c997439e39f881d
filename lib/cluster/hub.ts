import { createRights } from '../access/rights.ts'
import { CockpitError } from '../errors.ts'
import type { RolloutGraph } from '../rollouts/model.ts'
import type { RolloutDetail, RolloutRow } from '../rollouts/view.ts'
import { messageFrame } from '../stream/frame.ts'
import type { Health, Rights, RolloutKey } from '../stream/protocol.ts'
import { createBoard } from './board.ts'
import { createDoors } from './doors.ts'
import { createGate } from './gate.ts'
import { createGather } from './gather.ts'
import { createHeart } from './heart.ts'
import { createReaders, type Scope } from './readers.ts'
import { createRoads } from './roads.ts'
import type { ClusterSource, RoadState, SourceEvent } from './source.ts'
import { createStore } from './store.ts'
import type { Timers } from './timers.ts'
import { createVisits } from './visits.ts'

export interface HubDeps {
  readonly source: ClusterSource
  /** The picture of one Rollout; the hub knows nothing of what is in it. */
  project(graph: RolloutGraph): RolloutDetail
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
  rows(): readonly RolloutRow[]
  detail(key: RolloutKey): RolloutDetail | null
  /**
   * Reads while the namespace is in view, which it comes into where it may be; throws `forbidden` where it may not, `unreachable` where that
   * is not known in time or too many are looked at.
   */
  within<T>(namespace: string, signal: AbortSignal, read: () => T | Promise<T>): Promise<T>
  health(): Health
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
  readonly rollouts: number
  /** Rollouts that moved since they were last drawn: nothing is drawn while nobody looks. */
  readonly undrawn: number
  readonly roads: readonly RoadState[]
  /** Objects that could not be read and pictures that could not be drawn: both should stay 0. */
  readonly skipped: number
  readonly failures: number
}

/** One set of watches for all viewers of a cluster: started by the first who asks, kept until `stop`. */
export function createHub({ source, project, now, timers, readOnly, version, emptied }: HubDeps): Hub {
  const store = createStore()
  const hidden = (namespace: string) => visits.hidden(namespace)
  const roads = createRoads({ cluster: source.cluster, readOnly, hidden })
  const readers = createReaders()
  const visits = createVisits({ source, roads, now, timers, overlooked: readers.fleet, changed: noteSight })
  const doors = createDoors(visits.sight)
  const board = createBoard({ picture, sight: visits.sight, rights: (namespace) => rights.of(namespace) })
  const rights = createRights({
    canI: (access) => source.canI(access),
    now,
    changed: (namespace) => readers.tell(board.publishRights(namespace)),
  })
  const gather = createGather({ tell: flush, timers, now })
  const running = new AbortController()
  const gate = createGate()
  const heart = createHeart(timers, beat)
  const dirty = new Set<RolloutKey>()
  let started = false
  // Before everything was listed once no fleet is told: empty because of syncing must never look like empty.
  let complete = false
  let toldHealth = ''
  let knownServices: readonly (string | null)[] = []

  function start() {
    if (started) return
    started = true
    void source.run(ingest, running.signal)
  }

  function ingest(event: SourceEvent) {
    roads.note(event)
    store.apply(event).forEach(noteTouched)
    visits.note(event)
    if (event.type === 'road' || event.type === 'listed') noteServices()
    if (!gate.open && roads.settled()) gate.unlock()
    if (readers.size() > 0 && (dirty.size > 0 || event.type === 'road' || event.type === 'listed'))
      gather.mark()
  }

  function noteTouched(key: RolloutKey) {
    dirty.add(key)
    if (readers.size() > 0 || store.has(key)) return
    // Nobody is there to be told of the end, and ends gather without bound where Rollouts come and go.
    board.publish([key])
    dirty.delete(key)
  }

  function noteSight(namespace: string) {
    const here = (key: RolloutKey) => namespaceOf(key) === namespace
    for (const key of store.keys().filter(here)) dirty.add(key)
    for (const key of board.watched().filter(here)) {
      dirty.add(key)
      askRights(key)
    }
    doors.note(namespace)
    if (readers.size() > 0) gather.mark()
  }

  function noteServices() {
    const known = roads.known('services')
    if (JSON.stringify(known) === JSON.stringify(knownServices)) return
    knownServices = known
    for (const key of store.keys()) dirty.add(key)
  }

  function picture(key: RolloutKey): RolloutDetail | null {
    const graph = store.graphOf(key)
    if (graph === undefined) return null
    const { namespace } = graph.rollout.meta
    const seen = knownServices.some((known) => known === null || known === namespace)
    // A Service that is not here may only be called missing where Services can be seen.
    return project(seen ? graph : { ...graph, services: null })
  }

  function flush(): boolean {
    const completed = !complete && roads.settled()
    complete ||= completed
    const told = tellHealth()
    if (!complete) return told
    const publication = board.publish(dirty)
    dirty.clear()
    if (completed) readers.restart()
    return readers.tell(publication) || told
  }

  function tellHealth(): boolean {
    const health = roads.health()
    const telling = tellingOf(health)
    if (telling === toldHealth) return false
    toldHealth = telling
    readers.tellAll(messageFrame({ type: 'health', health }))
    return true
  }

  const serverTime = () => new Date(now()).toISOString()

  function beat() {
    readers.tellAll(messageFrame({ type: 'ping', serverTime: serverTime() }))
    visits.beat()
    board.watched().forEach(askRights)
  }

  function askRights(key: RolloutKey) {
    const namespace = namespaceOf(key)
    // Who may see nothing there has no button to explain.
    if (!readOnly && visits.sight(namespace).state === 'seen') void rights.ask(namespace)
  }

  const snapshot = (scope: Scope) => () => [
    messageFrame({ type: 'health', health: roads.health() }),
    ...(complete && scope.fleet ? [board.fleetFrame()] : []),
    ...(complete ? scope.rollouts.flatMap((key) => board.detailFrame(key) ?? []) : []),
  ]

  function enter(scope: Scope) {
    start()
    // While nobody listened nothing was drawn; and a first snapshot must not fall between settled and told.
    if (readers.size() === 0 || !complete) flush()
    const outbox = readers.enter(scope, snapshot(scope))
    scope.rollouts.forEach(board.watch)
    namespacesOf(scope).forEach(visits.enter)
    scope.rollouts.forEach(askRights)
    heart.start()
    return outbox
  }

  async function* subscribe(asked: Scope, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
    if (signal.aborted || running.signal.aborted) return
    const scope = { fleet: asked.fleet, rollouts: [...new Set(asked.rollouts)] }
    const outbox = enter(scope)
    let left = false
    function leave() {
      if (left) return
      left = true
      readers.leave(outbox)
      scope.rollouts.forEach(board.unwatch)
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

  async function within<T>(namespace: string, signal: AbortSignal, read: () => T | Promise<T>): Promise<T> {
    visits.enter(namespace)
    try {
      const sight = await doors.wait(namespace, signal, silence)
      if (sight.state === 'refused') throw new CockpitError('forbidden', sight.problem)
      if (sight.state === 'crowded') throw new CockpitError('unreachable', sight.problem)
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
    detail: picture,
    within,
    health: () => roads.health(),
    rights: (namespace) => (readOnly ? Promise.resolve(rights.of(namespace)) : rights.ask(namespace)),
    rightsRefused(namespace) {
      rights.forget(namespace)
      void rights.ask(namespace)
    },
    ready,
    stats: () => ({
      cluster: source.cluster,
      viewers: readers.size(),
      rollouts: store.keys().length,
      undrawn: dirty.size,
      roads: roads.all(),
      skipped: store.skipped(),
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

const namespaceOf = (key: RolloutKey) => key.slice(0, key.indexOf('/'))
const namespacesOf = ({ rollouts }: Scope) => [...new Set(rollouts.map(namespaceOf))]

/** What of a health is worth a message: contact that goes on as it should is none. */
function tellingOf({ lastContact, degraded, ...health }: Health): string {
  const quiet = degraded.map((road) => ({ ...road, lastContact: null }))
  return JSON.stringify([health, health.state === 'live' ? null : lastContact, quiet])
}
