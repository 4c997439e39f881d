import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { canaryReplicas } from '../../rollouts/replicas.ts'

interface Sweep {
  readonly limits: { readonly maxSurge?: number; readonly maxUnavailable?: number }
  /** For 1, 2, … pods: what the controller made of the weights 1 to 99, as `new+stable`. */
  readonly rows: readonly string[]
}

const { sweeps }: { readonly sweeps: readonly Sweep[] } = JSON.parse(
  readFileSync(new URL('../fixtures/recorded-replicas.json', import.meta.url), 'utf8'),
)

describe('the replica arithmetic comes to what the real controller came to', () => {
  const rows = sweeps.flatMap(({ limits, rows: all }) =>
    all.map((row, index) => [JSON.stringify(limits), index + 1, row.split(' '), limits] as const),
  )

  test.each(rows)('with %s for %i pods', (_, replicas, row, { maxSurge = null, maxUnavailable = null }) => {
    const ours = row.map((__, index) => {
      const weight = index + 1
      const { next, stable } = canaryReplicas({ replicas, weight, maxWeight: 100, maxSurge, maxUnavailable })
      return `${next}+${stable}`
    })
    expect(ours).toHaveLength(99)
    expect(ours).toEqual(row)
  })
})
