import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Phase } from '@/lib/rollouts/view.ts'
import { row, waitingRow } from '@/lib/stream/fixtures/row.ts'
import { type Sort, sorts } from './fleet-params.ts'
import { orderRows } from './row-order.ts'

const waits = (name: string, since: string | null) =>
  waitingRow({ name, pause: { waitsFor: 'person', reason: 'CanaryPauseStep', since } })
const none: ReadonlySet<string> = new Set()
const rows = [
  row({ name: 'b', changedAt: '2026-11-23T10:00:00Z' }),
  row({ name: 'a', namespace: 'shop', changedAt: '2026-11-23T12:00:00Z' }),
  row({ name: 'a', namespace: 'billing', phase: 'Degraded', changedAt: '2026-11-23T09:00:00Z' }),
  { ...waits('late', '2026-11-23T11:00:00Z'), changedAt: '2026-11-23T11:00:00Z' },
  { ...waits('early', '2026-11-22T23:00:00Z'), changedAt: '2026-11-23T08:00:00Z' },
  { ...waits('by-hand', null), changedAt: null },
]
const ordered = (sort: Sort | null, pins = none) =>
  orderRows(rows, sort, pins).map(({ namespace, name }) => (name === 'a' ? `${namespace}/a` : name))

describe('orderRows', () => {
  test.each([
    [null, ['by-hand', 'early', 'late', 'billing/a', 'shop/a', 'b']],
    ['name', ['billing/a', 'shop/a', 'b', 'by-hand', 'early', 'late']],
    ['-name', ['late', 'early', 'by-hand', 'b', 'billing/a', 'shop/a']],
    ['phase', ['billing/a', 'by-hand', 'early', 'late', 'shop/a', 'b']],
    ['-phase', ['shop/a', 'b', 'by-hand', 'early', 'late', 'billing/a']],
    ['waiting', ['early', 'late', 'by-hand', 'billing/a', 'shop/a', 'b']],
    ['-changed', ['shop/a', 'late', 'b', 'billing/a', 'early', 'by-hand']],
    ['changed', ['by-hand', 'early', 'billing/a', 'b', 'late', 'shop/a']],
  ] as const)('by %s', (sort, expected) => {
    expect(ordered(sort)).toEqual(expected)
  })

  test('what is pinned comes first, in the same order among itself', () => {
    const pins = new Set(['rollouts/shop/b', 'rollouts/shop/late', 'rollouts/elsewhere/gone'])
    expect(ordered('name', pins)).toEqual(['b', 'late', 'billing/a', 'shop/a', 'by-hand', 'early'])
    expect(ordered(null, pins)).toEqual(['late', 'b', 'by-hand', 'early', 'billing/a', 'shop/a'])
  })

  const instant = fc.constantFrom(null, '2026-11-23T08:00:00Z', '2026-11-23T09:00:00Z')
  const anyRow = fc
    .record({
      name: fc.constantFrom('x', 'y', 'z'),
      namespace: fc.constantFrom('a', 'b', 'c'),
      phase: fc.constantFrom<Phase>('Healthy', 'Paused', 'Degraded'),
      changedAt: instant,
      since: instant,
      still: fc.boolean(),
    })
    .map(({ still, since, ...of }) =>
      row({ ...of, pause: still ? { waitsFor: 'person', reason: 'CanaryPauseStep', since } : null }),
    )
  const anyRows = fc.uniqueArray(anyRow, { selector: ({ uid }) => uid })

  test('does not depend on the order in which the rows came', () => {
    const shuffled = anyRows.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    )
    const pins = fc.constantFrom(none, new Set(['rollouts/a/x', 'rollouts/b/y']))
    fc.assert(
      fc.property(shuffled, fc.constantFrom(null, ...sorts), pins, ([one, other], sort, pinned) => {
        expect(orderRows(other, sort, pinned)).toEqual(orderRows(one, sort, pinned))
      }),
    )
  })
})
