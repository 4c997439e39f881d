import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { KubeObject, NewObject } from './object.ts'
import { createStore, type Store } from './store.ts'

function begin(): Store {
  const store = createStore({ now: () => Date.parse('2026-11-23T10:00:00Z') })
  store.create('namespaces', { metadata: { name: 'shop' } })
  return store
}

const ownerOf = ({ apiVersion, kind, metadata: { name, uid } }: KubeObject) => ({
  ...{ apiVersion, kind, name, uid },
  blockOwnerDeletion: true,
})

const map = (name: string, ...owners: readonly KubeObject[]): NewObject => ({
  metadata: { name, namespace: 'shop', ownerReferences: owners.map(ownerOf) },
})

/** Makes an owner out of an object that is there. */
function hang(store: Store, object: KubeObject, ...owners: readonly KubeObject[]): void {
  store.update('configmaps', {
    ...object,
    metadata: { ...object.metadata, ownerReferences: owners.map(ownerOf) },
  })
}

const propagations = ['Background', 'Foreground'] as const

describe('what owns itself in the end', () => {
  test.each(propagations)('goes: two that own each other (%s)', (propagation) => {
    const store = begin()
    const a = store.create('configmaps', map('a'))
    const b = store.create('configmaps', map('b', a))
    hang(store, a, b)
    store.delete('configmaps', 'shop', 'a', { propagation })
    expect(store.list('configmaps', 'shop')).toEqual([])
  })

  test.each(propagations)('goes: one that owns itself (%s)', (propagation) => {
    const store = begin()
    const a = store.create('configmaps', map('a'))
    hang(store, a, a)
    store.delete('configmaps', 'shop', 'a', { propagation })
    expect(store.list('configmaps', 'shop')).toEqual([])
  })
})

test.each([
  ['Background', 5_000],
  ['Foreground', 500],
] as const)('a chain of owners goes as a whole (%s, %i)', (propagation, length) => {
  const store = begin()
  let above = store.create('configmaps', map('0'))
  for (let index = 1; index < length; index += 1)
    above = store.create('configmaps', map(String(index), above))
  store.delete('configmaps', 'shop', '0', { propagation })
  expect(store.list('configmaps', 'shop')).toEqual([])
})

test('whoever owns whom, a deletion ends, and nothing stays that has no owner left', () => {
  const links = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 14 })
  const deletions = fc.array(fc.tuple(fc.nat(7), fc.constantFrom(...propagations)), {
    minLength: 1,
    maxLength: 6,
  })
  fc.assert(
    fc.property(links, deletions, (owned, order) => {
      const store = begin()
      const made = Array.from({ length: 8 }, (_, index) => store.create('configmaps', map(String(index))))
      const owners = Map.groupBy(owned, ([dependent]) => dependent)
      for (const [dependent, pairs] of owners) {
        const object = store.get('configmaps', 'shop', String(dependent))
        if (object)
          hang(
            store,
            object,
            ...[...new Set(pairs.map(([, owner]) => owner))].flatMap((one) => made[one] ?? []),
          )
      }
      for (const [name, propagation] of order)
        store.delete('configmaps', 'shop', String(name), { propagation })
      const left = store.list('configmaps', 'shop')
      const uids = new Set(left.map(({ metadata }) => metadata.uid))
      for (const [name] of order) expect(store.get('configmaps', 'shop', String(name))).toBeUndefined()
      for (const { metadata } of left)
        expect((metadata.ownerReferences ?? []).every(({ uid }) => uids.has(uid))).toBe(true)
    }),
    { numRuns: 150 },
  )
})

test('a namespace with much in it goes without looking at all of it for each', () => {
  const store = begin()
  for (let index = 0; index < 1_000; index += 1) store.create('configmaps', map(String(index)))
  store.delete('namespaces', null, 'shop')
  expect(store.get('namespaces', null, 'shop')).toBeUndefined()
  expect(store.list('configmaps', 'shop')).toEqual([])
})

test('one who listens and fails keeps nobody else from hearing, and the writer learns of it', () => {
  const store = begin()
  const heard: string[] = []
  store.subscribe(() => {
    throw new Error('deaf')
  })
  store.subscribe(({ object }) => heard.push(object.metadata.name))
  expect(() => store.create('configmaps', map('a'))).toThrow('deaf')
  expect(() => store.create('configmaps', map('b'))).toThrow('deaf')
  expect(heard).toEqual(['a', 'b'])
})
