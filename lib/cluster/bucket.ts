/** Lets so much through per second, and a burst after a rest. */
export interface Bucket {
  /** How many of so many may go now; they are counted as gone. */
  take(wanted: number): number
  /** Milliseconds until one may go. */
  wait(): number
}

interface BucketRules {
  readonly perSecond: number
  readonly burst: number
  /** Milliseconds since the epoch. */
  now(): number
}

/** A token bucket, full at first. */
export function createBucket({ perSecond, burst, now }: BucketRules): Bucket {
  let tokens = burst
  let at = now()

  function refill() {
    const moment = now()
    // A clock that was set back gives nothing and takes nothing.
    tokens = Math.min(burst, tokens + (Math.max(0, moment - at) * perSecond) / 1000)
    at = moment
  }

  return {
    take(wanted) {
      refill()
      const taken = Math.min(Math.floor(tokens), wanted)
      tokens -= taken
      return taken
    },
    wait() {
      refill()
      return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) * 1000) / perSecond)
    },
  }
}
