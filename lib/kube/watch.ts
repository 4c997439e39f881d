import type { Dispatcher } from 'undici'
import { type Failure, failureOfThrown } from './errors.ts'
import { createGuard, type Guard } from './guard.ts'
import { createLineSplitter } from './lines.ts'
import type { Reading } from './list.ts'
import type { Pulse } from './pulse.ts'
import { notKubernetes, readRefusal } from './request.ts'
import { listPath } from './resources.ts'
import { createWatchEvents, type WatchEvents, type WatchHandlers } from './watch-events.ts'

// Bookmarks come about once a minute: a stream without a byte for longer has lost its other end.
const idleMs = 100_000
const graceMs = 15_000
// A stream that lives for less, and brings nothing, must not be opened again without a pause.
const settledMs = 5_000

export interface Watching extends Reading, WatchHandlers {
  /** Null where a watch's own limit of silence is enough. */
  readonly pulse: Pulse | null
  /** The API server has accepted the watch. */
  readonly opened: () => void
}

export interface WatchEnd {
  /** Where the next watch goes on from; null when only a new list can help. */
  readonly resourceVersion: string | null
  /** Whether the stream worked before it ended. */
  readonly live: boolean
  /** Null where the stream ended as streams do. */
  readonly failure: Failure | null
}

/** Follows one watch from a resourceVersion to its end, whatever ends it; never rejects. */
export async function watchOnce(watching: Watching, from: string): Promise<WatchEnd> {
  const { timing, target } = watching.transport
  const seconds = 240 + Math.floor(timing.random() * 121)
  const hung = new AbortController()
  const parent = AbortSignal.any([watching.signal, hung.signal])
  const guard = createGuard(timing, { idleMs, lifeMs: seconds * 1000 + graceMs }, parent)
  let lost: Failure | null = null
  const leave = watching.pulse?.follow((failure) => {
    lost = failure
    hung.abort()
  })
  const stream: Stream = {
    from,
    seconds,
    guard,
    events: createWatchEvents(from, target, watching),
    openedAt: null,
    bytes: 0,
  }
  let failure: Failure | null
  try {
    failure = await follow(watching, stream)
  } catch (error) {
    failure = guard.verdict() === null ? (lost ?? failureOfThrown(error, target)) : null
  } finally {
    leave?.()
    guard.end()
  }
  return toEnd(watching, stream, failure)
}

interface Stream {
  readonly from: string
  readonly seconds: number
  readonly guard: Guard
  readonly events: WatchEvents
  openedAt: number | null
  bytes: number
}

async function follow(watching: Watching, stream: Stream): Promise<Failure | null> {
  const { guard, events } = stream
  const answer = await watching.transport.send({
    method: 'GET',
    path: listPath(watching.resource, watching.namespace),
    query: {
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion: stream.from,
      timeoutSeconds: String(stream.seconds),
    },
    body: null,
    endless: true,
    signal: guard.signal,
  })
  guard.heard()
  if (answer.statusCode < 300 && !isJson(answer)) {
    await answer.body.dump()
    return notKubernetes(watching.transport)
  }
  watching.heard()
  if (answer.statusCode >= 300) return readRefusal(answer, watching.transport)
  stream.openedAt = watching.transport.timing.now()
  watching.opened()
  // Ending a stream half way makes it emit an error once nobody listens any more.
  answer.body.on('error', () => {})
  const splitter = createLineSplitter()
  for await (const chunk of answer.body) {
    guard.heard()
    watching.heard()
    watching.pulse?.heard()
    const bytes: Uint8Array = chunk
    stream.bytes += bytes.length
    if (!splitter.push(bytes).every((line) => events.take(line))) return events.failure()
  }
  const rest = splitter.rest()
  if (rest !== '') events.take(rest)
  return events.failure()
}

function isJson({ headers }: Dispatcher.ResponseData): boolean {
  const type = headers['content-type']
  return typeof type !== 'string' || type.includes('json')
}

function toEnd(watching: Watching, stream: Stream, failure: Failure | null): WatchEnd {
  const { timing } = watching.transport
  const { events, openedAt } = stream
  const live = events.count() > 0 || (openedAt !== null && timing.now() - openedAt >= settledMs)
  const silent = stream.guard.verdict() === 'silent'
  // A watch from a version the server has not reached (its data were restored) stays silent for ever: list anew.
  const mute = silent && stream.bytes === 0
  const relist = mute || events.damaged() || (failure !== null && refusesVersion(failure.code))
  return {
    resourceVersion: relist ? null : events.resourceVersion(),
    live,
    // Too old to go on from is no trouble worth a word: a new list follows.
    failure: silent ? silence(watching) : failure?.code === 410 ? null : failure,
  }
}

function refusesVersion(code: number | null): boolean {
  return code !== null && code >= 400 && code < 500 && ![401, 408, 429].includes(code)
}

function silence({ resource, transport }: Watching): Failure {
  return {
    kind: 'unreachable',
    message: `No word from ${transport.target.server} for ${idleMs / 1000} s: the watch of ${resource} is opened again.`,
    code: null,
    retryAfterMs: null,
  }
}
