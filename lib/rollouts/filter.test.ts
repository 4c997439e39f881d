import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matches, parseFilter, printFilter } from './filter.ts'
import { row } from './fixtures/views.ts'

const shown = row({
  name: 'frontend',
  namespace: 'webapp-canary',
  phase: 'Paused',
  message: 'CanaryPauseStep',
  labels: { 'app.kubernetes.io/name': 'webapp', team: 'Blue', empty: '' },
})

describe('what matches', () => {
  test.each([
    [''],
    ['   '],
    ['front'],
    ['FRONT'],
    ['front canary'],
    ['webapp-canary'],
    ['podinfo:6.9.4'],
    ['6.9.3'],
    ['paused'],
    ['canarypausestep'],
    ['"webapp-canary"'],
    ['ns:webapp'],
    ['image:stefanprodan'],
    ['phase:pau'],
    ['team:blue'],
    ['team:'],
    ['empty:'],
    ['app.kubernetes.io/name:webapp'],
    ['!backend'],
    ['!ns:shop phase:paused'],
    ['!team:red'],
    ['front "unclosed'.replace('unclosed', 'canary')],
  ])('%s', (text) => {
    expect(matches(parseFilter(text), shown)).toBe(true)
  })
})

describe('what does not match', () => {
  test.each([
    ['backend'],
    ['front backend'],
    ['ns:front'],
    ['image:frontend'],
    ['phase:healthy'],
    ['phase:used'],
    ['team:red'],
    ['colour:'],
    ['!front'],
    ['!team:blue'],
    ['"front end"'],
  ])('%s', (text) => {
    expect(matches(parseFilter(text), shown)).toBe(false)
  })
})

test('quotes take away the meaning of spaces, colons and exclamation marks', () => {
  expect(parseFilter('"a b:c" "!d" !"e f" ns:"g h"')).toEqual([
    { negated: false, field: null, value: 'a b:c' },
    { negated: false, field: null, value: '!d' },
    { negated: true, field: null, value: 'e f' },
    { negated: false, field: 'ns', value: 'g h' },
  ])
})

const typed = fc.oneof(
  fc.string({ unit: 'binary-ascii' }),
  fc
    .array(fc.constantFrom('a', 'ns', 'image', 'label', ':', '!', '"', ' ', 'İ', '\n', '6.9'), {
      maxLength: 20,
    })
    .map((parts) => parts.join('')),
)

test('any text is a filter, and printing it and reading it again changes nothing', () => {
  fc.assert(
    fc.property(typed, (text) => {
      const filter = parseFilter(text)
      expect(parseFilter(printFilter(filter))).toEqual(filter)
    }),
    { numRuns: 2000 },
  )
})

test('a term and its negation never both match', () => {
  fc.assert(
    fc.property(typed, (text) => {
      for (const term of parseFilter(text))
        expect(matches([term], shown)).toBe(!matches([{ ...term, negated: !term.negated }], shown))
    }),
  )
})

test('a changed row is read anew', () => {
  const renamed = { ...shown, name: 'backend' }
  expect(matches(parseFilter('frontend'), shown)).toBe(true)
  expect(matches(parseFilter('frontend'), renamed)).toBe(false)
})
