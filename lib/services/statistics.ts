/** The part of the whole that a sample speaks for, both ends from 0 to 1. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** Quantiles of the normal distribution for a two-sided level: 95 of 100, and 999 of 1,000, intervals hold the true share. */
const z95 = 1.959964
const z999 = 3.290527

/**
 * Wilson's score interval of a share after `hits` of `all` answers (E. B. Wilson 1927, JASA 22, pp. 209–212): unlike the textbook's it
 * stays within 0 and 1 and holds for few answers, too. Null without an answer.
 */
export function wilson(hits: number, all: number, z: number): Interval | null {
  if (all === 0) return null
  const share = hits / all
  const square = z * z
  const centre = share + square / (2 * all)
  const spread = z * Math.sqrt((share * (1 - share)) / all + square / (4 * all * all))
  const by = 1 + square / all
  // At the ends both are equal, but for the last digit.
  return {
    low: hits === 0 ? 0 : Math.max(0, (centre - spread) / by),
    high: hits === all ? 1 : Math.min(1, (centre + spread) / by),
  }
}

/** The interval that is shown: at the level of 95 %. */
export const interval95 = (hits: number, all: number): Interval | null => wilson(hits, all, z95)

/**
 * few: not enough answers to say anything; agrees: the counted share lies within the 95 % interval; unsure: beside it, as one sample in
 * twenty does; differs: outside of the 99.9 % interval.
 */
export type Agreement = 'few' | 'agrees' | 'unsure' | 'differs'

/** Fewer answers than these leave an interval of more than 40 points for an even split. */
export const fewestAnswers = 20

/** Whether a sample agrees with a share that was counted. Who looks after every answer must not be alarmed by one in twenty. */
export function agreementOf(hits: number, all: number, counted: number): Agreement {
  if (all < fewestAnswers) return 'few'
  if (holds(wilson(hits, all, z95), counted)) return 'agrees'
  return holds(wilson(hits, all, z999), counted) ? 'unsure' : 'differs'
}

const holds = (interval: Interval | null, share: number) =>
  interval !== null && share >= interval.low && share <= interval.high

/** How many more answers it takes until the 95 % interval is at most so wide (in parts of 1), if the shares stay as they are; 0 when it is. */
export function answersMissing(hits: number, all: number, width: number): number {
  const wideWith = (count: number) => {
    const interval = wilson((hits / Math.max(all, 1)) * count, count, z95)
    return interval === null ? 1 : interval.high - interval.low
  }
  if (all > 0 && wideWith(all) <= width) return 0
  let enough = Math.max(all, 1)
  while (wideWith(enough) > width && enough < mostAnswers) enough = Math.ceil(enough * 1.1)
  return enough - all
}

const mostAnswers = 100_000
