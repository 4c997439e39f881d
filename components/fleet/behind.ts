import { compareNames } from '@/lib/rollouts/instants.ts'
import { sharedBy } from '@/lib/services/ab.ts'
import type { ServiceRow } from '@/lib/services/view.ts'
import type { FleetRow } from '@/lib/stream/page.ts'

/** The Services that the revisions of a workload share, by the workload's uid, sorted by name. */
export type Behind = ReadonlyMap<string, readonly ServiceRow[]>

interface Nested {
  /** The rows that stand for themselves. */
  readonly own: readonly FleetRow[]
  readonly behind: Behind
}

const none: Behind = new Map()
const workloadOf = (row: FleetRow): string | null => (row.kind === 'Service' ? sharedBy(row) : null)

/** A list never changes, and several parts of the page ask for the same one. */
const nested = new WeakMap<readonly FleetRow[], Nested>()

/**
 * Puts each Service that the revisions of one workload share under that workload: it tells the same release, and is no further row to
 * count or to sort. Where the workload is not among the rows, the Service stands for itself (docs/decisions/0011).
 */
export function nest(rows: readonly FleetRow[]): Nested {
  const known = nested.get(rows)
  if (known !== undefined) return known
  const made = nestAll(rows)
  nested.set(rows, made)
  return made
}

function nestAll(rows: readonly FleetRow[]): Nested {
  const services = rows.filter((row) => row.kind === 'Service')
  const shared = Map.groupBy(services, sharedBy)
  shared.delete(null)
  if (shared.size === 0) return { own: rows, behind: none }
  const behind = new Map<string, readonly ServiceRow[]>()
  for (const { uid } of rows) {
    const of = shared.get(uid)
    if (of !== undefined)
      behind.set(
        uid,
        of.sort((a, b) => compareNames(a.name, b.name)),
      )
  }
  return { own: rows.filter((row) => !isBehind(row, behind)), behind }
}

/** Whether a row stands under that of its workload. */
export function isBehind(row: FleetRow, behind: Behind): row is ServiceRow {
  const workload = workloadOf(row)
  return workload !== null && behind.has(workload)
}

/** The rows as lines: each workload, and under it what is behind it. */
export const toLines = (rows: readonly FleetRow[], behind: Behind): readonly FleetRow[] =>
  behind.size === 0 ? rows : rows.flatMap((row) => [row, ...(behind.get(row.uid) ?? [])])

/** The workload's row above a line that is behind it. */
export function workloadAbove(
  lines: readonly FleetRow[],
  index: number,
  behind: Behind,
): FleetRow | undefined {
  const line = lines[index]
  return line !== undefined && isBehind(line, behind) ? workloadAbove(lines, index - 1, behind) : line
}
