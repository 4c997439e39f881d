import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareTraces, passingName, quickest } from './compare.ts'
import type { Entry } from './trace.ts'

const trace = (...entries: readonly Entry[]): readonly Entry[] => entries

describe('two traces', () => {
  test('of the same lines do not differ', () => {
    const line = fc.constantFrom('a', 'b', 'c')
    const entry = fc.tuple(line, fc.nat({ max: 5_000 }))
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 20 }), (entries) => {
        expect(compareTraces(entries, entries)).toEqual({ differences: [], passing: [] })
      }),
    )
  })

  test('differ in a line that stands, on whichever side it is', () => {
    const one = trace(['a', 1000], ['# deed', 0], ['b', 250], ['c', 1000])
    const other = trace(['a', 1000], ['# deed', 0], ['c', 1000])
    expect(compareTraces(one, other).differences).toEqual([
      { only: 'real', line: 'b', ms: 250, after: '# deed' },
    ])
    expect(compareTraces(other, one).differences).toEqual([
      { only: 'demo', line: 'b', ms: 250, after: '# deed' },
    ])
  })

  test('differ in the order of lines that stand', () => {
    const differences = compareTraces(
      trace(['a', 900], ['b', 900]),
      trace(['b', 900], ['a', 900]),
    ).differences
    expect(differences.map(({ only, line }) => `${only} ${line}`)).toEqual(['real a', 'demo a'])
  })

  test('only name a line that passes, and join what it parted', () => {
    const one = trace(['a', 600], ['b', 249], ['a', 600], ['c', 1000])
    const other = trace(['a', 1200], ['c', 1000])
    expect(compareTraces(one, other)).toEqual({ differences: [], passing: ['b'] })
  })

  test('may miss on the other side what stood as long on the real one as a busy machine is allowed', () => {
    const [one, other] = [trace(['a', 900], ['b', 700], ['c', 900]), trace(['a', 900], ['c', 900])]
    const differences = (shortMs: number, real = one, demo = other) =>
      compareTraces(real, demo, { longerMs: 3000, shortMs }).differences.map(({ only, line }) => [only, line])
    expect(differences(800)).toEqual([])
    expect(differences(600)).toEqual([['real', 'b']])
    expect(differences(800, other, one)).toEqual([['demo', 'b']])
    const unknown = compareTraces(one, other, { longerMs: 3000, shortMs: 800 }, (line) => line !== 'b')
    expect(unknown.differences.map(({ line }) => line)).toEqual(['b'])
  })

  test('differ where a line stands much longer on one side', () => {
    const stood = (real: number, demo: number, longerMs = 3000) =>
      compareTraces(trace(['a', real]), trace(['a', demo]), { longerMs, shortMs: 250 }).differences
    expect(stood(4000, 7000)).toEqual([])
    expect(stood(4000, 7100)).toEqual([{ only: 'longer in demo', line: 'a', ms: -3100, after: '' }])
    expect(stood(7100, 4000)).toEqual([{ only: 'longer in real', line: 'a', ms: 3100, after: '' }])
    expect(stood(7100, 4000, 9000)).toEqual([])
  })
})

test('of two traces each line stands as long as in the quicker one, and the first decides which lines there are', () => {
  const busy = trace(['a', 900], ['b', 800], ['c', 100], ['a', 300])
  const idle = trace(['a', 1000], ['b', 60], ['a', 200])
  expect(quickest(busy, idle)).toEqual([
    ['a', 900],
    ['b', 60],
    ['c', 100],
    ['a', 200],
  ])
  expect(quickest(idle, busy)).toEqual([
    ['a', 900],
    ['b', 60],
    ['a', 200],
  ])
})

test('a passing line is named without the numbers of its play', () => {
  expect(passingName('Progressing | x | step 2/5 weight 50 | Available-')).toBe(
    'Progressing | x | Available-',
  )
  expect(passingName('r1:4 stable, r12:0 canary')).toBe('rn:n stable, rn:n canary')
})
