import type { RolloutRow } from '@/lib/rollouts/view.ts'

/** A weight as a share of the Rollout's own maximum, in percent, to a tenth. */
const percentOf = (weight: number, { maxWeight }: RolloutRow): number =>
  Number(((weight * 100) / maxWeight).toFixed(1))

/** The new version's share in percent: a number, null for unknown, undefined when nothing new is under way. */
export function shareOf(row: RolloutRow): number | null | undefined {
  if (row.fullyPromoted || row.nextImages.length === 0) return undefined
  // Where no pod is ready nobody is served, by no version.
  if (row.counts.ready === 0) return null
  switch (row.strategy) {
    case 'Canary':
      return row.actualWeight === null ? null : percentOf(row.actualWeight, row)
    case 'BlueGreen':
      // Users are behind the active Service; once that is switched, the new version is no longer the next one.
      return 0
    case '':
      return undefined
  }
}

/** The plan's weights in percent, for the small staircase. */
export const stairsOf = (row: RolloutRow): readonly number[] =>
  row.stepWeights.map((weight) => percentOf(weight, row))

/** A strategy as it is said; the API's words are `Canary` and `BlueGreen`. */
export const strategyWords: Record<RolloutRow['strategy'], string> = {
  Canary: 'Canary',
  BlueGreen: 'Blue-green',
  '': 'No strategy',
}
