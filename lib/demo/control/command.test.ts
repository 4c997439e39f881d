import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CockpitError } from '../../errors.ts'
import { parseCommand } from './command.ts'

const good: readonly (readonly [object, object])[] = [
  [
    { do: 'jump', ms: 600_000 },
    { do: 'jump', ms: 600_000, namespace: null },
  ],
  [
    { do: 'jump', ms: 1, namespace: 'shop' },
    { do: 'jump', ms: 1, namespace: 'shop' },
  ],
  [
    { do: 'skip', namespace: 'shop' },
    { do: 'skip', namespace: 'shop' },
  ],
  [
    { do: 'speed', factor: 60 },
    { do: 'speed', factor: 60, namespace: null },
  ],
  [
    { do: 'ship', namespace: 'webapp-canary', what: 'bad' },
    { do: 'ship', namespace: 'webapp-canary', what: 'bad', flaw: null },
  ],
  [
    { do: 'ship', namespace: 'webapp-canary', what: 'bad', flaw: 'crash' },
    { do: 'ship', namespace: 'webapp-canary', what: 'bad', flaw: 'crash' },
  ],
  [
    { do: 'reset', scenario: 'all' },
    { do: 'reset', scenario: 'all' },
  ],
  [
    { do: 'tell', scenario: 'canary' },
    { do: 'tell', scenario: 'canary', namespace: null },
  ],
  [
    { do: 'traffic', on: true },
    { do: 'traffic', on: true, perSecond: 1 },
  ],
  [
    { do: 'traffic', on: false, perSecond: 5 },
    { do: 'traffic', on: false, perSecond: 5 },
  ],
  [{ do: 'clear' }, { do: 'clear', namespace: null }],
  [
    { do: 'fault', kind: 'outage' },
    { do: 'fault', kind: 'outage', namespace: null, resource: null },
  ],
  [
    { do: 'fault', kind: 'forbid', namespace: 'shop', resource: 'pods' },
    { do: 'fault', kind: 'forbid', namespace: 'shop', resource: 'pods' },
  ],
]

describe('parseCommand', () => {
  test.each(good)('%j', (sent, command) => {
    expect(parseCommand(sent)).toEqual(command)
  })

  test.each([
    [null, 'A command is a JSON object such as {"do": "jump", "ms": 60000}.'],
    [[], 'A command is a JSON object such as {"do": "jump", "ms": 60000}.'],
    [{}, /^"do" must be one of jump, .*\.$/],
    [{ do: 'constructor' }, /^"do" must be one of/],
    [{ do: ['jump'], ms: 1 }, /^"do" must be one of/],
    [{ do: 'jump' }, '"ms" must be a whole number from 1 to 86400000.'],
    [{ do: 'jump', ms: 0 }, '"ms" must be a whole number from 1 to 86400000.'],
    [{ do: 'jump', ms: '600000' }, '"ms" must be a whole number from 1 to 86400000.'],
    [{ do: 'jump', ms: 1e99 }, '"ms" must be a whole number from 1 to 86400000.'],
    [{ do: 'jump', ms: 1, sms: 2 }, 'The command jump has no field "sms".'],
    [{ do: 'speed', factor: 0.5 }, '"factor" must be a whole number from 1 to 600.'],
    [{ do: 'skip', namespace: '../kube-system' }, /^"namespace" must be a namespace's name/],
    [{ do: 'ship', namespace: 'a', what: 'worse' }, '"what" must be one of next, bad.'],
    [{ do: 'tell', scenario: 'x'.repeat(64) }, '"scenario" must be a text of 1 to 63 letters.'],
    [{ do: 'traffic', on: 'yes' }, '"on" must be true or false.'],
    [{ do: 'traffic', on: true, perSecond: 1e6 }, '"perSecond" must be a whole number from 1 to 20.'],
    [{ do: 'fault', kind: 'fire' }, /^"kind" must be one of none, outage/],
  ])('%j is refused: %s', (sent, sentence) => {
    expect(() => parseCommand(sent)).toThrow(sentence)
  })

  test('reads what is right and refuses all else with a sentence, whatever is sent', () => {
    const words = fc.constantFrom(
      ...['do', 'ms', 'factor', 'namespace', 'scenario', 'what', 'kind', '__proto__', 'constructor'],
    )
    const values = fc.oneof(
      fc.constantFrom('jump', 'speed', 'ship', 'tell', 'fault', 'canary', 'next', 'none', '__proto__'),
      fc.integer(),
      fc.jsonValue(),
    )
    const sent = fc.oneof(fc.jsonValue(), fc.dictionary(words, values, { noNullPrototype: true }))
    fc.assert(
      fc.property(sent, (value) => {
        try {
          expect(parseCommand(value).do).toBe(Object(value).do)
        } catch (error) {
          expect(error).toBeInstanceOf(CockpitError)
          expect(error).toMatchObject({ kind: 'invalid', message: expect.stringMatching(/^["A-Z].*\.$/s) })
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
