import { type PageResource, pageResources } from '../stream/page.ts'
import { createGate, type Gate } from './gate.ts'
import type { Sight } from './visits.ts'

export interface Doors {
  /** The sight of a namespace is another one. */
  note(namespace: string): void
  /** Resolves with what may be said of a kind in a namespace once that is known; rejects with `refusal()` when the signal aborts before. */
  wait(at: Place, signal: AbortSignal, refusal: () => Error): Promise<Sight>
}

export interface Place {
  readonly namespace: string
  readonly resource: PageResource
}

/** Where reads wait for a namespace to come into view. */
export function createDoors(sight: (namespace: string, resource: PageResource) => Sight): Doors {
  const doors = new Map<Gate, string>()

  return {
    note(namespace) {
      if (pageResources.every((resource) => sight(namespace, resource).state === 'pending')) return
      for (const [door, of] of doors) if (of === namespace) door.unlock()
    },
    async wait({ namespace, resource }, signal, refusal) {
      // It may be out of view again by the time that who waited gets its turn.
      while (sight(namespace, resource).state === 'pending') {
        const door = createGate()
        doors.set(door, namespace)
        try {
          await door.pass(signal, refusal)
        } finally {
          doors.delete(door)
        }
      }
      return sight(namespace, resource)
    },
  }
}
