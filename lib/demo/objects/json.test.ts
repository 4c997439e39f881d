import fc from 'fast-check'
import { expect, test } from 'vitest'
import { at, freezeJson, type Json, listAt, numberAt, objectAt, sameJson, textAt, without } from './json.ts'

const json = fc
  .jsonValue({ maxDepth: 3, stringUnit: 'grapheme-ascii' })
  .map((raw): Json => JSON.parse(JSON.stringify(raw)))

test('a value is the same as its copy, and as nothing else', () => {
  fc.assert(
    fc.property(json, json, (a, b) => {
      expect(sameJson(a, JSON.parse(JSON.stringify(a)))).toBe(true)
      expect(sameJson(a, b)).toBe(sameJson(b, a))
      if (sameJson(a, b)) expect(a).toEqual(b)
    }),
  )
  expect(sameJson({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true)
  expect(sameJson([1, 2], [2, 1])).toBe(false)
  expect(sameJson({ a: undefined as never }, {})).toBe(false)
})

test('what is frozen is frozen to the ground', () => {
  const frozen = freezeJson(JSON.parse('{"a":[{"b":{}}]}'))
  expect(Object.isFrozen(frozen.a[0].b)).toBe(true)
})

test('a road that is missing anywhere leads nowhere', () => {
  const value: Json = { a: [{ b: 'c', n: 2 }] }
  expect(textAt(value, 'a', 0, 'b')).toBe('c')
  expect(numberAt(value, 'a', 0, 'n')).toBe(2)
  expect(at(value, 'a', 'b')).toBeUndefined()
  expect(at(value, 'constructor')).toBeUndefined()
  expect(listAt(value, 'a', 0)).toEqual([])
  expect(objectAt(value, 'a')).toEqual({})
  expect(without({ a: 1, b: 2 }, 'a')).toEqual({ b: 2 })
})
