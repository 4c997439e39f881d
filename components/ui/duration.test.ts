import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ageText, clockText, exactText, remainingText } from './duration.ts'

test.each([
  [-3, '0 s'],
  [0.9, '0 s'],
  [59, '59 s'],
  [60, '1 min'],
  [3_599, '59 min'],
  [3_600, '1 h'],
  [172_799, '47 h'],
  [172_800, '2 d'],
])('an age of %d seconds is %s', (seconds, text) => {
  expect(ageText(seconds)).toBe(text)
})

describe('remainingText', () => {
  test.each([
    [-1, '0 s'],
    [0.2, '1 s'],
    [432, '7 min 12 s'],
    [3_900, '1 h 05 min'],
    [200_000, '2 d 7 h'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(remainingText(seconds)).toBe(text)
  })

  test('never says that it is over before it is', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e7, noNaN: true }), (s) => remainingText(s) !== '0 s'),
    )
  })
})

test('an instant is told in 24 hours with its zone, and what is no instant as it stands', () => {
  expect(exactText('2026-11-23T21:04:05Z')).toMatch(/23 Nov 2026.*\d\d:\d\d:\d\d .+/)
  expect(exactText('soon')).toBe('soon')
  expect(clockText('soon')).toBe('soon')
})
