import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Problem } from '../rollouts/model.ts'
import {
  childOf,
  childrenOf,
  has,
  instantOf,
  intFormOf,
  intOrTextOf,
  type Node,
  optionalFlagOf,
  optionalTextMapOf,
  optionalTextOf,
  optionalWholeOf,
  pathOf,
  rootOf,
} from './read.ts'

/** What a reader makes of the value at `a`, and what it has to say about it. */
const read = <T>(reader: (node: Node, key: string) => T, a: unknown): [T, readonly Problem[]] => {
  const root = rootOf({ a })
  const value = reader(root, 'a')
  return [value, root.problems]
}

const wrong = (message: string): readonly Problem[] => [{ path: 'a', message }]

describe('a value of the right type', () => {
  it.each([
    [optionalTextOf, 'x', 'x'],
    [optionalWholeOf, 3, 3],
    [optionalWholeOf, -0, 0],
    [optionalFlagOf, false, false],
    [intOrTextOf, '25%', '25%'],
    [intOrTextOf, 0, 0],
    [optionalTextMapOf, { k: 'v' }, { k: 'v' }],
    [instantOf, '2026-03-01T10:00:00Z', '2026-03-01T10:00:00Z'],
  ])('is read without a problem (%#)', (reader, value, expected) => {
    expect(read<unknown>(reader, value)).toEqual([expected, []])
  })

  it.each([optionalTextOf, optionalWholeOf, optionalFlagOf, intOrTextOf, optionalTextMapOf, instantOf])(
    'may be missing or null (%#)',
    (reader) => {
      expect(read<unknown>(reader, undefined)).toEqual([null, []])
      expect(read<unknown>(reader, null)).toEqual([null, []])
    },
  )
})

describe('a value of another type', () => {
  it.each([
    [optionalTextOf, 3, '3', 'is a number where text belongs'],
    [optionalTextOf, {}, null, 'is an object where text belongs'],
    [optionalWholeOf, '3', 3, 'is text where a whole number belongs'],
    [optionalWholeOf, '3 pods', null, 'is text where a whole number belongs'],
    [optionalWholeOf, 1.5, null, 'is a number where a whole number belongs'],
    [optionalFlagOf, 'true', true, 'is text where true or false belongs'],
    [optionalFlagOf, 'yes', null, 'is text where true or false belongs'],
    [intOrTextOf, [], null, 'is a list where a whole number or text belongs'],
    [optionalTextMapOf, 'x', null, 'is text where an object belongs'],
    [instantOf, 'yesterday', null, 'is not a time as RFC 3339 writes it'],
    [instantOf, 17, null, 'is not a time as RFC 3339 writes it'],
  ])('is read where it can be, and named (%#)', (reader, value, expected, message) => {
    expect(read<unknown>(reader, value)).toEqual([expected, wrong(message)])
  })
})

it('reads a Date and every spelling of the same instant as one text', () => {
  const instant = '2026-03-01T10:00:00Z'
  for (const value of [new Date(instant), instant, '2026-03-01T10:00:00.000Z', '2026-03-01T12:00:00+02:00']) {
    expect(read(instantOf, value)).toEqual([instant, []])
  }
  expect(read(instantOf, new Date(Number.NaN))[0]).toBeNull()
})

it('takes only the integer form of an int-or-text, as Go does', () => {
  expect(read(intFormOf, 3)).toEqual([3, []])
  expect(read(intFormOf, '3')).toEqual([0, []])
})

it('leaves out what is no object in a list, and says where', () => {
  const root = rootOf({ a: { b: [{ c: 1 }, null, 'x'] } })
  const children = childrenOf(childOf(root, 'a'), 'b')
  expect(children.map(pathOf)).toEqual(['a.b[0]'])
  expect(root.problems.map(({ path }) => path)).toEqual(['a.b[1]', 'a.b[2]'])
})

it('keeps a label that is called like a part of every object', () => {
  const [labels] = read(optionalTextMapOf, JSON.parse('{"__proto__":"x","constructor":"y"}'))
  expect(Object.entries(labels ?? {})).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ])
})

it('knows own fields only', () => {
  expect(has(rootOf({}), 'constructor')).toBe(false)
})

it('never throws, and reads a value or null', () => {
  const readers = [optionalTextOf, optionalWholeOf, optionalFlagOf, intOrTextOf, optionalTextMapOf, instantOf]
  fc.assert(
    fc.property(fc.anything(), fc.constantFrom(...readers), (value, reader) => {
      expect(read<unknown>(reader, value)[0]).not.toBeUndefined()
      expect(() => childrenOf(rootOf(value), 'a')).not.toThrow()
    }),
  )
})
