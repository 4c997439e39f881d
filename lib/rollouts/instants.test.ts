import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compareInstants, compareNames, latestInstant, readInstant, secondsAfter } from './instants.ts'

it('orders whole and split seconds by time, not by letter', () => {
  expect(compareInstants('2026-03-01T10:00:00Z', '2026-03-01T10:00:00.500Z')).toBe(-1)
})

it('puts no instant before every other', () => {
  expect(compareInstants(null, '1970-01-01T00:00:00Z')).toBe(-1)
  expect(compareInstants(null, null)).toBe(0)
})

it('finds the newest instant', () => {
  expect(latestInstant([null, '2026-03-01T10:00:00Z', '2025-03-01T10:00:00Z'])).toBe('2026-03-01T10:00:00Z')
  expect(latestInstant([])).toBeNull()
})

it('adds seconds, and to nothing gives nothing', () => {
  expect(secondsAfter('2026-03-01T10:00:00Z', 600)).toBe('2026-03-01T10:10:00Z')
  expect(secondsAfter(null, 600)).toBeNull()
})

it.each([
  ['2026-03-01T10:00:00Z', '2026-03-01T10:00:00Z'],
  ['2026-03-01T12:00:00+02:00', '2026-03-01T10:00:00Z'],
  ['tomorrow', null],
  ['2026-03-01', null],
  ['2026-13-01T10:00:00Z', null],
  ['', null],
])('reads %j as %j', (text, instant) => {
  expect(readInstant(text)).toBe(instant)
})

it('never throws, whatever is added', () => {
  fc.assert(
    fc.property(fc.double(), (seconds) => {
      expect(secondsAfter('2026-03-01T10:00:00Z', seconds)).toSatisfy(
        (instant) => instant === null || !Number.isNaN(Date.parse(String(instant))),
      )
    }),
  )
})

it('orders names as a person does, numbers by their value', () => {
  const names = ['worker-10', 'worker-2', 'worker', 'a', 'worker-2b', 'worker-02', 'B']
  expect(names.toSorted(compareNames)).toEqual([
    'B',
    'a',
    'worker',
    'worker-02',
    'worker-2',
    'worker-2b',
    'worker-10',
  ])
})

it('orders any names totally', () => {
  const name = fc.stringMatching(/^[a-b0-2-]{0,6}$/)
  fc.assert(
    fc.property(name, name, name, (a, b, c) => {
      expect(compareNames(a, b) === 0).toBe(a === b)
      expect(Math.sign(compareNames(a, b))).toBe(-Math.sign(compareNames(b, a)) || 0)
      if (compareNames(a, b) < 0 && compareNames(b, c) < 0) expect(compareNames(a, c)).toBeLessThan(0)
    }),
  )
})
