// Loaded before the first test, whose time limit would otherwise have to cover seconds of loading.
import '@kubernetes/client-node'
import type { Resource, RoadPhase, RoadState, SourceEvent } from '../cluster/source.ts'
import type { KubeContext } from './config.ts'
import { createCredentials } from './credentials.ts'
import type { Exchange } from './scripted-server.ts'
import type { Timing } from './timing.ts'

/** A clock that stands still until the test moves it. */
export interface FakeTiming extends Timing {
  /** Moves the clock on and runs what falls due. */
  advance(ms: number): void
  /** The length of the next pause of the program (not of an alarm of 30 s or more), once it has begun. */
  pause(): Promise<number>
  /** Resolves once an alarm of exactly that length is set. */
  alarm(ms: number): Promise<void>
  /** Alarms that are set now. */
  alarms(): number
}

/** Makes a clock at 2026-11-23T12:00:00Z with dice that always show the same. */
export function createFakeTiming(dice = 0.25): FakeTiming {
  let now = Date.UTC(2026, 10, 23, 12)
  const alarms = new Set<{ at: number; run: () => void }>()
  const pauses: number[] = []
  const waiting: ((ms: number) => void)[] = []
  const expected: { readonly ms: number; readonly wake: () => void }[] = []
  return {
    now: () => now,
    random: () => dice,
    after(ms, run) {
      const alarm = { at: now + ms, run }
      alarms.add(alarm)
      for (const one of expected) if (one.ms === ms) one.wake()
      if (ms < 30_000) {
        const wake = waiting.shift()
        if (wake === undefined) pauses.push(ms)
        else wake(ms)
      }
      return () => alarms.delete(alarm)
    },
    advance(ms) {
      const until = now + ms
      for (;;) {
        const due = [...alarms].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
        if (due === undefined) break
        now = Math.max(now, due.at)
        alarms.delete(due)
        due.run()
      }
      now = until
    },
    pause() {
      const known = pauses.shift()
      return known === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(known)
    },
    alarm(ms) {
      const set = [...alarms].some(({ at }) => at === now + ms)
      return set ? Promise.resolve() : new Promise((wake) => expected.push({ ms, wake }))
    },
    alarms: () => alarms.size,
  }
}

/** Collects events; `until` answers the first one, from where the last `until` stopped, that is accepted. */
export interface Collector {
  readonly events: SourceEvent[]
  emit(event: SourceEvent): void
  until<T extends SourceEvent>(accept: (event: SourceEvent) => event is T): Promise<T>
}

export function createCollector(): Collector {
  const events: SourceEvent[] = []
  let cursor = 0
  let look: () => void = () => {}
  return {
    events,
    emit(event) {
      events.push(event)
      look()
    },
    until(accept) {
      return new Promise((resolve) => {
        look = () => {
          while (cursor < events.length) {
            const event = events[cursor]
            cursor += 1
            if (event === undefined || !accept(event)) continue
            look = () => {}
            resolve(event)
            return
          }
        }
        look()
      })
    },
  }
}

type Of<T extends SourceEvent['type']> = Extract<SourceEvent, { type: T }>

export const listed = (event: SourceEvent): event is Of<'listed'> => event.type === 'listed'
export const upserted = (event: SourceEvent): event is Of<'upserted'> => event.type === 'upserted'
export const deleted = (event: SourceEvent): event is Of<'deleted'> => event.type === 'deleted'
export const road =
  (state: RoadPhase, where: Partial<RoadState> = {}) =>
  (event: SourceEvent): event is Of<'road'> =>
    event.type === 'road' &&
    event.road.state === state &&
    (where.resource === undefined || where.resource === event.road.resource) &&
    (where.namespace === undefined || where.namespace === event.road.namespace)

/** A context that leads to a server of the test with a fixed token. */
export function contextTo(
  server: string,
  user: Record<string, unknown> = { token: 'the-token' },
): KubeContext {
  return {
    name: 'test',
    server,
    namespace: 'team',
    user: 'tester',
    proxy: () => null,
    credentials: (timing) =>
      createCredentials({ cluster: { server }, user, userName: 'tester', env: {} }, timing),
  }
}

/** A named object of no particular kind at a resourceVersion. */
export function thing(name: string, resourceVersion: number) {
  return {
    metadata: { name, namespace: 'team', uid: `uid-${name}`, resourceVersion: String(resourceVersion) },
  }
}

export function listOf(resourceVersion: number, items: readonly unknown[], next?: string) {
  return { kind: 'List', metadata: { resourceVersion: String(resourceVersion), continue: next }, items }
}

export function status(code: number, reason: string, message: string, details?: unknown, metadata = {}) {
  return { kind: 'Status', apiVersion: 'v1', metadata, status: 'Failure', message, reason, details, code }
}

export function bookmark(resourceVersion: number) {
  return { kind: 'Thing', metadata: { resourceVersion: String(resourceVersion) } }
}

/** Whether a request is the list or watch of a resource, in any scope. */
export function isFor(exchange: Exchange, resource: Resource): boolean {
  return exchange.method === 'GET' && exchange.path.endsWith(`/${resource}`)
}
