import type { RolloutRow } from '@/lib/rollouts/view.ts'

/** The new version's share: a number, null for unknown, undefined when nothing new is under way. */
export function shareOf(row: RolloutRow): number | null | undefined {
  if (row.fullyPromoted || row.nextImages.length === 0) return undefined
  // Where no pod is ready nobody is served, by no version.
  if (row.counts.ready === 0) return null
  switch (row.strategy) {
    case 'Canary':
      return row.actualWeight
    case 'BlueGreen':
      // Users are behind the active Service; once that is switched, the new version is no longer the next one.
      return 0
    case '':
      return undefined
  }
}

/** A strategy as it is said; the API's words are `Canary` and `BlueGreen`. */
export const strategyWords: Record<RolloutRow['strategy'], string> = {
  Canary: 'Canary',
  BlueGreen: 'Blue-green',
  '': 'No strategy',
}
