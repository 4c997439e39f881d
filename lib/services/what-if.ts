import { commonDivisor, type Ratio, reduced } from './ratio.ts'

const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0)

/** The share of one of these counts; null where there is nothing to share. */
export function shareAt(counts: readonly number[], at: number): Ratio | null {
  const whole = sum(counts)
  const part = counts[at]
  return whole === 0 || part === undefined ? null : reduced({ part, whole })
}

/**
 * The smallest counts with which one of them reaches a share exactly, while the others keep their proportions; with nothing in them the
 * first of the others stands for all.
 */
export function smallestSplit(counts: readonly number[], at: number, wanted: Ratio): readonly number[] {
  const { part, whole } = reduced(wanted)
  const others = proportions(counts, at)
  if (part === 0) return others
  if (part === whole) return counts.map((_, index) => (index === at ? 1 : 0))
  // b / (b + k·P) = part / whole, in whole numbers, with the smallest k there is.
  const all = sum(others)
  const rest = whole - part
  const times = rest / commonDivisor(rest, part * all)
  return others.map((count, index) => (index === at ? (part * times * all) / rest : count * times))
}

function proportions(counts: readonly number[], at: number): readonly number[] {
  const others = counts.map((count, index) => (index === at ? 0 : count))
  const by = others.reduce(commonDivisor, 0)
  if (by > 0) return others.map((count) => count / by)
  const first = counts.findIndex((_, index) => index !== at)
  return counts.map((_, index) => (index === first ? 1 : 0))
}

/** The count that brings one of them closest to a share while the others stay as they are, at most `most`; of two alike the smaller. */
export function nearestCount(counts: readonly number[], at: number, wanted: Ratio, most: number): number {
  const others = sum(counts) - (counts[at] ?? 0)
  if (others === 0) return Math.min(wanted.part === 0 ? 0 : 1, most)
  if (wanted.part === wanted.whole) return most
  const below = Math.floor((wanted.part * others) / (wanted.whole - wanted.part))
  if (below >= most) return most
  // |below/(below+others) − w| against |above/(above+others) − w|, without a division.
  const above = below + 1
  const short = wanted.part * (below + others) - below * wanted.whole
  const over = above * wanted.whole - wanted.part * (above + others)
  return short * (above + others) <= over * (below + others) ? below : above
}
