import { expect, test } from 'vitest'
import { createStore } from '../objects/store.ts'
import { encodeEvent, encodeList, encodeObject } from './encode.ts'

const store = createStore({ now: Date.now })
const objects = ['a', 'b', 'c'].map((name) =>
  store.create('configmaps', { metadata: { name, namespace: 'default' }, data: { say: 'déjà vu' } }),
)

test.each([0, 1, 3])('a list of %i holds them all', (count) => {
  const items = objects.slice(0, count)
  const list = encodeList('ConfigMapList', 'v1', { resourceVersion: '7' }, items.map(encodeObject))
  expect(JSON.parse(list.toString())).toEqual({
    kind: 'ConfigMapList',
    apiVersion: 'v1',
    metadata: { resourceVersion: '7' },
    items,
  })
})

test('an object is written once for all readers', () => {
  const [object] = objects
  if (object === undefined) throw new Error('no object')
  expect(encodeObject(object)).toBe(encodeObject(object))
  const line = encodeEvent('ADDED', encodeObject(object)).toString()
  expect(line).toMatch(/^[^\n]+\n$/)
  expect(JSON.parse(line)).toEqual({ type: 'ADDED', object })
})
