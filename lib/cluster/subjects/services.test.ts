import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isServiceDetail, type PageKey } from '../../stream/page.ts'
import type { Resource, SourceEvent } from '../source.ts'
import { createStore } from '../store.ts'
import { deploymentSubject } from './deployments.ts'
import { rolloutSubject } from './rollouts.ts'
import { serviceSubject } from './services.ts'
import type { Knows } from './subject.ts'

type Raw = Readonly<Record<string, unknown>>

const subjects = [rolloutSubject(), deploymentSubject, serviceSubject]
const knows: Knows = () => true
const key: PageKey = 'services/shop/web'

const upserted = (resource: Resource, object: Raw): SourceEvent => ({
  type: 'upserted',
  resource,
  namespace: null,
  object,
})
const deleted = (resource: Resource, object: Raw): SourceEvent => ({
  type: 'deleted',
  resource,
  namespace: null,
  object,
})

let version = 0
const meta = (name: string, more: Raw = {}) => ({
  name,
  namespace: 'shop',
  uid: `uid-${name}`,
  resourceVersion: String(++version),
  ...more,
})

const service = (selector: Raw = { app: 'web' }): Raw => ({
  metadata: meta('web'),
  spec: { selector, ports: [{ port: 80 }] },
})
const deployment = (name: string, replicas = 1): Raw => ({
  metadata: meta(name),
  spec: {
    replicas,
    template: { metadata: { labels: { app: 'web', variant: name } }, spec: { containers: [] } },
  },
})
const replicaSet = (name: string, replicas = 1): Raw => ({
  metadata: meta(`${name}-rs`, {
    labels: { app: 'web', variant: name },
    ownerReferences: [{ kind: 'Deployment', name, uid: `uid-${name}`, controller: true }],
  }),
  spec: { replicas, template: { spec: { containers: [{ name: 'app', image: `${name}:1` }] } } },
})
const pod = (name: string, of: string, ready = true, labels: Raw = { app: 'web', variant: of }): Raw => ({
  metadata: meta(name, {
    labels,
    ownerReferences: [{ kind: 'ReplicaSet', name: `${of}-rs`, uid: `uid-${of}-rs`, controller: true }],
  }),
  spec: { containers: [{ name: 'app', image: `${of}:1` }] },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
})
const slice = (...pods: readonly (readonly [string, boolean])[]): Raw => ({
  metadata: meta('web-slice', { labels: { 'kubernetes.io/service-name': 'web' } }),
  addressType: 'IPv4',
  endpoints: pods.map(([name, ready], at) => ({
    addresses: [`10.0.0.${at}`],
    conditions: { ready },
    targetRef: { kind: 'Pod', name, uid: `uid-${name}` },
  })),
})

const world = (...events: readonly SourceEvent[]) => {
  const store = createStore(subjects)
  for (const event of events) store.apply(event)
  return store
}

const ab = () =>
  world(
    upserted('services', service()),
    ...['a', 'b'].flatMap((name) => [
      upserted('deployments', deployment(name)),
      upserted('replicasets', replicaSet(name)),
      upserted('pods', pod(`${name}-1`, name)),
    ]),
    upserted('endpointslices', slice(['a-1', true], ['b-1', true])),
  )

const drawn = (store: ReturnType<typeof createStore>, known: Knows = knows) => {
  const found = store.draw(key, known)
  const detail = found?.detail
  return { row: found?.row ?? null, detail: detail && isServiceDetail(detail) ? detail : null }
}
const counts = (store: ReturnType<typeof createStore>, known: Knows = knows) =>
  drawn(store, known).detail?.variants.map(
    ({ maker, ready, pods }) => `${maker?.name} ${ready} of ${pods.length}`,
  )

describe('a Service', () => {
  test('is joined with the pods behind it and their workloads, and is a row where they are several', () => {
    const store = ab()
    expect(counts(store)).toEqual(['a 1 of 1', 'b 1 of 1'])
    expect(drawn(store).row).toMatchObject({ kind: 'Service', name: 'web', counts: { ready: 2 } })
  })

  test.each(['StatefulSet', 'DaemonSet'])('of two revisions of one %s is a row', (kind) => {
    const revised = (name: string, hash: string) => ({
      ...pod(name, 'db'),
      metadata: meta(name, {
        labels: { app: 'web', 'controller-revision-hash': hash },
        ownerReferences: [{ kind, name: 'db', uid: 'uid-db', controller: true }],
      }),
    })
    const store = world(
      upserted('services', service()),
      upserted('pods', revised('db-0', 'one')),
      upserted('pods', revised('db-1', 'one')),
      upserted('endpointslices', slice(['db-0', true], ['db-1', true])),
    )
    expect(drawn(store).row).toBeNull()
    store.apply(upserted('pods', revised('db-1', 'two')))
    expect(drawn(store).row).toMatchObject({ name: 'web', split: 'revisions' })
  })

  test('of one workload has a page and no row', () => {
    const store = ab()
    store.apply(deleted('pods', pod('b-1', 'b')))
    store.apply(upserted('endpointslices', slice(['a-1', true])))
    expect(drawn(store).row).toBeNull()
    expect(drawn(store).detail?.row.split).toBe('one')
  })

  test('without a right to slices counts ready pods', () => {
    const store = ab()
    store.apply(upserted('pods', pod('b-1', 'b', false)))
    expect(counts(store, (resource) => resource !== 'endpointslices')).toEqual(['a 1 of 1', 'b 0 of 1'])
    expect(counts(store)).toEqual(['a 1 of 1', 'b 1 of 1'])
  })

  test('does not count a pod whose labels were taken off, and shows it no more', () => {
    const store = ab()
    store.apply(upserted('pods', pod('b-1', 'b', true, { app: 'aside' })))
    store.apply(upserted('endpointslices', slice(['a-1', true])))
    expect(counts(store)).toEqual(['a 1 of 1'])
  })

  test('keeps a workload that is scaled to nothing, so that it can be scaled again', () => {
    const store = ab()
    store.apply(deleted('pods', pod('b-1', 'b')))
    store.apply(upserted('replicasets', replicaSet('b', 0)))
    store.apply(upserted('deployments', deployment('b', 0)))
    store.apply(upserted('endpointslices', slice(['a-1', true])))
    expect(counts(store)).toEqual(['a 1 of 1', 'b 0 of 0'])
    expect(drawn(store).detail?.targets.map(({ maker, replicas }) => [maker.name, replicas])).toEqual([
      ['a', 1],
      ['b', 0],
    ])
  })
})

describe('what may have changed', () => {
  const touched = (store: ReturnType<typeof createStore>, event: SourceEvent) => [...store.apply(event)]

  test.each<[string, SourceEvent]>([
    ['a pod', upserted('pods', pod('a-1', 'a', false))],
    ['a new pod', upserted('pods', pod('a-2', 'a'))],
    ['a slice', upserted('endpointslices', slice(['a-1', false]))],
    ['a ReplicaSet', upserted('replicasets', replicaSet('a', 2))],
    ['a Deployment', upserted('deployments', deployment('a', 2))],
    ['the Service itself', upserted('services', service({ app: 'other' }))],
  ])('by %s', (_, event) => {
    expect(touched(ab(), event)).toContain(key)
  })

  test('is nothing by what it does not select', () => {
    const store = ab()
    expect(touched(store, upserted('pods', pod('c-1', 'c', true, { app: 'other' })))).toEqual([])
    expect(
      touched(
        store,
        upserted('pods', {
          ...pod('a-9', 'a'),
          metadata: meta('a-9', { namespace: 'bank', labels: { app: 'web' } }),
        }),
      ),
    ).toEqual([])
  })
})

test('any order of events ends in the picture of all that is there', () => {
  const objects: readonly (readonly [Resource, Raw])[] = [
    ['services', service()],
    ['deployments', deployment('a')],
    ['deployments', deployment('b')],
    ['replicasets', replicaSet('a')],
    ['replicasets', replicaSet('b')],
    ['pods', pod('a-1', 'a')],
    ['pods', pod('b-1', 'b')],
    ['endpointslices', slice(['a-1', true], ['b-1', false])],
  ]
  const expected = drawn(world(...objects.map(([resource, object]) => upserted(resource, object))))
  const order = fc.shuffledSubarray([...objects.keys()], { minLength: objects.length })
  const gone = fc.array(fc.nat(objects.length - 1), { maxLength: 4 })
  fc.assert(
    fc.property(order, gone, (places, removed) => {
      const store = createStore(subjects)
      const put = (at: number) => objects[at] && store.apply(upserted(...objects[at]))
      for (const at of places) put(at)
      for (const at of removed) if (objects[at]) store.apply(deleted(...objects[at]))
      for (const at of removed) put(at)
      expect(drawn(store)).toEqual(expected)
    }),
  )
})

describe('the Services that select the pods of a workload', () => {
  const canary = (strategy: Raw = {}): Raw => ({
    metadata: meta('till'),
    spec: {
      strategy: { canary: strategy },
      template: { metadata: { labels: { app: 'till' } }, spec: {} },
    },
  })
  const hashed: Raw = {
    metadata: meta('till-rs', {
      labels: { app: 'till', 'rollouts-pod-template-hash': 'abc' },
      ownerReferences: [{ kind: 'Rollout', name: 'till', uid: 'uid-till', controller: true }],
    }),
    spec: { replicas: 1, template: { spec: {} } },
  }
  const selected = (name: string, selector: Raw) =>
    upserted('services', { metadata: meta(name), spec: { selector } })
  const of = (store: ReturnType<typeof createStore>, known: Knows = knows) =>
    (['rollouts/shop/till', 'deployments/shop/a'] as const).map((page) => {
      const detail = store.draw(page, known)?.detail
      return detail && !isServiceDetail(detail) ? detail.selectedBy : null
    })
  const shop = () =>
    world(
      upserted('rollouts', canary()),
      upserted('replicasets', hashed),
      upserted('deployments', deployment('a')),
      selected('till', { app: 'till' }),
      selected('till-of-one-revision', { app: 'till', 'rollouts-pod-template-hash': 'abc' }),
      selected('web', { app: 'web' }),
      selected('elsewhere', { app: 'elsewhere' }),
    )

  test('are told on its page, by its template or by a revision that runs', () => {
    expect(of(shop())).toEqual([['till', 'till-of-one-revision'], ['web']])
  })

  test('are not guessed where Services may not be read', () => {
    expect(of(shop(), (resource) => resource !== 'services')).toEqual([[], []])
  })

  test('move its picture when they come, change what they select, and go', () => {
    const store = shop()
    const pages = (event: SourceEvent) =>
      [...store.apply(event)].filter((page) => !page.startsWith('services/'))
    expect(pages(selected('new', { app: 'till' }))).toEqual(['rollouts/shop/till'])
    expect(pages(selected('new', { app: 'web' })).sort()).toEqual([
      'deployments/shop/a',
      'rollouts/shop/till',
    ])
    expect(of(store)).toEqual([
      ['till', 'till-of-one-revision'],
      ['new', 'web'],
    ])
    expect(pages(deleted('services', { metadata: meta('new') }))).toEqual(['deployments/shop/a'])
    expect(pages(selected('of-one', { 'rollouts-pod-template-hash': 'abc' }))).toEqual(['rollouts/shop/till'])
    expect(pages(selected('of-nobody', { app: 'nobody' }))).toEqual([])
  })

  test('are no lane and the lane no further Service', () => {
    const store = shop()
    store.apply(upserted('rollouts', canary({ canaryService: 'till' })))
    expect(of(store)[0]).toEqual(['till-of-one-revision'])
  })
})
