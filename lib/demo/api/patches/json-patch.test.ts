import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refusalOf } from '../../objects/refusal.ts'
import { applyJsonPatch } from './json-patch.ts'

test.each([
  ['adds a field', { a: 1 }, [{ op: 'add', path: '/b', value: 2 }], { a: 1, b: 2 }],
  ['adds into a list', { a: [1, 3] }, [{ op: 'add', path: '/a/1', value: 2 }], { a: [1, 2, 3] }],
  ['adds to the end of a list', { a: [1] }, [{ op: 'add', path: '/a/-', value: 2 }], { a: [1, 2] }],
  [
    'replaces what is there',
    { a: { b: 1 } },
    [{ op: 'replace', path: '/a/b', value: null }],
    { a: { b: null } },
  ],
  ['replaces everything', { a: 1 }, [{ op: 'replace', path: '', value: 7 }], 7],
  ['removes from a list', { a: [1, 2, 3] }, [{ op: 'remove', path: '/a/1' }], { a: [1, 3] }],
  ['moves', { a: { b: 1 } }, [{ op: 'move', from: '/a/b', path: '/c' }], { a: {}, c: 1 }],
  ['copies', { a: [1] }, [{ op: 'copy', from: '/a', path: '/b' }], { a: [1], b: [1] }],
  [
    'tests and goes on',
    { a: 1 },
    [
      { op: 'test', path: '/a', value: 1 },
      { op: 'remove', path: '/a' },
    ],
    {},
  ],
  [
    'reads escaped keys',
    { 'a/b': 1, '~': 2 },
    [
      { op: 'remove', path: '/a~1b' },
      { op: 'remove', path: '/~0' },
    ],
    {},
  ],
])('%s', (_, target, patch, wanted) => {
  expect(applyJsonPatch(target, patch)).toEqual(wanted)
})

test.each([
  ['a field that is not there', [{ op: 'remove', path: '/none' }], 422],
  ['a place in no list', [{ op: 'add', path: '/list/7', value: 1 }], 422],
  ['a place written with a zero', [{ op: 'replace', path: '/list/00', value: 1 }], 422],
  ['a road through a number', [{ op: 'add', path: '/list/0/x', value: 1 }], 422],
  ['a test that fails', [{ op: 'test', path: '/list', value: [] }], 422],
  ['no value', [{ op: 'add', path: '/x' }], 422],
  ['no pointer', [{ op: 'add', path: 'x', value: 1 }], 422],
  ['an unknown operation', [{ op: 'jump', path: '/list' }], 400],
  ['no list of operations', { op: 'remove' }, 400],
  ['the inherited', [{ op: 'remove', path: '/constructor' }], 422],
])('%s is refused', (_, patch, code) => {
  const thrown = () => {
    try {
      return applyJsonPatch({ list: [1] }, patch)
    } catch (error) {
      return refusalOf(error)?.code
    }
  }
  expect(thrown()).toBe(code)
})

test('what is added and removed again leaves everything as it was', () => {
  const value = fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme-ascii' })
  const name = fc.string({ minLength: 1, unit: 'grapheme-ascii' })
  fc.assert(
    fc.property(fc.dictionary(name, value, { noNullPrototype: true }), name, value, (raw, key, added) => {
      const target = JSON.parse(JSON.stringify(raw))
      fc.pre(!Object.hasOwn(target, key))
      const path = `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
      const patch = JSON.parse(
        JSON.stringify([
          { op: 'add', path, value: added },
          { op: 'remove', path },
        ]),
      )
      expect(applyJsonPatch(target, patch)).toEqual(target)
    }),
  )
})
