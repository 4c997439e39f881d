import { expect, test } from 'vitest'
import { percentile, spread } from './stats.ts'

test('a percentile is the smallest value that enough of the values do not exceed', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect([0, 0.5, 0.95, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([1, 50, 95, 99, 100])
  expect(percentile([7], 0.99)).toBe(7)
  expect(percentile([], 0.5)).toBeNaN()
})

test('what did not come is counted and is no time', () => {
  expect(spread([3, null, 1.26, null])).toEqual({ samples: 4, missing: 2, p50: 1.3, p95: 3, p99: 3, max: 3 })
})
