import { matches, parseFilter } from '@/lib/rollouts/filter.ts'
import { compareRows, waitsForYou } from '@/lib/rollouts/sort.ts'
import type { RolloutRow } from '@/lib/rollouts/view.ts'
import { type ChipValue, chipPhases, chipValues, type FleetParams } from './fleet-params.ts'

export interface Selection {
  /** What is shown, in the fleet's order. */
  readonly shown: readonly RolloutRow[]
  /** How many each chip would show, under the same namespaces and search. */
  readonly counts: Readonly<Record<ChipValue, number>>
}

/** Whether a row belongs to a chip. */
export function inChip(row: RolloutRow, chip: ChipValue): boolean {
  return chip === 'waiting' ? waitsForYou(row) : row.phase === chipPhases[chip]
}

/** The rows that the page's state asks for, with the counts of all chips. */
export function selectRows(
  rows: readonly RolloutRow[],
  { ns, q, phase }: Pick<FleetParams, 'ns' | 'q' | 'phase'>,
): Selection {
  const filter = parseFilter(q)
  const namespaces = new Set(ns)
  const found = rows.filter(
    (row) => (namespaces.size === 0 || namespaces.has(row.namespace)) && matches(filter, row),
  )
  const count = (chip: ChipValue) => found.filter((row) => inChip(row, chip)).length
  const shown = phase === null ? found : found.filter((row) => inChip(row, phase))
  return {
    shown: [...shown].sort(compareRows),
    counts: {
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

/** The chip that tells the fleet's most urgent state; null for an empty fleet. */
export function mostUrgent(rows: readonly RolloutRow[]): ChipValue | null {
  const order = ['degraded', ...chipValues] as const
  return order.find((chip) => rows.some((row) => inChip(row, chip))) ?? null
}
