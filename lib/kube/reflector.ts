import type { Resource, SourceEvent } from '../cluster/source.ts'
import { type Backoff, createBackoff } from './backoff.ts'
import type { Comeback } from './comeback.ts'
import type { Failure } from './errors.ts'
import { listAll } from './list.ts'
import type { Pulse } from './pulse.ts'
import { qualifiedName, scopeWords } from './resources.ts'
import { createRoad, type Road } from './road.ts'
import { slim } from './slim.ts'
import { sleep } from './timing.ts'
import type { Transport } from './transport.ts'
import { type Watching, watchOnce } from './watch.ts'

const forbiddenRetryMs = 30_000
const absentRetryMs = 15_000
const relistAfterMs = 25 * 60_000
const longestRetryAfterMs = 5 * 60_000

/** What reflectors count, for health and for tests. */
export interface Counts {
  lists: number
  /** Watch lines that could not be understood. */
  skippedLines: number
  /** Times the listener threw. */
  handlerFailures: number
}

export interface ReflectorOptions {
  readonly transport: Transport
  readonly resource: Resource
  readonly namespace: string | null
  /** Must not throw. */
  readonly emit: (event: SourceEvent) => void
  readonly signal: AbortSignal
  readonly counts: Counts
  /** Shared by all who watch the same API server. */
  readonly pulse?: Pulse
  /** Shared by the same. */
  readonly comeback?: Comeback
  /** Called each time the list is forbidden. */
  readonly onListForbidden?: () => void
}

/**
 * Lists and watches one resource until the signal aborts, through every fault of the road; never rejects. A list is
 * emitted whole, so that what was missed is healed by comparing.
 */
export async function reflect(options: ReflectorOptions): Promise<void> {
  const { signal } = options
  const generation = createGeneration(options)
  generation.road.tell('listing', null)
  let from: string | null = null
  while (!signal.aborted) {
    const turn: Turn = from === null ? await listTurn(generation) : await watchTurn(generation, from)
    const woken = turn.waitMs > 0 && (await pause(options, turn))
    // A watch from before an absence mostly finds its version forgotten; a list tells in one go what was missed.
    from = woken ? null : turn.from
  }
  generation.road.tell('stopped', null)
}

/** Where the next turn goes on from (null: with a list), and after which pause. */
interface Turn {
  readonly from: string | null
  readonly waitMs: number
  /** Whether the pause is over once the API server is back. */
  readonly away?: boolean
}

/** Whether it was cut short by the return of the API server. */
async function pause(
  { comeback, transport, signal }: ReflectorOptions,
  { waitMs, away }: Turn,
): Promise<boolean> {
  if (comeback !== undefined && away === true) return comeback.rest(waitMs, signal)
  await sleep(transport.timing, waitMs, signal)
  return false
}

interface Generation {
  readonly options: ReflectorOptions
  readonly watching: Watching
  readonly road: Road
  readonly backoff: Backoff
  relistAt: number
  listed: boolean
  /** Nothing was watched yet since the last list. */
  fresh: boolean
  /** Of the API server, as far as the back-off knows. */
  returns: number
  /** Forbidden or absent when it was last asked for. */
  refused: boolean
  timesAbsent: number
}

function createGeneration(options: ReflectorOptions): Generation {
  const { transport, resource, namespace, signal, counts, emit } = options
  const road = createRoad(resource, namespace, transport.timing, (state) =>
    emit({ type: 'road', road: state }),
  )
  const sayOf = (type: 'upserted' | 'deleted') => (object: unknown) => {
    if (!signal.aborted) emit({ type, resource, namespace, object: slim(resource, object) })
  }
  const watching: Watching = {
    transport,
    resource,
    namespace,
    signal,
    pulse: options.pulse ?? null,
    heard: () => road.heard(),
    opened: () => road.tell('live', null),
    upserted: sayOf('upserted'),
    deleted: sayOf('deleted'),
    skipped: () => {
      counts.skippedLines += 1
    },
  }
  const backoff = createBackoff(transport.timing.random)
  return {
    options,
    watching,
    road,
    backoff,
    relistAt: 0,
    listed: false,
    fresh: false,
    returns: 0,
    refused: false,
    timesAbsent: 0,
  }
}

async function listTurn(generation: Generation): Promise<Turn> {
  const { options, watching, road } = generation
  const { resource, namespace, signal, counts, transport, emit } = options
  const listing = await listAll(watching)
  if (signal.aborted) return { from: null, waitMs: 0 }
  if (!listing.ok) return failedTurn(generation, listing.failure, 'list', null)
  counts.lists += 1
  generation.listed = true
  generation.fresh = true
  generation.timesAbsent = 0
  // Between this list and its watch the road is neither refused nor live.
  if (generation.refused) road.tell('listing', null)
  generation.refused = false
  generation.relistAt = transport.timing.now() + relistAfterMs * (1 + transport.timing.random() * 0.4)
  emit({ type: 'listed', resource, namespace, objects: listing.objects })
  return { from: listing.resourceVersion, waitMs: 0 }
}

async function watchTurn(generation: Generation, from: string): Promise<Turn> {
  const { options, watching, backoff, fresh } = generation
  generation.fresh = false
  const end = await watchOnce(watching, from)
  if (options.signal.aborted) return { from: null, waitMs: 0 }
  if (end.live) backoff.reset()
  if (end.failure !== null) return failedTurn(generation, end.failure, 'watch', end.resourceVersion)
  if (end.resourceVersion === null) return lostTurn(generation, end.live || !fresh)
  // What no watch ever tells (a server's data restored, an event lost) a new list heals now and then.
  const stale = options.transport.timing.now() >= generation.relistAt
  const next = stale ? null : end.resourceVersion
  if (end.live) return { from: next, waitMs: 0 }
  tellBroken(generation, 'The API server ended the watch as soon as it had begun')
  return { from: next, waitMs: backoff.next() }
}

// Events were missed, so until the new list is there what is known is old. Only a server that has forgotten even what it has just listed is left alone for a while.
function lostTurn(generation: Generation, atOnce: boolean): Turn {
  tellBroken(generation, 'Events were missed, and all is listed anew')
  if (atOnce) generation.backoff.reset()
  return { from: null, waitMs: atOnce ? 0 : generation.backoff.next() }
}

function tellBroken({ options, road }: Generation, what: string) {
  const { resource, namespace } = options
  road.tell('retrying', `${what}: ${qualifiedName(resource)} ${scopeWords(namespace)}`)
}

function failedTurn(
  generation: Generation,
  failure: Failure,
  verb: 'list' | 'watch',
  from: string | null,
): Turn {
  const { options, road, backoff } = generation
  const { resource, namespace, transport } = options
  const what = `${qualifiedName(resource)} ${scopeWords(namespace)}`
  switch (failure.code) {
    case 403:
      generation.refused = true
      road.tell('forbidden', `Not allowed to ${verb} ${what}: ${failure.message}`)
      // Whether the list is refused as well decides what may still be shown, so it is asked soon; where only the watch is, ever more rarely.
      if (verb === 'watch') return { from: null, waitMs: backoff.next() }
      takeBack(generation)
      options.onListForbidden?.()
      return { from: null, waitMs: spread(forbiddenRetryMs, transport.timing.random()) }
    case 404:
      generation.refused = true
      road.tell('absent', `The API server does not know ${qualifiedName(resource)}: is its CRD installed?`)
      forgetAbsent(generation)
      return { from: null, waitMs: spread(absentRetryMs, transport.timing.random()) }
    default:
      road.tell('retrying', failure.message)
      return {
        from,
        waitMs: Math.max(nextPause(generation), askedToWait(failure)),
        away: isAway(failure),
      }
  }
}

// With the resource its objects are gone. Once may be an API server that has not finished starting; twice is an answer.
function forgetAbsent(generation: Generation) {
  generation.timesAbsent += 1
  if (generation.timesAbsent >= 2) takeBack(generation)
}

/** What was seen before may no longer be looked at, or is no more. */
function takeBack(generation: Generation) {
  if (!generation.listed) return
  const { resource, namespace, emit } = generation.options
  generation.listed = false
  emit({ type: 'listed', resource, namespace, objects: [] })
}

// A road that was still asking when the API server came back was not there to be woken.
function nextPause(generation: Generation): number {
  const returns = generation.options.comeback?.returns() ?? 0
  if (returns !== generation.returns) generation.backoff.reset()
  generation.returns = returns
  return generation.backoff.next()
}

// Who starts asks to be left alone for seconds on end; being ready is a later word than that. What has too much to do (429) is ready, and
// credentials that cannot be read are no matter of the API server.
function isAway({ kind, code }: Failure): boolean {
  return kind === 'unreachable' && (code === null || code >= 500)
}

function askedToWait({ retryAfterMs }: Failure): number {
  return Math.min(retryAfterMs ?? 0, longestRetryAfterMs)
}

function spread(ms: number, random: number): number {
  return Math.round(ms * (0.9 + random * 0.2))
}
