import type { Timers } from '../timers.ts'

export interface ManualTimers extends Timers {
  /** Milliseconds since the epoch, moved by `advance` alone. */
  now(): number
  /** Runs what falls due, in order, letting microtasks run after each. */
  advance(ms: number): Promise<void>
  pending(): number
  /** So much work is done, which takes no time. */
  work(ms: number): void
}

export function manualTimers(): ManualTimers {
  const alarms = new Map<number, { readonly at: number; readonly run: () => void }>()
  let time = Date.UTC(2026, 0, 1)
  let next = 0
  let worked = 0

  const due = (until: number) =>
    [...alarms].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)[0]

  return {
    now: () => time,
    pending: () => alarms.size,
    spent: () => worked,
    work: (ms) => {
      worked += ms
    },
    after(ms, run) {
      const id = next++
      alarms.set(id, { at: time + ms, run })
      return () => alarms.delete(id)
    },
    async advance(ms) {
      const until = time + ms
      for (let alarm = due(until); alarm !== undefined; alarm = due(until)) {
        const [id, { at, run }] = alarm
        alarms.delete(id)
        time = at
        run()
        await settle()
      }
      time = until
    },
  }
}

/** Lets everything that waits for nothing but its turn run to its end. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}
