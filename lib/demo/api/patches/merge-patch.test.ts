import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyMergePatch } from './merge-patch.ts'

test.each([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'foo' }, null, null],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])('RFC 7386: %j with %j is %j', (target, patch, wanted) => {
  expect(applyMergePatch(target, patch)).toEqual(wanted)
})

test('a field called __proto__ is a field', () => {
  const patched = applyMergePatch({}, JSON.parse('{"__proto__":{"polluted":true}}'))
  expect(JSON.stringify(patched)).toBe('{"__proto__":{"polluted":true}}')
  expect({}).not.toHaveProperty('polluted')
})

test('applied twice it is as applied once', () => {
  const json = fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme-ascii' })
  fc.assert(
    fc.property(json, json, (targetValue, patchValue) => {
      const target = JSON.parse(JSON.stringify(targetValue))
      const patch = JSON.parse(JSON.stringify(patchValue))
      const once = applyMergePatch(target, patch)
      expect(applyMergePatch(once, patch)).toEqual(once)
    }),
  )
})
