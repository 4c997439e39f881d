import type { Clock } from '../clock.ts'
import type { StoreEvent } from '../objects/history.ts'
import { refusalOf } from '../objects/refusal.ts'
import type { Store } from '../objects/store.ts'
import { recordEvent } from './events.ts'
import type { Outcome, Write } from './writes.ts'

/** Looks at one kind of object whenever something that concerns it changes. */
export interface Controller {
  /** The component that its events name. */
  readonly name: string
  /** Milliseconds that a change takes to reach it. */
  readonly latency: number
  /** The objects (`namespace/name`) that a write to the store concerns. */
  keysOf(event: StoreEvent): readonly string[]
  /** What it wants done as soon as it hears of a write, without a look: of what is gone there is nothing to look at. */
  onHearing?(event: StoreEvent): readonly Write[]
  reconcile(key: string): Outcome
}

/** How long a controller waits after a write of its own was refused. */
const RETRY_MS = 1_000
const LONGEST_BACK_OFF_MS = 10_000

/** Where controllers work, and who is told when one of them fails. */
export interface Workplace {
  readonly store: Store
  readonly clock: Clock
  /** Throws where a fault is to end everything. */
  readonly onFault: (error: unknown) => void
}

/** Runs controllers on a store until the answer is called; what one of them fails on keeps it from nothing else. */
export function runControllers(place: Workplace, controllers: readonly Controller[]): () => void {
  const stops = controllers.map((controller) => runController(place, controller))
  return () => {
    for (const stop of stops) stop()
  }
}

/**
 * How long a look waits that was asked for so often since the last one that came to something. Mirrors
 * argo-rollouts@v1.10.1 utils/queue/queue.go#L11: each change of a Rollout counts, and each failure.
 */
const backOff = (asked: number): number => Math.min(2 ** asked, LONGEST_BACK_OFF_MS)

function runController({ store, clock, onFault }: Workplace, controller: Controller): () => void {
  const due = new Set<string>()
  const later = new Map<string, { readonly at: number; readonly stop: () => void }>()
  const asked = new Map<string, number>()
  const failing = new Set<string>()
  let stopRound: (() => void) | null = null
  let stopped = false

  const enqueue = (key: string) => {
    due.add(key)
    if (!stopped) stopRound ??= clock.after(controller.latency, round)
  }
  /** The sooner of two instants counts. */
  const enqueueLater = (key: string, ms: number) => {
    const at = clock.now() + ms
    const planned = later.get(key)
    if (stopped || (planned !== undefined && planned.at <= at)) return
    planned?.stop()
    const wake = () => {
      later.delete(key)
      enqueue(key)
    }
    later.set(key, { at, stop: clock.after(ms, wake) })
  }
  /** One that fails waits, whatever asks for it. */
  const ask = (key: string) => {
    const before = asked.get(key) ?? 0
    asked.set(key, before + 1)
    if (failing.has(key)) enqueueLater(key, backOff(before))
    else enqueue(key)
  }
  const forget = (key: string) => {
    asked.delete(key)
    failing.delete(key)
  }
  const round = () => {
    stopRound = null
    const keys = [...due]
    due.clear()
    for (const key of keys) look(key)
  }
  const tryTo = <T>(work: () => T, otherwise: T): T => {
    try {
      return work()
    } catch (error) {
      onFault(error)
      return otherwise
    }
  }
  const look = (key: string) => {
    const outcome = tryTo<Outcome>(() => controller.reconcile(key), { writes: [], again: null })
    // Before its writes are heard of: they ask anew.
    if (outcome.failed) failing.add(key)
    else forget(key)
    later.get(key)?.stop()
    later.delete(key)
    const again = tryTo<number | null>(() => perform(store, clock.now(), controller, outcome), null)
    if (outcome.failed) ask(key)
    else if (again !== null) enqueueLater(key, again)
  }
  const unsubscribe = store.subscribe((event) => {
    for (const key of tryTo<readonly string[]>(() => controller.keysOf(event), [])) ask(key)
    const writes = tryTo<readonly Write[]>(() => controller.onHearing?.(event) ?? [], [])
    tryTo(() => perform(store, clock.now(), controller, { writes, again: null }), null)
  })
  return () => {
    stopped = true
    unsubscribe()
    stopRound?.()
    for (const { stop } of later.values()) stop()
  }
}

/** Writes what came of a look; answers in how many milliseconds to look again. */
function perform(store: Store, now: number, { name }: Controller, { writes, again }: Outcome): number | null {
  try {
    for (const write of writes) applyWrite(store, now, name, write)
  } catch (error) {
    // Someone else was quicker, or the object is on its way out: the next look sees what is left.
    if (refusalOf(error) === null) throw error
    return RETRY_MS
  }
  return again
}

/** Does one thing that a controller wants done. */
export function applyWrite(store: Store, now: number, by: string, write: Write): void {
  switch (write.do) {
    case 'create':
      store.create(write.resource, write.object)
      return
    case 'update': {
      const { namespace = null, name, uid } = write.object.metadata
      const stored = store.get(write.resource, namespace, name)
      if (stored?.metadata.uid !== uid) return
      const { resourceVersion } = stored.metadata
      const metadata = { ...write.object.metadata, resourceVersion }
      store.update(write.resource, { ...write.object, metadata }, write.part)
      return
    }
    case 'delete': {
      const { namespace = null, name, uid } = write.object.metadata
      const { gracePeriodSeconds } = write
      const grace = gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }
      if (store.get(write.resource, namespace, name)?.metadata.uid !== uid) return
      store.delete(write.resource, namespace, name, { preconditions: { uid }, ...grace })
      return
    }
    case 'tell':
      recordEvent(store, now, write.by ?? by, write)
  }
}
