import type { RolloutRow } from '@/lib/rollouts/view.ts'
import type { FleetRow } from '@/lib/stream/page.ts'

/** A weight as a share of the Rollout's own maximum, in percent, to a tenth. */
const percentOf = (weight: number, { maxWeight }: RolloutRow): number =>
  Number(((weight * 100) / Math.max(maxWeight, 1)).toFixed(1))

/** The new version's part of the users, 0 to 1; null for unknown, undefined when nothing new is under way. */
export function shareOf(row: FleetRow): number | null | undefined {
  if (row.kind === 'Service') return undefined
  if (row.kind === 'Deployment') return row.updating && row.seen ? row.share : undefined
  if (row.fullyPromoted || row.nextImages.length === 0 || row.strategy === '') return undefined
  // Without a revision no controller has made anything of it: there is no split to know of.
  return row.revision === 0 ? undefined : row.share
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

/** `2 of 5` at the second step of five; after an abort it is at none, whatever the index was set back to. */
export function stepWords({ aborted, stepIndex, stepWeights }: RolloutRow): string {
  if (aborted || stepIndex === null) return ''
  return `${Math.min(stepIndex + 1, stepWeights.length)} of ${stepWeights.length}`
}
