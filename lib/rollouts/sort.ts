import type { CommonRow } from './common-row.ts'
import { compareNames, compareTexts } from './instants.ts'
import type { Phase } from './view.ts'

/**
 * Whether this stands still until a person decides; a timed pause does not count, and neither does one that the controller is about
 * to leave, which the phase tells.
 */
export const waitsForYou = ({ pause, phase }: CommonRow): boolean =>
  pause?.waitsFor === 'person' && phase !== 'Progressing'

const urgency: Readonly<Record<Phase, number>> = {
  Degraded: 1,
  Progressing: 2,
  Paused: 3,
  Unknown: 4,
  Healthy: 5,
}

/** Orders phases from the one that is most urgent to the one that is least. */
export const comparePhases = (a: Phase, b: Phase): number => urgency[a] - urgency[b]

const rank = (row: CommonRow): number => (waitsForYou(row) ? 0 : urgency[row.phase])

/** The fleet's order: what waits for a person, then by urgency of the phase, then by namespace and name; total. */
export const compareRows = (a: CommonRow, b: CommonRow): number =>
  rank(a) - rank(b) ||
  compareNames(a.namespace, b.namespace) ||
  compareNames(a.name, b.name) ||
  compareTexts(a.uid, b.uid)
