import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rightsOf } from './fixtures/rights.ts'
import type { PageKey } from './page.ts'
import { added, concerns, covers, type Scope, sameScope, unionOf } from './scope.ts'

const keys: readonly PageKey[] = ['rollouts/a/x', 'rollouts/a/y', 'rollouts/b/x']
const scopes = fc.record({
  cluster: fc.constantFrom('one', 'two'),
  fleet: fc.boolean(),
  pages: fc.subarray([...keys]),
})

describe('unionOf', () => {
  test('covers every scope of its cluster and nothing beyond them', () => {
    fc.assert(
      fc.property(fc.array(scopes), (all) => {
        const union = unionOf('one', all)
        const ours = all.filter((scope) => scope.cluster === 'one' && (scope.fleet || scope.pages.length > 0))
        if (union === null) return ours.length === 0
        const wanted = (key: PageKey) => ours.some((scope) => scope.pages.includes(key))
        return (
          ours.every((scope) => covers(union, scope)) &&
          union.pages.every(wanted) &&
          union.fleet === ours.some((scope) => scope.fleet)
        )
      }),
    )
  })

  test('is the same whatever the order, so that the stream is not opened anew for nothing', () => {
    fc.assert(
      fc.property(fc.array(scopes), (all) =>
        sameScope(unionOf('one', all), unionOf('one', all.toReversed())),
      ),
    )
  })
})

describe('added', () => {
  test('names what was not wanted before', () => {
    const before: Scope = { cluster: 'one', fleet: true, pages: ['rollouts/a/x'] }
    expect(added(before, { cluster: 'one', fleet: true, pages: ['rollouts/a/x', 'rollouts/a/y'] })).toEqual({
      cluster: 'one',
      fleet: false,
      pages: ['rollouts/a/y'],
    })
  })

  test('is everything in another cluster', () => {
    const before: Scope = { cluster: 'two', fleet: true, pages: ['rollouts/a/x'] }
    const next: Scope = { cluster: 'one', fleet: true, pages: ['rollouts/a/x'] }
    expect(added(before, next)).toBe(next)
  })
})

test('a detail concerns only who asked for it, health concerns all', () => {
  const scope: Scope = { cluster: 'one', fleet: false, pages: ['rollouts/a/x'] }
  const rights = rightsOf(null)
  expect(concerns({ type: 'detail', key: 'rollouts/a/x', detail: null, rights }, scope)).toBe(true)
  expect(concerns({ type: 'detail', key: 'rollouts/a/y', detail: null, rights }, scope)).toBe(false)
  expect(concerns({ type: 'fleet', rows: [] }, scope)).toBe(false)
  expect(concerns({ type: 'ping', serverTime: '2026-11-23T13:00:00Z' }, scope)).toBe(true)
})
