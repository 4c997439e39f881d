import { createOutbox, type Outbox } from '../stream/outbox.ts'
import type { PageKey } from '../stream/page.ts'
import type { Publication } from './board.ts'

/** What one reader wants to hear of. */
export interface Scope {
  readonly fleet: boolean
  readonly pages: readonly PageKey[]
}

export interface Readers {
  enter(scope: Scope, snapshot: () => readonly Uint8Array[]): Outbox
  leave(outbox: Outbox): void
  size(): number
  /** Whether anybody listens to the whole fleet. */
  fleet(): boolean
  /** Posts each frame to those whose scope it is in; true when there was anything to say. */
  tell(publication: Publication): boolean
  tellAll(frame: Uint8Array): void
  /** Everyone goes on from a fresh snapshot. */
  restart(): void
  end(): void
}

/** Knows who listens to what, so that a message costs what its listeners cost and not what all readers do. */
export function createReaders(): Readers {
  const scopes = new Map<Outbox, Scope>()
  const fleet = new Set<Outbox>()
  const byKey = new Map<PageKey, Set<Outbox>>()

  function leaveKey(key: PageKey, outbox: Outbox) {
    const listeners = byKey.get(key)
    listeners?.delete(outbox)
    if (listeners?.size === 0) byKey.delete(key)
  }

  return {
    enter(scope, snapshot) {
      const outbox = createOutbox(snapshot)
      scopes.set(outbox, scope)
      if (scope.fleet) fleet.add(outbox)
      for (const key of scope.pages) byKey.set(key, (byKey.get(key) ?? new Set()).add(outbox))
      return outbox
    },
    leave(outbox) {
      fleet.delete(outbox)
      for (const key of scopes.get(outbox)?.pages ?? []) leaveKey(key, outbox)
      scopes.delete(outbox)
      outbox.end()
    },
    size: () => scopes.size,
    fleet: () => fleet.size > 0,
    tell({ fleet: delta, details }) {
      if (delta !== null) for (const outbox of fleet) outbox.post(delta)
      for (const [key, frame] of details) for (const outbox of byKey.get(key) ?? []) outbox.post(frame)
      return (delta !== null && fleet.size > 0) || details.size > 0
    },
    tellAll(frame) {
      for (const outbox of scopes.keys()) outbox.post(frame)
    },
    restart() {
      for (const outbox of scopes.keys()) outbox.restart()
    },
    end() {
      for (const outbox of scopes.keys()) outbox.end()
    },
  }
}
