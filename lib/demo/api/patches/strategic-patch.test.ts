import { describe, expect, test } from 'vitest'
import { refusalOf } from '../../objects/refusal.ts'
import { listKeysOf } from './list-keys.ts'
import { applyStrategicPatch, type KeysAt } from './strategic-patch.ts'

const keysAt: KeysAt = (path) => listKeysOf('deployments', false, path)
const spec = (containers: unknown, more: object = {}) =>
  JSON.parse(JSON.stringify({ spec: { template: { spec: { containers, ...more } } } }))
const patched = (target: unknown, patch: unknown) =>
  applyStrategicPatch(JSON.parse(JSON.stringify(target)), JSON.parse(JSON.stringify(patch)), keysAt)

describe('a strategic merge patch', () => {
  test('changes the container of that name, keeps the others, and puts what it names first', () => {
    const target = spec([
      { name: 'web', image: 'a', ports: [{ containerPort: 80 }] },
      { name: 'log', image: 'b' },
    ])
    const patch = spec([
      { name: 'web', image: 'c', ports: [{ containerPort: 81 }] },
      { name: 'new', image: 'd' },
    ])
    expect(patched(target, patch)).toEqual(
      spec([
        { name: 'web', image: 'c', ports: [{ containerPort: 81 }, { containerPort: 80 }] },
        { name: 'new', image: 'd' },
        { name: 'log', image: 'b' },
      ]),
    )
  })

  test('removes an entry by its key, and a field by null', () => {
    const target = spec([{ name: 'web', image: 'a', env: [{ name: 'A', value: '1' }, { name: 'B' }] }])
    const patch = spec([{ name: 'web', image: null, env: [{ name: 'A', $patch: 'delete' }] }])
    expect(patched(target, patch)).toEqual(spec([{ name: 'web', env: [{ name: 'B' }] }]))
  })

  test('replaces a list or an object whole where it is told to', () => {
    const target = spec([{ name: 'web' }, { name: 'log' }], { nodeSelector: { a: 'b' } })
    const patch = spec([{ name: 'only' }, { $patch: 'replace' }], {
      nodeSelector: { $patch: 'replace', c: 'd' },
    })
    expect(patched(target, patch)).toEqual(spec([{ name: 'only' }], { nodeSelector: { c: 'd' } }))
  })

  test('puts entries in the order of the writer', () => {
    const target = spec([{ name: 'a' }, { name: 'b' }])
    const patch = spec([{ name: 'c' }], {
      '$setElementOrder/containers': [{ name: 'c' }, { name: 'b' }, { name: 'a' }],
    })
    expect(patched(target, patch)).toEqual(spec([{ name: 'c' }, { name: 'b' }, { name: 'a' }]))
  })

  test('takes an order without entries, and leaves the others before what they stood before', () => {
    const target = spec([{ name: 'x' }, { name: 'a' }, { name: 'y' }, { name: 'b' }])
    const patch = spec(undefined, { '$setElementOrder/containers': [{ name: 'a' }, { name: 'b' }] })
    expect(patched(target, patch)).toEqual(target)
    const turned = spec(undefined, { '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }] })
    expect(patched(target, turned)).toEqual(
      spec([{ name: 'x' }, { name: 'y' }, { name: 'b' }, { name: 'a' }]),
    )
  })

  test('keeps only the keys that are to be retained', () => {
    const target = { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: {} } } }
    const patch = { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } }
    expect(patched(target, patch)).toEqual({ spec: { strategy: { type: 'Recreate' } } })
  })

  test('treats finalizers as a set', () => {
    const target = { metadata: { finalizers: ['a', 'b'] } }
    const patch = { metadata: { finalizers: ['c', 'a'], '$deleteFromPrimitiveList/finalizers': ['b'] } }
    expect(patched(target, patch)).toEqual({ metadata: { finalizers: ['c', 'a'] } })
  })

  test('replaces lists that have no key', () => {
    expect(patched(spec([{ name: 'a', args: ['x'] }]), spec([{ name: 'a', args: ['y'] }]))).toEqual(
      spec([{ name: 'a', args: ['y'] }]),
    )
  })

  test.each([
    ['an entry without its key', spec([{ image: 'a' }])],
    ['an unknown directive', { $jump: true }],
    ['a list', []],
  ])('refuses %s', (_, patch) => {
    expect(() => patched({}, patch)).toThrow()
    try {
      patched({}, patch)
    } catch (error) {
      expect(refusalOf(error)?.code).toBe(400)
    }
  })
})
