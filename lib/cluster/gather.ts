import type { Timers } from './timers.ts'

export interface Gather {
  /** Something is to be told. */
  mark(): void
  stop(): void
}

interface GatherDeps {
  /** Tells what was marked; answers whether there was anything to say. */
  tell(): boolean
  readonly timers: Timers
}

/** One frame of a screen: nobody sees more often than that. */
const shortestMs = 16
/** Nothing waits longer for what follows it. */
const longestMs = 100
/**
 * Telling takes a tenth of a processor at most: the more there is to tell, the more is told together. By the clock on the wall it would
 * seem to take long, and all would wait, where others have the processor.
 */
const share = 10

/**
 * Calls `tell` in the microtask after the first mark (so that what one network chunk brings is told together), and gathers what is
 * marked within the next 16 to 100 ms, ten times the work that the telling was, into one more call. A call that had nothing to say opens no
 * window.
 */
export function createGather({ tell, timers }: GatherDeps): Gather {
  let marked = false
  let queued = false
  let close: (() => void) | null = null

  function run() {
    if (!marked) return
    marked = false
    const began = timers.spent()
    if (!tell()) return
    const window = Math.min(longestMs, Math.max(shortestMs, share * (timers.spent() - began)))
    close = timers.after(window, reopen)
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
