import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pauseSeconds } from './go-duration.ts'

/** Answers of the controller's own DurationSeconds; what it answers with a negative number it refuses. */
const durations: readonly (readonly [string, number | null])[] = [
  ['10m', 600],
  ['1h30m', 5400],
  ['500ms', 0],
  ['600', 600],
  ['0', 0],
  ['0s', 0],
  ['+5', 5],
  ['-5', null],
  ['-500ms', 0],
  ['1.5h', 5400],
  ['1.9s', 1],
  ['.5m', 30],
  ['1.s', 1],
  ['1h1m1s1ms1us1µs1ns', 3661],
  ['', null],
  ['soon', null],
  ['1z', null],
  ['20000000000', null],
  ['2147483647', 2147483647],
  ['2147483648', null],
  ['2147483647s', 2147483647],
  ['2147483648s', null],
  [' 10m', null],
  ['10 m', null],
  ['1d', null],
  ['1e3', null],
  ['10m ', null],
  ['0x10', null],
  ['1_000', null],
  ['s', null],
  ['-', null],
  ['h10', null],
  ['1h-5m', null],
  ['3000000h', null],
  ['99999999999999999999h', null],
  ['+10m', 600],
  ['00600', 600],
  ['1.5', null],
  ['0.999s', 0],
]

test.each(durations)('"%s" is %s', (written, seconds) => {
  expect(pauseSeconds(written)).toBe(seconds)
})

test('a pause without duration has no seconds', () => {
  expect(pauseSeconds(null)).toBeNull()
})

test('hours, minutes and seconds add up, in either notation', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 999 }),
      fc.nat({ max: 999 }),
      fc.nat({ max: 999 }),
      (hours, minutes, seconds) => {
        const sum = hours * 3600 + minutes * 60 + seconds
        expect(pauseSeconds(`${hours}h${minutes}m${seconds}s`)).toBe(sum)
        expect(pauseSeconds(`${sum}`)).toBe(sum)
        expect(pauseSeconds(`${sum}.9s`)).toBe(sum)
      },
    ),
  )
})

test('no text breaks it, and what it reads is a whole number of seconds that is not negative', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('1', '9', '.', 'h', 'm', 's', 'µ', '-', '+'), maxLength: 80 }),
  )
  fc.assert(
    fc.property(text, (written) => {
      const seconds = pauseSeconds(written)
      expect(seconds === null || (Number.isInteger(seconds) && seconds >= 0 && seconds < 2 ** 31)).toBe(true)
    }),
    { numRuns: 1000 },
  )
})
