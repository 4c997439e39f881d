/** A part of a whole in whole numbers, so that what is compared is exact. The whole is never 0. */
export interface Ratio {
  readonly part: number
  readonly whole: number
}

/** The greatest common divisor; of 0 and n it is n. */
export function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b)
}

/** The ratio in its smallest numbers. */
export function reduced({ part, whole }: Ratio): Ratio {
  const by = commonDivisor(part, whole)
  return { part: part / by, whole: whole / by }
}

/** The part as a number from 0 to 1, for drawing. */
export const shareOf = ({ part, whole }: Ratio): number => part / whole

/** Whether two ratios are the same number. */
export const sameRatio = (a: Ratio, b: Ratio): boolean => a.part * b.whole === b.part * a.whole

/** What a person typed as a share: `25`, `37.5 %`, `37,5`, `3/8`; null for anything that is no share from 0 to 1. */
export function parseShare(text: string): Ratio | null {
  const fraction = /^\s*(\d{1,4})\s*\/\s*(\d{1,4})\s*$/.exec(text)
  if (fraction !== null) return within(Number(fraction[1]), Number(fraction[2]))
  const percent = /^\s*(\d{1,3})(?:[.,](\d{1,2}))?\s*%?\s*$/.exec(text)
  if (percent === null) return null
  const digits = percent[2] ?? ''
  return within(Number(`${percent[1]}${digits}`), 100 * 10 ** digits.length)
}

const within = (part: number, whole: number): Ratio | null =>
  whole === 0 || part > whole ? null : reduced({ part, whole })
