import { compareInstants, compareNames } from '@/lib/rollouts/instants.ts'
import { comparePhases, compareRows, waitsForYou } from '@/lib/rollouts/sort.ts'
import { type FleetRow, keyOfRow } from '@/lib/stream/page.ts'
import type { Sort } from './fleet-params.ts'
import type { Pins } from './pins.ts'

type Compare = (a: FleetRow, b: FleetRow) => number

const byName: Compare = (a, b) => compareNames(a.name, b.name)
const byPhase: Compare = (a, b) => comparePhases(a.phase, b.phase)
const byChange: Compare = (a, b) => compareInstants(a.changedAt, b.changedAt)
const reversed =
  (compare: Compare): Compare =>
  (a, b) =>
    compare(b, a)

/** Who waits since a known instant, then who waits since nobody knows when, then who does not wait. */
const waitingRank = (row: FleetRow): number => (waitsForYou(row) ? (row.pause?.since == null ? 1 : 0) : 2)
const byWaiting: Compare = (a, b) => {
  const rank = waitingRank(a)
  return rank - waitingRank(b) || (rank === 0 ? compareInstants(sinceOf(a), sinceOf(b)) : 0)
}
const sinceOf = ({ pause }: FleetRow) => pause?.since ?? null

const orders: Readonly<Record<Sort, Compare>> = {
  name: byName,
  '-name': reversed(byName),
  phase: byPhase,
  '-phase': reversed(byPhase),
  waiting: byWaiting,
  changed: byChange,
  '-changed': reversed(byChange),
}

/** The rows in the order that was chosen, the fleet's own where none was or where it leaves a choice; what is pinned comes first. */
export function orderRows(rows: readonly FleetRow[], sort: Sort | null, pins: Pins): readonly FleetRow[] {
  const chosen = sort === null ? compareRows : orders[sort]
  const sorted = rows.toSorted((a, b) => chosen(a, b) || compareRows(a, b))
  if (pins.size === 0) return sorted
  const pinned = (row: FleetRow) => pins.has(keyOfRow(row))
  return [...sorted.filter(pinned), ...sorted.filter((row) => !pinned(row))]
}
