import type { Timers } from './timers.ts'

export interface Gather {
  /** Something is to be told. */
  mark(): void
  stop(): void
}

/** The longest that anything waits for what follows it. */
const gatherMs = 100
/** After so long without another mark nothing more is waited for: the last of a burst would wait for nobody. */
const quietMs = 30

/**
 * Calls `tell` in the microtask after the first mark (so that what one network chunk brings is told together), and gathers what is
 * marked within the next 100 ms into one more call, made as soon as 30 ms bring nothing further. A call that had nothing to say
 * opens no window.
 */
export function createGather(tell: () => boolean, timers: Timers): Gather {
  let marked = false
  let queued = false
  let close: (() => void) | null = null
  let hush = () => {}

  function run() {
    if (!marked) return
    marked = false
    if (tell()) close = timers.after(gatherMs, reopen)
  }

  function reopen() {
    hush()
    close?.()
    close = null
    run()
  }

  return {
    mark() {
      marked = true
      if (close !== null) {
        hush()
        hush = timers.after(quietMs, reopen)
        return
      }
      if (queued) return
      queued = true
      queueMicrotask(() => {
        queued = false
        run()
      })
    },
    stop() {
      marked = false
      hush()
      close?.()
      close = null
    },
  }
}
