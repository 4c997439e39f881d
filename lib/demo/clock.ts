/** The time of the demo, and what is to happen at which time. */
export interface Clock {
  /** Milliseconds since 1970; never more than a second from the wall clock, whatever was jumped. */
  now(): number
  /** Runs the work once so many milliseconds of demo time from now; the answer takes it back. */
  after(ms: number, work: () => void): () => void
  /** Makes so many milliseconds pass at once: all that is stored grows older and each timer runs at its own instant, in order. */
  jump(ms: number): void
  speed(): number
  /** How many seconds of demo time pass in one real second; at least 1. */
  setSpeed(factor: number): void
}

/** What a clock stands on: the real time, one pending call, and what makes stored instants earlier. */
export interface ClockBase {
  wall(): number
  /** Calls back once after so many real milliseconds; the answer takes it back. */
  wait(ms: number, work: () => void): () => void
  /** Makes every stored instant earlier by so many milliseconds, always whole seconds. */
  age(ms: number): void
}

interface Timer {
  readonly at: number
  readonly work: () => void
}

/** Stored instants are whole seconds, so time that was jumped is taken from them in whole seconds. */
const SECOND = 1000

/** How often, in real milliseconds, a faster clock makes stored instants older while no timer falls due. */
const BEAT_MS = 1000

/** So many timers that were taken back may wait for their turn. */
const FEW_TIMERS = 256

/** Timers in the order in which they fall due; of those of one instant the first comes first. */
function createTimers(): {
  next(): Timer | null
  add(timer: Timer): void
  remove(timer: Timer): void
} {
  let queue: Timer[] = []
  const waiting = new Set<Timer>()
  /** Where the first timer stands that falls due after this instant. */
  const placeAfter = (instant: number) => {
    let low = 0
    let high = queue.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((queue[middle]?.at ?? 0) <= instant) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    next: () => {
      while (queue[0] !== undefined && !waiting.has(queue[0])) queue.shift()
      return queue[0] ?? null
    },
    add: (timer) => {
      queue.splice(placeAfter(timer.at), 0, timer)
      waiting.add(timer)
    },
    // It leaves the queue when its turn comes, or with many others.
    remove: (timer) => {
      waiting.delete(timer)
      if (queue.length > 2 * waiting.size + FEW_TIMERS) queue = queue.filter((one) => waiting.has(one))
    },
  }
}

/** Demo time: the wall's, faster by a factor, and moved on by hand; all that is stored ages in whole seconds with it. */
function createTime(base: ClockBase) {
  let factor = 1
  /** Demo time at the last look, and the wall clock then. */
  let time = base.wall()
  let seen = time
  let aged = 0
  const now = () => time + (base.wall() - seen) * factor
  const moveTo = (target: number) => {
    time = Math.max(time, target)
    seen = base.wall()
    const gained = Math.floor((time - seen - aged) / SECOND) * SECOND
    if (gained < SECOND) return
    aged += gained
    base.age(gained)
  }
  return {
    now,
    aged: () => aged,
    moveTo,
    factor: () => factor,
    setFactor: (next: number): void => {
      moveTo(now())
      factor = next
    },
  }
}

/**
 * A clock whose own time may run faster than the wall clock or jump. `now` stays at the wall clock: what was gained is taken
 * from the stored instants instead, so that ages are right for everyone who reads them with a clock of his own.
 */
export function createClock(base: ClockBase): Clock {
  const timers = createTimers()
  const time = createTime(base)
  let stopWaiting: () => void = () => undefined
  let running = false

  const runUntil = (target: number) => {
    running = true
    try {
      for (let next = timers.next(); next !== null && next.at <= target; next = timers.next()) {
        timers.remove(next)
        time.moveTo(next.at)
        next.work()
      }
      time.moveTo(target)
    } finally {
      running = false
      arm()
    }
  }
  const arm = () => {
    stopWaiting()
    stopWaiting = () => undefined
    const next = timers.next()
    const factor = time.factor()
    const dueIn = next === null ? Number.POSITIVE_INFINITY : Math.max(0, (next.at - time.now()) / factor)
    const real = Math.min(dueIn, factor > 1 ? BEAT_MS : Number.POSITIVE_INFINITY)
    if (Number.isFinite(real)) stopWaiting = base.wait(real, () => runUntil(time.now()))
  }
  return {
    now: () => time.now() - time.aged(),
    after: (ms, work) => {
      const timer = { at: time.now() + Math.max(0, ms), work }
      timers.add(timer)
      if (!running && timers.next() === timer) arm()
      return () => timers.remove(timer)
    },
    jump: (ms) => runUntil(time.now() + Math.max(0, ms)),
    speed: time.factor,
    setSpeed: (next) => {
      time.setFactor(Math.max(1, next))
      arm()
    },
  }
}

function throwIt(error: unknown): never {
  throw error
}

/** A clock on the real time; what it waits for does not keep the process alive, and what fails does not end it. */
export function createRealClock(
  age: (ms: number) => void,
  onFault: (error: unknown) => void = throwIt,
): Clock {
  return createClock({
    wall: () => Date.now(),
    wait: (ms, work) => {
      const tryToWork = () => {
        try {
          work()
        } catch (error) {
          onFault(error)
        }
      }
      const timeout = setTimeout(tryToWork, Math.min(ms, 2 ** 31 - 1))
      timeout.unref()
      return () => clearTimeout(timeout)
    },
    age,
  })
}

/** A clock that only moves when it is told to. */
export interface SteppedClock extends Clock {
  /** Lets the wall clock itself go on by so many milliseconds; each timer runs at its own instant. */
  advance(ms: number): void
}

/** A clock without real time, for tests: it stands still until it is told to advance or to jump. */
export function createSteppedClock(start: number, age: (ms: number) => void = () => undefined): SteppedClock {
  let wall = start
  let waiting: { readonly at: number; readonly work: () => void } | null = null
  const clock = createClock({
    wall: () => wall,
    wait: (ms, work) => {
      const pending = { at: wall + ms, work }
      waiting = pending
      return () => {
        if (waiting === pending) waiting = null
      }
    },
    age,
  })
  return {
    ...clock,
    advance: (ms) => {
      const target = wall + ms
      for (let next = waiting; next !== null && next.at <= target; next = waiting) {
        wall = Math.max(wall, next.at)
        waiting = null
        next.work()
      }
      wall = target
    },
  }
}
