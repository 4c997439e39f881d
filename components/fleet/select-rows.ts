import { matches, parseFilter } from '@/lib/rollouts/filter.ts'
import { waitsForYou } from '@/lib/rollouts/sort.ts'
import type { RolloutRow } from '@/lib/rollouts/view.ts'
import { type ChipValue, chipPhases, type FleetParams } from './fleet-params.ts'
import type { Pins } from './pins.ts'
import { orderRows } from './row-order.ts'

export interface Selection {
  /** What is shown, in the order that was chosen. */
  readonly shown: readonly RolloutRow[]
  /** How many each chip would show, under the same namespaces and search. */
  readonly counts: Readonly<Record<ChipValue, number>>
}

/** Whether a row belongs to a chip. */
export function inChip(row: RolloutRow, chip: ChipValue): boolean {
  switch (chip) {
    case 'attention':
      return waitsForYou(row) || row.phase === 'Degraded' || row.phase === 'Unknown'
    case 'waiting':
      return waitsForYou(row)
    default:
      return row.phase === chipPhases[chip]
  }
}

/** The rows that the page's state asks for, with the counts of all chips. */
export function selectRows(
  rows: readonly RolloutRow[],
  { ns, q, phase, sort }: Pick<FleetParams, 'ns' | 'q' | 'phase' | 'sort'>,
  pins: Pins,
): Selection {
  const filter = parseFilter(q)
  const namespaces = new Set(ns)
  const found = rows.filter(
    (row) => (namespaces.size === 0 || namespaces.has(row.namespace)) && matches(filter, row),
  )
  const count = (chip: ChipValue) => found.filter((row) => inChip(row, chip)).length
  const shown = phase === null ? found : found.filter((row) => inChip(row, phase))
  return {
    shown: orderRows(shown, sort, pins),
    counts: {
      attention: count('attention'),
      waiting: count('waiting'),
      degraded: count('degraded'),
      progressing: count('progressing'),
      paused: count('paused'),
      healthy: count('healthy'),
      unknown: count('unknown'),
    },
  }
}

export interface NamespaceCount {
  readonly name: string
  readonly total: number
  readonly waiting: number
}

/** Every namespace that has Rollouts, by name, with how many they are and how many wait for a person. */
export function namespacesOf(rows: readonly RolloutRow[]): readonly NamespaceCount[] {
  const groups = Map.groupBy(rows, ({ namespace }) => namespace)
  return [...groups]
    .map(([name, of]) => ({ name, total: of.length, waiting: of.filter(waitsForYou).length }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

const urgency = ['degraded', 'waiting', 'progressing', 'paused', 'unknown', 'healthy'] as const

/** The chip that tells the fleet's most urgent state; null for an empty fleet. */
export function mostUrgent(rows: readonly RolloutRow[]): (typeof urgency)[number] | null {
  return urgency.find((chip) => rows.some((row) => inChip(row, chip))) ?? null
}
