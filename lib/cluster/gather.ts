import type { Timers } from './timers.ts'

export interface Gather {
  /** Something is to be told. */
  mark(): void
  stop(): void
}

const gatherMs = 100

/**
 * Calls `tell` in the microtask after the first mark (so that what one network chunk brings is told together), and
 * gathers what is marked within the next 100 ms into one more call. A call that had nothing to say opens no window.
 */
export function createGather(tell: () => boolean, timers: Timers): Gather {
  let marked = false
  let queued = false
  let close: (() => void) | null = null

  function run() {
    if (!marked) return
    marked = false
    if (tell()) close = timers.after(gatherMs, reopen)
  }

  function reopen() {
    close = null
    run()
  }

  return {
    mark() {
      marked = true
      if (queued || close !== null) return
      queued = true
      queueMicrotask(() => {
        queued = false
        run()
      })
    },
    stop() {
      marked = false
      close?.()
      close = null
    },
  }
}
