import fc from 'fast-check'
import { expect, test } from 'vitest'
import { olderObject, toInstant } from './instants.ts'

test.each([
  ['2026-11-23T10:00:00Z', '2026-11-23T09:58:59Z'],
  ['2026-11-23T10:00:00.5Z', '2026-11-23T09:58:59.5Z'],
  ['2026-11-23T10:00:00.123456789Z', '2026-11-23T09:58:59.123456789Z'],
  ['2026-11-23', '2026-11-23'],
  ['2026-99-99T10:00:00Z', '2026-99-99T10:00:00Z'],
])('%s is %s a minute and a second before', (text, wanted) => {
  expect(olderObject({ deep: [{ at: text }] }, 61_000)).toEqual({ deep: [{ at: wanted }] })
})

test('an object without an instant stays the very same', () => {
  const object = { a: [1, 'x', null], template: { at: '2026-11-23T10:00:00Z' } }
  expect(olderObject(object, 1_000)).toBe(object)
})

test('what becomes older by the same time becomes the same instant', () => {
  const seconds = fc.integer({ min: 0, max: 2_000_000_000 })
  fc.assert(
    fc.property(seconds, fc.integer({ min: 0, max: 100_000 }), (second, age) => {
      const older = olderObject({ at: toInstant(second * 1_000) }, age * 1_000)
      expect(older.at).toBe(toInstant((second - age) * 1_000))
    }),
  )
})
