import fc from 'fast-check'
import { expect, it } from 'vitest'
import { humanDuration } from './human-duration.ts'

const hour = 3600
const day = 24 * hour
const year = 365 * day

it.each([
  [-2, '<invalid>'],
  [-1.9, '0s'],
  [-0.5, '0s'],
  [0, '0s'],
  [119.9, '119s'],
  [120, '2m'],
  [192, '3m12s'],
  [599, '9m59s'],
  [601, '10m'],
  [3 * hour - 1, '179m'],
  [3 * hour, '3h'],
  [4 * hour - 1, '3h59m'],
  [8 * hour + 60, '8h'],
  [2 * day - 1, '47h'],
  [2 * day, '2d'],
  [3 * day - 1, '2d23h'],
  [8 * day + hour, '8d'],
  [2 * year - 1, '729d'],
  [2 * year, '2y'],
  [2 * year + 3 * day, '2y3d'],
  [9 * year, '9y'],
  [Number.NaN, '<invalid>'],
])('tells %s seconds as %s', (seconds, text) => {
  expect(humanDuration(seconds)).toBe(text)
})

it('never says more than two units, and knows every duration', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 40 }), (seconds) => {
      expect(humanDuration(seconds)).toMatch(/^(\d+[smhdy]|\d+m\d+s|\d+h\d+m|\d+d\d+h|\d+y\d+d)$/)
    }),
  )
})
