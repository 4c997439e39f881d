import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { canaryReplicas } from '../../rollouts/replicas.ts'
import { fixturePath } from './fixtures.ts'
import { readRows, rowText, type SweepRow, settledSplits } from './sweep.ts'
import { sweepOnDemo } from './sweep-on-demo.ts'

const text = readFileSync(fixturePath('replicas.txt'), 'utf8')
const rows = readRows(text).map((row): readonly [string, number, SweepRow] => [
  JSON.stringify(row.limits),
  row.replicas,
  row,
])

describe('what the real controller came to', () => {
  test('is recorded for every number of pods from 1 to 12', () => {
    const replicas = rows.filter(([limits]) => limits === '{}').map(([, pods]) => pods)
    expect(replicas).toEqual(Array.from({ length: 12 }, (_, index) => index + 1))
    expect(rows.map(([, , row]) => rowText(row)).join('')).toBe(text)
  })

  test.each(rows)('the demo comes to with %s of %i pods at the weights 1 to 100', (_, __, row) => {
    const splits = sweepOnDemo(row.limits, row.replicas)
    expect(settledSplits({ ...row, splits })).toEqual(row.splits)
  })

  test.each(rows)(
    'the arithmetic comes to with %s of %i pods at the weights 1 to 100',
    (_, replicas, row) => {
      const { maxSurge = null, maxUnavailable = null } = row.limits
      const ours = row.splits.map((_split, index) => {
        const weight = index + 1
        const { next, stable } = canaryReplicas({
          replicas,
          weight,
          maxWeight: 100,
          maxSurge,
          maxUnavailable,
        })
        return `${next}+${stable}`
      })
      const told = row.splits.map((split, index) => (split === '?' ? ours[index] : split))
      expect(told).toEqual(ours)
      expect(row.splits.filter((split) => split === '?').length).toBeLessThanOrEqual(maxSurge === 0 ? 1 : 0)
    },
  )
})
