import { describe, expect, test } from 'vitest'
import type { StoreEvent } from './history.ts'
import type { KubeObject, NewObject } from './object.ts'
import { refusalOf } from './refusal.ts'
import { createStore, type Store } from './store.ts'

const start = Date.parse('2026-11-23T10:00:00.500Z')

function begin(history?: number) {
  let now = start
  const store = createStore({ now: () => now, ...(history === undefined ? {} : { history }) })
  const told: StoreEvent[] = []
  store.subscribe((event) => told.push(event))
  store.create('namespaces', { metadata: { name: 'shop' } })
  told.length = 0
  return { store, told, pass: (ms: number) => (now += ms) }
}

const named = (name: string, more: Partial<NewObject> = {}, owner?: KubeObject): NewObject => ({
  ...more,
  metadata: {
    name,
    namespace: 'shop',
    ...more.metadata,
    ...(owner ? { ownerReferences: [ownerOf(owner)] } : {}),
  },
})
const ownerOf = ({ apiVersion, kind, metadata }: KubeObject) => ({
  apiVersion,
  kind,
  name: metadata.name,
  uid: metadata.uid,
  controller: true,
  blockOwnerDeletion: true,
})
const codeOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return refusalOf(error)
  }
  return null
}
const words = (told: readonly StoreEvent[]) =>
  told.map(({ type, object }) => `${type} ${object.kind} ${object.metadata.name}`)

describe('writing', () => {
  test('a new object gets an identity, a date and a generation', () => {
    const { store } = begin()
    const rollout = store.create('rollouts', named('cart', { spec: { replicas: 2 } }))
    expect(rollout).toMatchObject({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { generation: 1, creationTimestamp: '2026-11-23T10:00:00Z', namespace: 'shop' },
    })
    expect(rollout.metadata.uid).toMatch(/^[0-9a-f-]{36}$/)
    expect(rollout.metadata.resourceVersion).toBe(store.version())
    expect(Object.isFrozen(rollout.spec)).toBe(true)
  })

  test('a generateName is completed as Kubernetes does it', () => {
    const { store } = begin()
    const pod = store.create('pods', { metadata: { generateName: 'cart-', namespace: 'shop' } })
    expect(pod.metadata.name).toMatch(/^cart-[bcdfghjklmnpqrstvwxz2456789]{5}$/)
  })

  test('the generation grows with the spec and not with status, labels or an equal write', () => {
    const { store, told } = begin()
    const first = store.create('rollouts', named('cart', { spec: { replicas: 2 } }))
    const labelled = store.update('rollouts', {
      ...first,
      metadata: { ...first.metadata, labels: { a: 'b' } },
    })
    const paused = store.update('rollouts', { ...labelled, status: { phase: 'Paused' } }, 'status')
    const scaled = store.update('rollouts', { ...paused, spec: { replicas: 3 }, status: { phase: 'no' } })
    const again = store.update('rollouts', { ...scaled, spec: { replicas: 3 } })
    expect([labelled, paused, scaled].map((one) => one.metadata.generation)).toEqual([1, 1, 2])
    expect(scaled.status).toEqual({ phase: 'Paused' })
    expect(again).toBe(scaled)
    expect(told).toHaveLength(4)
  })

  test('a status write takes nothing but the status', () => {
    const { store } = begin()
    const first = store.create('rollouts', named('cart', { spec: { replicas: 2 } }))
    const labels = { a: 'b' }
    const next = store.update(
      'rollouts',
      { ...first, metadata: { ...first.metadata, labels }, spec: {}, status: { x: 1 } },
      'status',
    )
    expect(next).toMatchObject({ spec: { replicas: 2 }, status: { x: 1 } })
    expect(next.metadata.labels).toBeUndefined()
  })

  test("a Deployment's generation grows with its annotations", () => {
    const { store } = begin()
    const first = store.create('deployments', named('web', { spec: {} }))
    const annotations = { note: 'x' }
    const next = store.update('deployments', { ...first, metadata: { ...first.metadata, annotations } })
    expect(next.metadata.generation).toBe(2)
  })

  test('who builds on an old version or another object is refused', () => {
    const { store } = begin()
    const first = store.create('rollouts', named('cart', { spec: { replicas: 2 } }))
    store.update('rollouts', { ...first, spec: { replicas: 3 } })
    expect(codeOf(() => store.update('rollouts', { ...first, spec: {} }))).toMatchObject({
      code: 409,
      message: expect.stringContaining('the object has been modified'),
    })
    const other = { ...first, metadata: { name: 'cart', namespace: 'shop', uid: 'x' } }
    expect(codeOf(() => store.update('rollouts', other))?.reason).toBe('Conflict')
    expect(
      codeOf(() => store.update('rollouts', { ...first, metadata: { name: 'no', namespace: 'shop' } })),
    ).toMatchObject({ code: 404, message: 'rollouts.argoproj.io "no" not found' })
  })

  test('what only looks is not stored', () => {
    const { store, told } = begin()
    const first = store.create('rollouts', named('cart', { spec: {} }))
    const version = store.version()
    store.create('rollouts', named('other'), { dryRun: true })
    const seen = store.update('rollouts', { ...first, spec: { replicas: 9 } }, 'spec', { dryRun: true })
    store.delete('rollouts', 'shop', 'cart', { dryRun: true })
    expect(seen).toMatchObject({ spec: { replicas: 9 }, metadata: { generation: 2 } })
    expect(store.version()).toBe(version)
    expect(told).toHaveLength(1)
  })

  test.each([
    ['a name in capitals', 'pods', { metadata: { name: 'Cart', namespace: 'shop' } }, 422],
    ['no name', 'pods', { metadata: { namespace: 'shop' } }, 422],
    ['a Service with a dot', 'services', { metadata: { name: 'a.b', namespace: 'shop' } }, 422],
    ['a label that is none', 'pods', { metadata: { name: 'a', namespace: 'shop', labels: { a: '-' } } }, 422],
    ['a namespace that is not there', 'pods', { metadata: { name: 'a', namespace: 'no' } }, 404],
    ['no namespace', 'pods', { metadata: { name: 'a' } }, 400],
    ['a name that is taken', 'namespaces', { metadata: { name: 'shop' } }, 409],
  ] as const)('%s is refused', (_, resource, object, code) => {
    expect(codeOf(() => begin().store.create(resource, object))?.code).toBe(code)
  })
})

describe('deleting', () => {
  const family = (store: Store) => {
    const rollout = store.create('rollouts', named('cart'))
    const set = store.create('replicasets', named('cart-1', {}, rollout))
    const pod = store.create('pods', named('cart-1-a', { spec: { nodeName: 'node' } }, set))
    return { rollout, set, pod }
  }

  test('what an object owns goes after it; a pod on a node waits for its kubelet', () => {
    const { store, told } = begin()
    family(store)
    told.length = 0
    store.delete('rollouts', 'shop', 'cart')
    expect(words(told)).toEqual([
      'DELETED Rollout cart',
      'DELETED ReplicaSet cart-1',
      'MODIFIED Pod cart-1-a',
    ])
    expect(store.get('pods', 'shop', 'cart-1-a')?.metadata).toMatchObject({
      deletionTimestamp: '2026-11-23T10:00:30Z',
      deletionGracePeriodSeconds: 30,
      generation: 2,
    })
    store.delete('pods', 'shop', 'cart-1-a', { gracePeriodSeconds: 0 })
    expect(store.list('pods')).toEqual([])
  })

  test('in the foreground it goes last', () => {
    const { store, told } = begin()
    family(store)
    told.length = 0
    const left = store.delete('rollouts', 'shop', 'cart', { propagation: 'Foreground' })
    expect(left?.metadata).toMatchObject({ finalizers: ['foregroundDeletion'] })
    store.delete('pods', 'shop', 'cart-1-a', { gracePeriodSeconds: 0 })
    expect(words(told).slice(-3)).toEqual([
      'DELETED Pod cart-1-a',
      'DELETED ReplicaSet cart-1',
      'DELETED Rollout cart',
    ])
  })

  test('orphans stay and forget their owner', () => {
    const { store } = begin()
    const { rollout } = family(store)
    store.delete('rollouts', 'shop', 'cart', { propagation: 'Orphan' })
    expect(store.owned('replicasets', rollout.metadata.uid)).toEqual([])
    const left = store.get('replicasets', 'shop', 'cart-1')
    expect(left).toBeDefined()
    expect(left?.metadata.ownerReferences).toBeUndefined()
  })

  test('one with a second owner stays with that one', () => {
    const { store } = begin()
    const first = store.create('rollouts', named('one'))
    const second = store.create('rollouts', named('two'))
    store.create('replicasets', {
      metadata: {
        name: 'shared',
        namespace: 'shop',
        ownerReferences: [{ ...ownerOf(first), controller: false }, ownerOf(second)],
      },
    })
    store.delete('rollouts', 'shop', 'one')
    expect(store.owned('replicasets', second.metadata.uid)).toHaveLength(1)
    store.delete('rollouts', 'shop', 'two')
    expect(store.list('replicasets')).toEqual([])
  })

  test('a finalizer holds the object until it is taken away', () => {
    const { store, told } = begin()
    store.create('rollouts', { metadata: { name: 'cart', namespace: 'shop', finalizers: ['shop.io/wait'] } })
    const held = store.delete('rollouts', 'shop', 'cart')
    expect(held?.metadata).toMatchObject({ deletionTimestamp: '2026-11-23T10:00:00Z', generation: 2 })
    const { finalizers: _, ...metadata } = held?.metadata ?? { name: '' }
    store.update('rollouts', { metadata: { ...metadata, name: 'cart', namespace: 'shop' } })
    expect(store.get('rollouts', 'shop', 'cart')).toBeUndefined()
    expect(words(told)).toEqual(['ADDED Rollout cart', 'MODIFIED Rollout cart', 'DELETED Rollout cart'])
    expect(told.at(-1)?.object.metadata.finalizers).toBeUndefined()
  })

  test.each([
    ['Running', true],
    ['Succeeded', false],
    ['Failed', false],
  ])('a pod on a node that is %s is given time: %s', (phase, waits) => {
    const { store } = begin()
    store.create('pods', named('a', { spec: { nodeName: 'node' }, status: { phase } }))
    store.delete('pods', 'shop', 'a')
    expect(store.get('pods', 'shop', 'a') !== undefined).toBe(waits)
  })

  test('a namespace takes everything with it and takes nothing in meanwhile', () => {
    const { store, told } = begin()
    family(store)
    store.delete('namespaces', null, 'shop')
    expect(store.get('namespaces', null, 'shop')).toMatchObject({ status: { phase: 'Terminating' } })
    expect(codeOf(() => store.create('pods', named('late')))?.reason).toBe('Forbidden')
    store.delete('pods', 'shop', 'cart-1-a', { gracePeriodSeconds: 0 })
    expect(store.get('namespaces', null, 'shop')).toBeUndefined()
    expect(words(told).at(-1)).toBe('DELETED Namespace shop')
  })

  test('a precondition that does not hold is a conflict', () => {
    const { store } = begin()
    store.create('pods', named('a'))
    const wrong = { preconditions: { uid: 'other' } }
    expect(codeOf(() => store.delete('pods', 'shop', 'a', wrong))?.code).toBe(409)
    expect(store.delete('pods', 'shop', 'none')).toBeUndefined()
  })
})

describe('history', () => {
  test('says what happened since a version, until that is compacted', () => {
    const { store } = begin()
    const first = store.create('pods', named('a'))
    store.create('services', named('s'))
    store.delete('pods', 'shop', 'a')
    const from = Number(first.metadata.resourceVersion)
    const since = store.since('pods', from)
    expect(since).toMatchObject([{ type: 'DELETED', version: from + 2 }])
    expect(since === 'gone' ? null : since[0]?.object.metadata.resourceVersion).toBe(store.version())
    store.compact(from + 1)
    expect(store.since('pods', from)).toBe('gone')
    expect(store.listAt('pods', null, from)).toBe('gone')
  })

  test('shows a list as it was', () => {
    const { store } = begin()
    const a = store.create('pods', named('a'))
    const b = store.create('pods', named('b'))
    const then = Number(store.version())
    store.update('pods', { ...a, status: { phase: 'Running' } }, 'status')
    store.delete('pods', 'shop', 'b')
    store.create('pods', named('c'))
    expect(store.listAt('pods', 'shop', then)).toEqual([a, b])
    expect(store.listAt('pods', 'default', then)).toEqual([])
    expect(store.listAt('pods', 'shop', Number(store.version()))).toEqual(store.list('pods', 'shop'))
  })

  test('is short, but never shorter than asked for', () => {
    const { store } = begin(10)
    for (let i = 0; i < 100; i += 1) store.create('pods', named(`p-${i}`))
    const newest = Number(store.version())
    expect(store.since('pods', newest - 10)).toHaveLength(10)
    expect(store.since('pods', newest - 25)).toBe('gone')
  })

  test('what a listener writes is told after all have heard what moved it', () => {
    const { store } = begin()
    const heard: string[] = []
    store.subscribe(({ object, resource }) => {
      heard.push(`first ${object.metadata.name}`)
      if (resource === 'rollouts') store.create('replicasets', named('set'))
    })
    store.subscribe(({ object }) => heard.push(`second ${object.metadata.name}`))
    store.create('rollouts', named('cart'))
    expect(heard).toEqual(['first cart', 'second cart', 'first set', 'second set'])
  })
})

test('a jump makes every instant earlier and nothing else', () => {
  const { store, told } = begin()
  const restartedAt = '2026-11-23T09:00:00Z'
  const rollout = store.create(
    'rollouts',
    named('cart', {
      spec: { restartAt: restartedAt, template: { metadata: { annotations: { at: restartedAt } } } },
      status: { pauseConditions: [{ startTime: '2026-11-23T09:30:00.123456Z' }] },
    }),
  )
  told.length = 0
  store.age(600_000)
  const older = store.get('rollouts', 'shop', 'cart')
  expect(older).toEqual({
    ...rollout,
    metadata: {
      ...rollout.metadata,
      creationTimestamp: '2026-11-23T09:50:00Z',
      resourceVersion: older?.metadata.resourceVersion,
    },
    spec: { restartAt: '2026-11-23T08:50:00Z', template: { metadata: { annotations: { at: restartedAt } } } },
    status: { pauseConditions: [{ startTime: '2026-11-23T09:20:00.123456Z' }] },
  })
  expect(told.filter(({ resource }) => resource === 'rollouts')).toHaveLength(1)
})
