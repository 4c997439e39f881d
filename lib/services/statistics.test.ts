import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agreementOf, answersMissing, fewestAnswers, interval95, wilson } from './statistics.ts'

const sample = fc
  .tuple(fc.nat(2_000), fc.integer({ min: 1, max: 2_000 }))
  .filter(([hits, all]) => hits <= all)

describe("Wilson's interval at 95 %", () => {
  // R: prop.test(x, n, correct = FALSE)$conf.int
  test.each([
    [5, 10, 0.2366, 0.7634],
    [0, 10, 0, 0.2775],
    [1, 10, 0.0179, 0.4042],
    [50, 100, 0.4038, 0.5962],
    [81, 263, 0.2553, 0.3662],
  ])('%i of %i', (hits, all, low, high) => {
    const interval = interval95(hits, all)
    expect(interval?.low).toBeCloseTo(low, 4)
    expect(interval?.high).toBeCloseTo(high, 4)
  })

  test('holds the share that was sampled and stays within 0 and 1', () => {
    fc.assert(
      fc.property(sample, ([hits, all]) => {
        const { low = 1, high = 0 } = interval95(hits, all) ?? {}
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(hits / all)
        expect(high).toBeGreaterThanOrEqual(hits / all)
      }),
    )
  })

  test('shrinks with more answers of the same shares', () => {
    fc.assert(
      fc.property(sample, fc.integer({ min: 2, max: 10 }), ([hits, all], times) => {
        const width = (a: number, b: number) => {
          const { low = 0, high = 1 } = interval95(a, b) ?? {}
          return high - low
        }
        expect(width(hits * times, all * times)).toBeLessThan(width(hits, all))
      }),
    )
  })

  test('of one variant mirrors that of the other', () => {
    fc.assert(
      fc.property(sample, ([hits, all]) => {
        const one = interval95(hits, all)
        const other = interval95(all - hits, all)
        expect(one?.low).toBeCloseTo(1 - (other?.high ?? 0), 9)
      }),
    )
  })

  test('is wider at a higher level', () => {
    fc.assert(
      fc.property(sample, ([hits, all]) => {
        const [narrow, wide] = [wilson(hits, all, 1.959964), wilson(hits, all, 3.290527)]
        expect((wide?.high ?? 0) - (wide?.low ?? 1)).toBeGreaterThan((narrow?.high ?? 1) - (narrow?.low ?? 0))
      }),
    )
  })

  test('there is none without an answer', () => {
    expect(interval95(0, 0)).toBeNull()
  })
})

describe('whether a sample agrees with a counted share', () => {
  test.each([
    [5, 10, 0.5, 'few'],
    [25, 50, 0.5, 'agrees'],
    [33, 50, 0.5, 'unsure'],
    [45, 50, 0.5, 'differs'],
    [0, 50, 0.5, 'differs'],
    [50, 50, 1, 'agrees'],
    [0, 50, 0, 'agrees'],
  ] as const)('%i of %i beside %f: %s', (hits, all, counted, expected) => {
    expect(agreementOf(hits, all, counted)).toBe(expected)
  })

  test('a round-robin over ready pods always agrees, once it is not too few', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: fewestAnswers, max: 500 }),
        (a, b, all) => {
          const whole = Math.floor(all / (a + b)) * a
          const hits = whole + Math.min(all % (a + b), a)
          expect(agreementOf(hits, all, a / (a + b))).toBe('agrees')
        },
      ),
    )
  })
})

describe('how many more answers it takes', () => {
  test('none where the interval is narrow enough', () => {
    expect(answersMissing(500, 1_000, 0.2)).toBe(0)
  })

  test('as many as bring it there', () => {
    const missing = answersMissing(10, 20, 0.2)
    const { low = 0, high = 1 } = wilson((20 + missing) / 2, 20 + missing, 1.959964) ?? {}
    expect(missing).toBeGreaterThan(0)
    expect(high - low).toBeLessThanOrEqual(0.2)
  })

  test('ends, whatever is asked', () => {
    expect(answersMissing(0, 0, 0)).toBeGreaterThan(0)
  })
})
