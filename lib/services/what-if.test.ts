import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { spokenPercent } from '../rollouts/words.ts'
import { parseShare, reduced, sameRatio, shareOf } from './ratio.ts'
import { nearestCount, shareAt, smallestSplit } from './what-if.ts'

const wanted = fc
  .tuple(fc.nat(60), fc.integer({ min: 1, max: 60 }))
  .filter(([part, whole]) => part <= whole)
  .map(([part, whole]) => ({ part, whole }))
const counts = fc.array(fc.nat(12), { minLength: 2, maxLength: 4 })

test('the course: B scaled to 3 beside 5 of A gets 37.5 %', () => {
  const ratio = shareAt([5, 3], 1)
  expect(ratio).toEqual({ part: 3, whole: 8 })
  expect(ratio && spokenPercent(shareOf(ratio))).toBe('37.5 %')
})

describe('shares of counts', () => {
  test('add up to the whole, exactly', () => {
    fc.assert(
      fc.property(
        counts.filter((all) => all.some((one) => one > 0)),
        (all) => {
          const ratios = all.map((_, at) => shareAt(all, at))
          const whole = ratios.reduce((product, ratio) => product * BigInt(ratio?.whole ?? 1), 1n)
          const parts = ratios.map((ratio) => (BigInt(ratio?.part ?? 0) * whole) / BigInt(ratio?.whole ?? 1))
          expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(whole)
        },
      ),
    )
  })

  test('are none where there is nothing to share', () => {
    expect(shareAt([0, 0], 0)).toBeNull()
  })
})

describe('the smallest counts that reach a share', () => {
  test.each([
    [[2, 2], 1, '37.5', [5, 3]],
    [[1, 1], 1, '50', [1, 1]],
    [[4, 4], 0, '25', [1, 3]],
    [[3, 2, 1], 2, '50', [3, 2, 5]],
    [[2, 2, 2], 0, '1/3', [1, 1, 1]],
    [[0, 0], 1, '20', [4, 1]],
    [[7, 2], 1, '0', [1, 0]],
    [[7, 2], 1, '100', [0, 1]],
  ] as const)('%j, %i, %s', (all, at, text, expected) => {
    expect(smallestSplit(all, at, parseShare(text) ?? { part: 0, whole: 1 })).toEqual(expected)
  })

  test('reach it exactly and keep the proportions of the others', () => {
    fc.assert(
      fc.property(counts, fc.nat(3), wanted, (all, n, ratio) => {
        const at = n % all.length
        const split = smallestSplit(all, at, ratio)
        const reached = shareAt(split, at)
        expect(reached !== null && sameRatio(reached, ratio)).toBe(true)
        expect(split.every((one) => Number.isInteger(one) && one >= 0)).toBe(true)
        if (ratio.part === ratio.whole || all.every((one, index) => index === at || one === 0)) return
        for (const [i, one] of all.entries())
          for (const [j, other] of all.entries())
            if (i !== at && j !== at) expect(one * (split[j] ?? 0)).toBe(other * (split[i] ?? 0))
      }),
    )
  })

  test('are the smallest: no fewer pods of two variants come to it', () => {
    fc.assert(
      fc.property(
        wanted.filter(({ part, whole }) => part > 0 && part < whole && whole <= 20),
        (ratio) => {
          const [a = 0, b = 0] = smallestSplit([1, 1], 1, ratio)
          for (let pods = 1; pods < a + b; pods++)
            for (let of = 0; of <= pods; of++) expect(sameRatio({ part: of, whole: pods }, ratio)).toBe(false)
        },
      ),
    )
  })
})

test('the nearest count is at least as near as every other, and the smallest of them', () => {
  fc.assert(
    fc.property(counts, fc.nat(3), wanted, fc.integer({ min: 0, max: 40 }), (all, n, ratio, most) => {
      const at = n % all.length
      const others = all.reduce((sum, one, index) => (index === at ? sum : sum + one), 0)
      fc.pre(others > 0)
      const off = (count: number) =>
        Math.abs(count * ratio.whole - ratio.part * (count + others)) / (count + others)
      const nearest = nearestCount(all, at, ratio, most)
      expect(nearest).toBeLessThanOrEqual(most)
      for (let count = 0; count <= most; count++) {
        expect(off(nearest)).toBeLessThanOrEqual(off(count) + 1e-9)
      }
    }),
  )
})

test('going there and back: the nearest count to a share that a count makes is that count', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(50), (others, count) => {
      const ratio = shareAt([others, count], 1) ?? { part: 0, whole: 1 }
      expect(nearestCount([others, 0], 1, ratio, 100)).toBe(count)
    }),
  )
})

describe('a share as a person types it', () => {
  test.each([
    ['25', { part: 1, whole: 4 }],
    [' 37.5 % ', { part: 3, whole: 8 }],
    ['37,5', { part: 3, whole: 8 }],
    ['3/8', { part: 3, whole: 8 }],
    ['100', { part: 1, whole: 1 }],
    ['0', { part: 0, whole: 1 }],
  ])('%s', (text, ratio) => {
    expect(parseShare(text)).toEqual(ratio)
  })

  test.each(['', '101', '-1', '1/0', '4/3', 'half', '1e2', '37.555', '٣'])('%s is none', (text) => {
    expect(parseShare(text)).toBeNull()
  })

  test('is read as what it was printed from', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (hundredths) => {
        const text = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`
        expect(parseShare(text)).toEqual(reduced({ part: hundredths, whole: 10_000 }))
      }),
    )
  })
})
