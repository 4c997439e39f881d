import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ended,
  secondsUntil,
  spokenDuration,
  spokenList,
  spokenPercent,
  spokenPods,
  spokenShare,
  spokenStep,
} from './words.ts'

describe('a span of time', () => {
  test.each([
    [-3, '0 s'],
    [0.9, '0 s'],
    [45, '45 s'],
    [60, '1 min'],
    [432, '7 min 12 s'],
    [3600, '1 h'],
    [11_100, '3 h 5 min'],
    [172_800, '2 d'],
    [180_000, '2 d 2 h'],
  ])('%d seconds are %s', (seconds, spoken) => {
    expect(spokenDuration(seconds)).toBe(spoken)
  })

  test('it never names more seconds, minutes or hours than make up the next unit', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000_000 }), (seconds) => {
        const spoken = spokenDuration(seconds)
        const unit = (name: string) => Number(new RegExp(`(\\d+) ${name}\\b`).exec(spoken)?.[1] ?? 0)
        expect([unit('s') < 60, unit('min') < 60, unit('h') < 24]).toEqual([true, true, true])
        const told = unit('d') * 86_400 + unit('h') * 3600 + unit('min') * 60 + unit('s')
        expect(told <= seconds && seconds - told < (seconds < 3600 ? 1 : seconds < 86_400 ? 60 : 3600)).toBe(
          true,
        )
      }),
    )
  })
})

test('seconds until an instant, unknown where it is not one', () => {
  const now = Date.parse('2026-11-23T10:00:00Z')
  expect(secondsUntil('2026-11-23T10:00:30Z', now)).toBe(30)
  expect(secondsUntil('2026-11-23T09:59:00Z', now)).toBe(-60)
  expect(secondsUntil('soon', now)).toBeNull()
  expect(secondsUntil(null, now)).toBeNull()
})

test('shares, pods, steps and lists', () => {
  expect(spokenShare(50, 100)).toBe('50 %')
  expect(spokenShare(50, 1000)).toBe('weight 50 of 1000')
  expect([spokenPods(0), spokenPods(1), spokenPods(2)]).toEqual(['0 pods', '1 pod', '2 pods'])
  expect(spokenStep(0, 5)).toBe('step 1 of 5')
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(spokenList)).toEqual([
    '',
    'a',
    'a and b',
    'a, b, and c',
  ])
})

describe('a share in percent', () => {
  test('is whole, or an exact tenth', () => {
    expect([0, 1, 0.25, 0.125, 0.005, 1 / 3, 2 / 3].map(spokenPercent)).toEqual([
      '0 %',
      '100 %',
      '25 %',
      '12.5 %',
      '0.5 %',
      '33 %',
      '67 %',
    ])
  })

  test('is 0 and 100 only for none and all, and with the rest it makes up the whole', () => {
    const some = fc.integer({ min: 1, max: 5000 })
    fc.assert(
      fc.property(some, some, (a, b) => {
        const both = [spokenPercent(a / (a + b)), spokenPercent(b / (a + b))]
        expect(both).not.toContain('0 %')
        expect(both).not.toContain('100 %')
        if (both.some((text) => /[<>]/.test(text))) expect(both.toSorted()).toEqual(['< 1 %', '> 99 %'])
        else expect(both.map(Number.parseFloat).reduce((sum, part) => sum + part, 0)).toBeCloseTo(100, 6)
      }),
    )
  })
})

test('a text of others ends in one full stop', () => {
  expect([ended('no'), ended('yes.'), ended(' why? '), ended('')]).toEqual(['no.', 'yes.', 'why?', ''])
})
