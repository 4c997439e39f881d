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
  reconcile(key: string): Outcome
}

/** How long a controller waits after a write of its own was refused. */
const RETRY_MS = 1_000

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

function runController({ store, clock, onFault }: Workplace, controller: Controller): () => void {
  const due = new Set<string>()
  const later = new Map<string, () => void>()
  let stopRound: (() => void) | null = null
  let stopped = false

  const enqueue = (key: string) => {
    due.add(key)
    if (!stopped) stopRound ??= clock.after(controller.latency, round)
  }
  const round = () => {
    stopRound = null
    const keys = [...due]
    due.clear()
    for (const key of keys) look(key)
  }
  const look = (key: string) => {
    const again = tryToPerform(key)
    later.get(key)?.()
    later.delete(key)
    if (again === null || stopped) return
    const wake = () => {
      later.delete(key)
      enqueue(key)
    }
    later.set(key, clock.after(again, wake))
  }
  const tryToPerform = (key: string): number | null => {
    try {
      return perform(store, clock.now(), controller, key)
    } catch (error) {
      onFault(error)
      return null
    }
  }
  const unsubscribe = store.subscribe((event) => {
    try {
      for (const key of controller.keysOf(event)) enqueue(key)
    } catch (error) {
      onFault(error)
    }
  })
  return () => {
    stopped = true
    unsubscribe()
    stopRound?.()
    for (const stop of later.values()) stop()
  }
}

/** Looks once and writes what comes of it; answers in how many milliseconds to look again. */
function perform(store: Store, now: number, controller: Controller, key: string): number | null {
  const { writes, again } = controller.reconcile(key)
  try {
    for (const write of writes) applyWrite(store, now, controller.name, write)
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
