import type { Timers } from './timers.ts'

export interface Heart {
  /** Does nothing where it beats already. */
  start(): void
  stop(): void
}

const heartbeatMs = 10_000

/** One timer for all readers: beats every ten seconds between `start` and `stop`. */
export function createHeart(timers: Timers, beat: () => void): Heart {
  let cancel: (() => void) | null = null

  function arm() {
    cancel = timers.after(heartbeatMs, () => {
      arm()
      beat()
    })
  }

  return {
    start() {
      if (cancel === null) arm()
    },
    stop() {
      cancel?.()
      cancel = null
    },
  }
}
