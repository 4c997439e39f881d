import { createGate, type Gate } from './gate.ts'
import type { Sight } from './visits.ts'

export interface Doors {
  /** The sight of a namespace is another one. */
  note(namespace: string): void
  /** Resolves with what may be said of a namespace once that is known; rejects with `refusal()` when the signal aborts before. */
  wait(namespace: string, signal: AbortSignal, refusal: () => Error): Promise<Sight>
}

/** Where reads wait for a namespace to come into view. */
export function createDoors(sight: (namespace: string) => Sight): Doors {
  const doors = new Map<Gate, string>()

  return {
    note(namespace) {
      if (sight(namespace).state === 'pending') return
      for (const [door, of] of doors) if (of === namespace) door.unlock()
    },
    async wait(namespace, signal, refusal) {
      // It may be out of view again by the time that who waited gets its turn.
      while (sight(namespace).state === 'pending') {
        const door = createGate()
        doors.set(door, namespace)
        try {
          await door.pass(signal, refusal)
        } finally {
          doors.delete(door)
        }
      }
      return sight(namespace)
    },
  }
}
