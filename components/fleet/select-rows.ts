import { matches, parseFilter } from '@/lib/rollouts/filter.ts'
import { compareNames } from '@/lib/rollouts/instants.ts'
import { waitsForYou } from '@/lib/rollouts/sort.ts'
import type { FleetRow } from '@/lib/stream/page.ts'
import { type Behind, nest, toLines } from './behind.ts'
import { type ChipValue, chipPhases, type FleetParams, type Kind } from './fleet-params.ts'
import type { Pins } from './pins.ts'
import { orderRows } from './row-order.ts'

export interface Selection {
  /** What is shown, in the order that was chosen, each Service behind a workload under it. */
  readonly shown: readonly FleetRow[]
  /** Which Services stand under their workloads: they go with them, and no chip counts them. */
  readonly behind: Behind
  /** How many each chip would show, under the same namespaces and search. */
  readonly counts: Readonly<Record<ChipValue, number>>
  /** How many there are of each kind, under the same namespaces and search. */
  readonly kinds: Readonly<Record<Kind, number>>
  /** Whether rows of more than one kind stand for themselves. */
  readonly mixed: boolean
}

/** Whether a row belongs to a chip. */
export function inChip(row: FleetRow, chip: ChipValue): boolean {
  switch (chip) {
    case 'attention':
      return waitsForYou(row) || row.phase === 'Degraded' || row.phase === 'Unknown'
    case 'waiting':
      return waitsForYou(row)
    default:
      return row.phase === chipPhases[chip]
  }
}

const isOfKind = (row: FleetRow, kind: Kind): boolean => row.kind.toLowerCase() === kind

/** The rows that the page's state asks for, with the counts of all chips. */
export function selectRows(
  rows: readonly FleetRow[],
  { ns, q, phase, kind, sort }: Pick<FleetParams, 'ns' | 'q' | 'phase' | 'kind' | 'sort'>,
  pins: Pins,
): Selection {
  const filter = parseFilter(q)
  const namespaces = new Set(ns)
  const all = rows.filter(
    (row) => (namespaces.size === 0 || namespaces.has(row.namespace)) && matches(filter, row),
  )
  const { own, behind } = nest(kind === null ? all : all.filter((row) => isOfKind(row, kind)))
  const count = (chip: ChipValue) => own.filter((row) => inChip(row, chip)).length
  const chosen = phase === null ? own : own.filter((row) => inChip(row, phase))
  const standing = kind === null ? own : nest(all).own
  return {
    shown: toLines(orderRows(chosen, sort, pins), behind),
    behind,
    counts: {
      attention: count('attention'),
      waiting: count('waiting'),
      degraded: count('degraded'),
      progressing: count('progressing'),
      paused: count('paused'),
      healthy: count('healthy'),
      unknown: count('unknown'),
    },
    kinds: countKinds(all),
    mixed: standing.some((row) => row.kind !== standing[0]?.kind),
  }
}

const countKinds = (rows: readonly FleetRow[]): Selection['kinds'] => ({
  rollout: rows.filter((row) => isOfKind(row, 'rollout')).length,
  deployment: rows.filter((row) => isOfKind(row, 'deployment')).length,
  service: rows.filter((row) => isOfKind(row, 'service')).length,
})

export interface NamespaceCount {
  readonly name: string
  readonly total: number
  readonly waiting: number
}

/** Every namespace that has any, by name, with how many they are and how many wait for a person. */
export function namespacesOf(rows: readonly FleetRow[]): readonly NamespaceCount[] {
  const groups = Map.groupBy(nest(rows).own, ({ namespace }) => namespace)
  return [...groups]
    .map(([name, of]) => ({ name, total: of.length, waiting: of.filter(waitsForYou).length }))
    .sort((a, b) => compareNames(a.name, b.name))
}

const urgency = ['degraded', 'waiting', 'progressing', 'paused', 'unknown', 'healthy'] as const

/** The chip that tells the fleet's most urgent state; null for an empty fleet. */
export function mostUrgent(rows: readonly FleetRow[]): (typeof urgency)[number] | null {
  const { own } = nest(rows)
  return urgency.find((chip) => own.some((row) => inChip(row, chip))) ?? null
}
