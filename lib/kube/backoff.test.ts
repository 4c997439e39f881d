import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBackoff } from './backoff.ts'

test('pauses double from 250 ms to 30 s, and a reset starts again', () => {
  const backoff = createBackoff(() => 1)
  const pauses = Array.from({ length: 9 }, () => backoff.next())
  expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
  backoff.reset()
  expect(backoff.next()).toBe(250)
})

test('the dice shorten a pause by at most half', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(2000), (dice, times) => {
      const full = createBackoff(() => 1)
      const thrown = createBackoff(() => dice)
      for (let count = 0; count < times; count += 1) {
        full.next()
        thrown.next()
      }
      const longest = full.next()
      const pause = thrown.next()
      expect(pause).toBeLessThanOrEqual(longest)
      expect(pause).toBeGreaterThanOrEqual(longest / 2)
    }),
  )
})
