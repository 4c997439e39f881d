import { expect, test } from 'vitest'
import { kindOf } from './kinds.ts'
import { metadataCauses } from './validate.ts'

const fields = (resource: 'pods' | 'services', metadata: Parameters<typeof metadataCauses>[1]) =>
  metadataCauses(kindOf(resource), metadata).map(({ field }) => field)
const owner = { apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'u' }

test.each(['a', 'web-1', 'a.b', '1', `${'a'.repeat(63)}.${'b'.repeat(63)}`])(
  'a pod may be called %s',
  (name) => {
    expect(fields('pods', { name })).toEqual([])
  },
)

test.each(['', 'A', '-a', 'a-', 'a_b', 'a..b', 'ä', 'a'.repeat(254), 'a/b'])(
  'no pod may be called "%s"',
  (name) => {
    expect(fields('pods', { name })).toEqual(['metadata.name'])
  },
)

test('what stands in the metadata is checked, each fault by itself', () => {
  expect(fields('services', { name: 'a.b' })).toEqual(['metadata.name'])
  expect(fields('pods', { name: 'a', labels: { 'x/y': 'ok', 'a b': 'c', d: '-' } })).toEqual([
    'metadata.labels',
    'metadata.labels',
  ])
  expect(fields('pods', { name: 'a', annotations: { 'Example.com/Note': 'any thing', '/': '' } })).toEqual([
    'metadata.annotations',
  ])
  expect(fields('pods', { name: 'a', finalizers: ['x/y', 'a b'] })).toEqual(['metadata.finalizers'])
  expect(fields('pods', { name: 'a', ownerReferences: [{ ...owner, uid: '' }] })).toEqual([
    'metadata.ownerReferences[0].uid',
  ])
  const two = [
    { ...owner, controller: true },
    { ...owner, controller: true },
  ]
  expect(fields('pods', { name: 'a', ownerReferences: two })).toEqual(['metadata.ownerReferences'])
})
