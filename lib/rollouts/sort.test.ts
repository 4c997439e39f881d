import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ago, row } from './fixtures/views.ts'
import { compareRows, waitsForYou } from './sort.ts'
import type { PauseView, Phase, RolloutRow } from './view.ts'

const person: PauseView = { waitsFor: 'person', reason: 'CanaryPauseStep', since: ago(45) }
const clock: PauseView = { waitsFor: 'clock', reason: 'CanaryPauseStep', since: ago(45), until: ago(-60) }

test('B12: a pause that needs a person waits for you, a timed one does not', () => {
  expect(waitsForYou(row({ pause: person }))).toBe(true)
  expect(waitsForYou(row({ pause: clock }))).toBe(false)
  expect(waitsForYou(row({ pause: null, phase: 'Degraded' }))).toBe(false)
})

test('what waits for a person comes first, then what is worst, then by namespace and name', () => {
  const rows = [
    row({ name: 'healthy', phase: 'Healthy', pause: null }),
    row({ name: 'unknown', phase: 'Unknown', pause: null }),
    row({ name: 'timed', pause: clock }),
    row({ name: 'progressing-b', phase: 'Progressing', pause: null }),
    row({ name: 'progressing-a', phase: 'Progressing', pause: null }),
    row({ name: 'elsewhere', namespace: 'a', phase: 'Progressing', pause: null }),
    row({ name: 'degraded', phase: 'Degraded', pause: null }),
    row({ name: 'waiting', pause: person }),
  ]
  expect(rows.toSorted(compareRows).map(({ name }) => name)).toEqual([
    'waiting',
    'degraded',
    'elsewhere',
    'progressing-a',
    'progressing-b',
    'timed',
    'unknown',
    'healthy',
  ])
})

const anyRow: fc.Arbitrary<RolloutRow> = fc
  .record({
    uid: fc.constantFrom('1', '2', '3'),
    namespace: fc.constantFrom('a', 'B', 'ä'),
    name: fc.constantFrom('x', 'y', ''),
    phase: fc.constantFrom<Phase>('Healthy', 'Progressing', 'Paused', 'Degraded', 'Unknown'),
    pause: fc.constantFrom<PauseView | null>(null, person, clock),
  })
  .map(row)

test('the order is total: consistent both ways round, transitive, and never a tie between two objects', () => {
  fc.assert(
    fc.property(anyRow, anyRow, anyRow, (a, b, c) => {
      expect(Math.sign(compareRows(a, b))).toBe(0 - Math.sign(compareRows(b, a)))
      if (compareRows(a, b) <= 0 && compareRows(b, c) <= 0) expect(compareRows(a, c)).toBeLessThanOrEqual(0)
      if (compareRows(a, b) === 0) expect(a.uid).toBe(b.uid)
    }),
    { numRuns: 500 },
  )
})

test('asks nobody for what was answered and not yet seen by the controller', () => {
  const pause = { waitsFor: 'person', reason: 'CanaryPauseStep', since: null } as const
  expect(waitsForYou(row({ phase: 'Progressing', pause }))).toBe(false)
  expect(waitsForYou(row({ phase: 'Paused', pause }))).toBe(true)
})
