import type { PageResource } from '../stream/page.ts'
import { createGate, type Gate } from './gate.ts'
import type { Resource } from './source.ts'
import type { Sight } from './visits.ts'

export interface Doors {
  /** The sight of some place may be another one. */
  note(): void
  /** Resolves with what may be said of a place once that is known; rejects with `refusal()` when the signal aborts before. */
  wait(at: Place, signal: AbortSignal, refusal: () => Error): Promise<Sight>
}

/** What a read looks at: one kind in one namespace. */
export interface Place {
  readonly namespace: string
  readonly resource: PageResource
  /** Further kinds without which the answer would not be true. */
  readonly needs?: readonly Resource[]
}

/** Where reads wait for a place to come into view. */
export function createDoors(sight: (place: Place) => Sight): Doors {
  const doors = new Map<Gate, Place>()

  return {
    note() {
      for (const [door, place] of doors) if (sight(place).state !== 'pending') door.unlock()
    },
    async wait(place, signal, refusal) {
      // It may be out of view again by the time that who waited gets its turn.
      while (sight(place).state === 'pending') {
        const door = createGate()
        doors.set(door, place)
        try {
          await door.pass(signal, refusal)
        } finally {
          doors.delete(door)
        }
      }
      return sight(place)
    },
  }
}
