import { expect, test } from 'vitest'
import { clipped } from './clipped.ts'

test('a text is cut where it is too long, and no letter of it in two', () => {
  expect(clipped('abcd', 4)).toBe('abcd')
  expect(clipped('abcde', 4)).toBe('abcd…')
  expect(clipped('abc🚀e', 5)).toBe('abc🚀…')
  expect(clipped('abc🚀e', 4)).toBe('abc…')
})
