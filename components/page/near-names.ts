import type { RolloutRef } from '@/lib/paths.ts'

interface Named {
  readonly namespace: string
  readonly name: string
}

const mostNamed = 5

/** Those that were perhaps meant, best first: the same name elsewhere, then names that differ by little. */
export function nearNames<T extends Named>(
  rows: readonly T[],
  { namespace, name }: RolloutRef,
): readonly T[] {
  const allowed = Math.max(1, Math.floor(name.length / 4))
  return rows
    .map((row) => ({ row, far: distance(row.name, name) + (row.namespace === namespace ? 0 : 0.5) }))
    .filter(({ far }) => far < allowed + 1)
    .toSorted((a, b) => a.far - b.far)
    .slice(0, mostNamed)
    .map(({ row }) => row)
}

// Levenshtein's distance, one row of the table at a time.
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, letter] of [...a].entries()) {
    const row = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const kept = (above[j] ?? 0) + (letter === other ? 0 : 1)
      row.push(Math.min(kept, (above[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1))
    }
    above = row
  }
  return above.at(-1) ?? 0
}
