const firstMs = 250
const longestMs = 30_000

export interface Backoff {
  next(): number
  reset(): void
}

/**
 * Doubling pauses in milliseconds from 250 up to 30,000, each shortened by up to half at random so that many
 * roads do not return at the same moment.
 */
export function createBackoff(random: () => number): Backoff {
  let attempt = 0
  return {
    next() {
      const full = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 20))
      attempt += 1
      return Math.round(full * (0.5 + random() / 2))
    },
    reset() {
      attempt = 0
    },
  }
}
