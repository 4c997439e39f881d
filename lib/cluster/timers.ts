/** The alarm clock and the meter of work, so that tests can hold them. */
export interface Timers {
  /** Runs once after so many milliseconds; the answer cancels it. */
  after(ms: number, run: () => void): () => void
  /** Milliseconds of a processor that this process has had so far. */
  spent(): number
}

/** The process's own timers; none of them keeps the process alive. */
export const realTimers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
  spent: () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1_000
  },
}
