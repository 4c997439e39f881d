import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBucket } from './bucket.ts'

test('lets a burst through, then so much per second', () => {
  let now = 0
  const bucket = createBucket({ perSecond: 10, burst: 20, now: () => now })
  expect(bucket.take(15)).toBe(15)
  expect(bucket.take(15)).toBe(5)
  expect(bucket.take(1)).toBe(0)
  expect(bucket.wait()).toBe(100)
  now += 300
  expect(bucket.take(15)).toBe(3)
})

test('never gives more than burst and rate together, whatever the clock does', () => {
  const steps = fc.array(fc.record({ pass: fc.integer({ min: -500, max: 2_000 }), wanted: fc.nat(30) }), {
    maxLength: 40,
  })
  fc.assert(
    fc.property(steps, (some) => {
      let now = 1_000_000
      let passed = 0
      let taken = 0
      const bucket = createBucket({ perSecond: 10, burst: 20, now: () => now })
      for (const { pass, wanted } of some) {
        now += pass
        passed += Math.max(0, pass)
        taken += bucket.take(wanted)
        expect(taken).toBeLessThanOrEqual(20 + passed / 100 + 1e-9)
        expect(bucket.wait()).toBeGreaterThanOrEqual(0)
      }
    }),
  )
})
