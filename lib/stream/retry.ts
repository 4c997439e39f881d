const firstMs = 500
const longestMs = 15_000

/** Waits that double up to 15 s, each between half and the whole of its length, so that a hundred tabs do not return at once. */
export function createBackoff(random: () => number): { next(): number; reset(): void } {
  let step = 0
  return {
    next() {
      const whole = Math.min(longestMs, firstMs * 2 ** step)
      step += 1
      return whole / 2 + (random() * whole) / 2
    },
    reset() {
      step = 0
    },
  }
}
