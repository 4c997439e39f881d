import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isDeploymentDetail } from '../stream/page.ts'
import { type Resource, type SourceEvent, watchedResources } from './source.ts'
import { createStore } from './store.ts'
import { rolloutGraph } from './subjects/rollouts.ts'
import { subjects } from './subjects/subjects.ts'
import {
  ownedByDeployment,
  ownedByExperiment,
  ownedByReplicaSet,
  ownedByRollout,
  rawDeployment,
  rawEndpointSlice,
  rawPod,
  rawReplicaSet,
  rawRollout,
  rawRun,
  rawService,
} from './testing/objects.ts'

const listed = (resource: Resource, objects: readonly unknown[], namespace: string | null = null) =>
  ({ type: 'listed', resource, namespace, objects }) as const
const upserted = (resource: Resource, object: unknown) =>
  ({ type: 'upserted', resource, namespace: null, object }) as const
const deleted = (resource: Resource, object: unknown) =>
  ({ type: 'deleted', resource, namespace: null, object }) as const

type Store = ReturnType<typeof createStore>

function graphOf(store: Store, of: string) {
  const [namespace = '', name = ''] = of.split('/')
  return rolloutGraph(store.world, { namespace, name }, () => true)
}

function storeOf(...events: readonly SourceEvent[]) {
  const store = createStore(subjects)
  for (const event of events) store.apply(event)
  return store
}

const names = (objects: readonly { readonly meta: { readonly name: string } }[] | undefined) =>
  objects?.map((object) => object.meta.name)

const owners = (...uids: readonly string[]) => uids.map((uid) => ({ uid, kind: 'Rollout', name: uid }))

const cart = rawRollout({ uid: 'r', name: 'cart' })
const replicaSet = rawReplicaSet({ uid: 'rs', name: 'cart-1', owner: ownedByRollout('r') })
const pod = rawPod({ uid: 'p', name: 'cart-1-a', owner: ownedByReplicaSet('rs') })
const experiment = rawRun({ uid: 'e', name: 'cart-exp', owner: ownedByRollout('r') })

describe('joining', () => {
  test('finds what a Rollout owns, through its Experiments too, sorted by name', () => {
    const graph = graphOf(
      storeOf(
        upserted('rollouts', cart),
        upserted('experiments', experiment),
        upserted('replicasets', rawReplicaSet({ uid: 'x', name: 'exp-rs', owner: ownedByExperiment('e') })),
        upserted('replicasets', replicaSet),
        upserted('replicasets', rawReplicaSet({ uid: 'o', name: 'other', owner: ownedByRollout('o') })),
        upserted('pods', rawPod({ uid: 'q', name: 'exp-pod', owner: ownedByReplicaSet('x') })),
        upserted('pods', pod),
        upserted('analysisruns', rawRun({ uid: 'a', name: 'run', owner: ownedByRollout('r') })),
        upserted('analysisruns', rawRun({ uid: 'b', name: 'exp-run', owner: ownedByExperiment('e') })),
      ),
      'shop/cart',
    )
    expect(names(graph?.replicaSets)).toEqual(['cart-1', 'exp-rs'])
    expect(names(graph?.pods)).toEqual(['cart-1-a', 'exp-pod'])
    expect(names(graph?.analysisRuns)).toEqual(['exp-run', 'run'])
    expect(names(graph?.experiments)).toEqual(['cart-exp'])
  })

  test('gives the Services that the strategy names, in its own namespace only', () => {
    const graph = graphOf(
      storeOf(
        upserted('rollouts', cart),
        upserted('services', rawService({ uid: '1', name: 'canary', namespace: 'elsewhere' })),
        upserted('services', rawService({ uid: '2', name: 'stable' })),
        upserted('services', rawService({ uid: '3', name: 'unrelated' })),
      ),
      'shop/cart',
    )
    expect(graph?.services?.map(({ meta }) => meta.uid)).toEqual(['2'])
  })

  test('gives the Deployment of a workloadRef, and none of another kind', () => {
    const refer = (kind: string) =>
      rawRollout({
        uid: 'r',
        name: 'cart',
        spec: { workloadRef: { kind, name: 'web', apiVersion: 'apps/v1' } },
      })
    const deployment = upserted('deployments', rawDeployment({ uid: 'd', name: 'web' }))
    const workload = (kind: string) =>
      graphOf(storeOf(deployment, upserted('rollouts', refer(kind))), 'shop/cart')?.workload
    expect(workload('Deployment')?.meta.uid).toBe('d')
    expect(workload('PodTemplate')).toBeNull()
  })
})

describe('what may have changed', () => {
  test('climbs from a pod, and knows nothing of one whose ReplicaSet is not there yet', () => {
    const store = storeOf(upserted('rollouts', cart))
    expect([...store.apply(upserted('pods', pod))]).toEqual([])
    expect([...store.apply(upserted('replicasets', replicaSet))]).toEqual(['rollouts/shop/cart'])
    expect(names(graphOf(store, 'shop/cart')?.pods)).toEqual(['cart-1-a'])
    const moved = rawPod({ uid: 'p', name: 'cart-1-a', owner: ownedByReplicaSet('rs'), version: '2' })
    expect([...store.apply(upserted('pods', moved))]).toEqual(['rollouts/shop/cart'])
  })

  test('is nothing when an object comes again as it was, and its identity stays', () => {
    const store = storeOf(
      upserted('rollouts', cart),
      upserted('replicasets', replicaSet),
      upserted('pods', pod),
    )
    const before = graphOf(store, 'shop/cart')
    expect([...store.apply(listed('pods', [structuredClone(pod)]))]).toEqual([])
    expect([...store.apply(upserted('rollouts', structuredClone(cart)))]).toEqual([])
    expect(graphOf(store, 'shop/cart')?.pods[0]).toBe(before?.pods[0])
    expect(graphOf(store, 'shop/cart')?.rollout).toBe(before?.rollout)
  })

  test('names the Rollouts that speak of a Service or a Deployment, also when it goes', () => {
    const web = rawRollout({ uid: 'w', name: 'web', strategy: { blueGreen: { activeService: 'stable' } } })
    const store = storeOf(upserted('rollouts', cart), upserted('rollouts', web))
    const service = rawService({ uid: 's', name: 'stable' })
    expect([...store.apply(upserted('services', service))].sort()).toEqual([
      'rollouts/shop/cart',
      'rollouts/shop/web',
      'services/shop/stable',
    ])
    expect([...store.apply(deleted('services', service))].sort()).toEqual([
      'rollouts/shop/cart',
      'rollouts/shop/web',
      'services/shop/stable',
    ])
    expect([...store.apply(upserted('services', rawService({ uid: 't', name: 'other' })))]).toEqual([
      'services/shop/other',
    ])
  })

  test('names both Rollouts when an object changes its owner', () => {
    const store = storeOf(
      upserted('rollouts', cart),
      upserted('rollouts', rawRollout({ uid: 'r2', name: 'till' })),
      upserted('replicasets', replicaSet),
    )
    const adopted = rawReplicaSet({ uid: 'rs', name: 'cart-1', owner: ownedByRollout('r2'), version: '2' })
    expect([...store.apply(upserted('replicasets', adopted))].sort()).toEqual([
      'rollouts/shop/cart',
      'rollouts/shop/till',
    ])
    expect(graphOf(store, 'shop/cart')?.replicaSets).toEqual([])
  })
})

describe('a Deployment', () => {
  const web = rawDeployment({ uid: 'd', name: 'web' })
  const webSet = rawReplicaSet({ uid: 'ws', name: 'web-1', owner: ownedByDeployment('d') })
  const webPod = rawPod({ uid: 'wp', name: 'web-1-a', owner: ownedByReplicaSet('ws') })
  const refers = rawRollout({
    uid: 'r',
    name: 'cart',
    spec: { workloadRef: { kind: 'Deployment', name: 'web', apiVersion: 'apps/v1' } },
  })
  const drawn = (store: Store) => {
    const detail = store.draw('deployments/shop/web', () => true)?.detail
    return detail !== undefined && isDeploymentDetail(detail) ? detail : null
  }

  test('is drawn with its ReplicaSets and their pods, and moves with them', () => {
    const store = storeOf(upserted('deployments', web))
    expect([...store.apply(upserted('replicasets', webSet))]).toEqual(['deployments/shop/web'])
    expect([...store.apply(upserted('pods', webPod))]).toEqual(['deployments/shop/web'])
    expect(drawn(store)?.replicaSets.map(({ name, pods }) => [name, pods.length])).toEqual([['web-1', 1]])
    expect([...store.apply(deleted('pods', webPod))]).toEqual(['deployments/shop/web'])
    expect([...store.apply(deleted('deployments', web))]).toEqual(['deployments/shop/web'])
    expect([store.has('deployments/shop/web'), drawn(store)]).toEqual([false, null])
  })

  test('names the Rollout that takes its template, and both move with one another', () => {
    const store = storeOf(upserted('deployments', web))
    const both = ['deployments/shop/web', 'rollouts/shop/cart']
    expect([...store.apply(upserted('rollouts', refers))].sort()).toEqual(both)
    expect(drawn(store)?.row.rollout).toBe('cart')
    expect([...store.apply(deleted('rollouts', refers))].sort()).toEqual(both)
    expect(drawn(store)?.row.rollout).toBeNull()
  })

  test('may bear the name of a Rollout', () => {
    const store = storeOf(
      upserted('deployments', rawDeployment({ uid: 'd', name: 'cart' })),
      upserted('rollouts', cart),
    )
    expect([...store.keys()].sort()).toEqual(['deployments/shop/cart', 'rollouts/shop/cart'])
  })
})

describe('going', () => {
  test('a list replaces its namespace only, or everything', () => {
    const there = rawRollout({ uid: 'x', name: 'there', namespace: 'bank' })
    const store = storeOf(listed('rollouts', [cart, there]))
    expect([...store.apply(listed('rollouts', [], 'shop'))]).toEqual(['rollouts/shop/cart'])
    expect(store.keys()).toEqual(['rollouts/bank/there'])
    expect([...store.apply(listed('rollouts', [cart]))].sort()).toEqual([
      'rollouts/bank/there',
      'rollouts/shop/cart',
    ])
    expect(store.keys()).toEqual(['rollouts/shop/cart'])
  })

  test('a name that lives on with another uid loses what the old one owned, whatever is heard of its end', () => {
    const store = storeOf(
      upserted('rollouts', cart),
      upserted('replicasets', replicaSet),
      upserted('pods', pod),
    )
    const reborn = rawRollout({ uid: 'r2', name: 'cart', version: '9' })
    expect([...store.apply(upserted('rollouts', reborn))]).toEqual(['rollouts/shop/cart'])
    expect([...store.apply(deleted('rollouts', cart))]).toEqual([])
    expect(graphOf(store, 'shop/cart')?.rollout.meta.uid).toBe('r2')
    expect(graphOf(store, 'shop/cart')?.replicaSets).toEqual([])
  })

  test.each([
    ['from the top', ['rollouts', 'replicasets', 'pods']],
    ['from the bottom', ['pods', 'replicasets', 'rollouts']],
  ] as const)('deletes %s leave nothing behind', (_, order) => {
    const objects = { rollouts: cart, replicasets: replicaSet, pods: pod }
    const store = storeOf(
      upserted('rollouts', cart),
      upserted('replicasets', replicaSet),
      upserted('pods', pod),
    )
    for (const resource of order) store.apply(deleted(resource, objects[resource]))
    expect(store.keys()).toEqual([])
    store.apply(upserted('rollouts', cart))
    expect(graphOf(store, 'shop/cart')?.replicaSets).toEqual([])
  })
})

describe('what cannot be read', () => {
  test('is skipped and counted, and no other object suffers', () => {
    const store = createStore(subjects)
    store.apply(listed('pods', [null, 'text', 7, [], { metadata: { uid: 'u' } }, pod]))
    store.apply(listed('rollouts', [{}, cart]))
    store.apply(upserted('replicasets', replicaSet))
    expect(store.skipped()).toBe(6)
    expect(names(graphOf(store, 'shop/cart')?.pods)).toEqual(['cart-1-a'])
  })

  test('is no longer there when it could be read before, as a fresh list would have it', () => {
    const store = storeOf(
      upserted('rollouts', cart),
      upserted('replicasets', replicaSet),
      upserted('pods', pod),
    )
    expect([...store.apply(upserted('pods', { metadata: { uid: 'p' } }))]).toEqual(['rollouts/shop/cart'])
    expect(graphOf(store, 'shop/cart')?.pods).toEqual([])
  })

  test('is deleted by its uid even where nothing else is left of it', () => {
    const store = storeOf(upserted('rollouts', cart))
    store.apply(deleted('rollouts', { metadata: { uid: 'r' } }))
    store.apply(deleted('rollouts', null))
    expect(store.keys()).toEqual([])
  })

  test('owners that form a ring hold up neither a list nor a picture', () => {
    const ring = [
      { ...experiment, metadata: { ...experiment.metadata, ownerReferences: owners('r', 'e', 'f') } },
      rawRun({ uid: 'f', name: 'other-exp', owner: ownedByExperiment('e') }),
      rawRun({ uid: 'g', name: 'plain-exp', owner: ownedByRollout('r') }),
    ]
    const store = storeOf(upserted('rollouts', cart))
    for (let round = 0; round < 2; round++) {
      expect([...store.apply(listed('experiments', ring))]).toEqual(round === 0 ? ['rollouts/shop/cart'] : [])
      expect(names(graphOf(store, 'shop/cart')?.experiments)).toEqual(['cart-exp', 'plain-exp'])
    }
  })

  test('a uid that comes back under another name leaves nothing under the old one', () => {
    const store = storeOf(
      upserted('rollouts', cart),
      upserted('rollouts', rawRollout({ uid: 'r', name: 'basket', version: '2' })),
    )
    expect(graphOf(store, 'shop/cart')).toBeUndefined()
    expect(names([graphOf(store, 'shop/basket')?.rollout].flatMap((found) => found ?? []))).toEqual([
      'basket',
    ])
  })

  test('names and labels like __proto__ are names and labels', () => {
    const hostile = rawRollout({ uid: '__proto__', name: 'constructor', namespace: '__proto__' })
    const store = storeOf(upserted('rollouts', hostile))
    expect(store.keys()).toEqual(['rollouts/__proto__/constructor'])
    expect(graphOf(store, '__proto__/constructor')?.rollout.meta.uid).toBe('__proto__')
    expect(graphOf(store, 'shop/toString')).toBeUndefined()
  })
})

const finals: Readonly<Record<Resource, readonly unknown[]>> = {
  rollouts: [cart, rawRollout({ uid: 'r2', name: 'till', version: '5' })],
  replicasets: [
    replicaSet,
    rawReplicaSet({ uid: 'rs2', name: 'till-1', owner: ownedByRollout('r2'), version: '5' }),
    rawReplicaSet({ uid: 'rs3', name: 'exp-1', owner: ownedByExperiment('e') }),
    rawReplicaSet({ uid: 'rs4', name: 'web-1', owner: ownedByDeployment('d') }),
  ],
  pods: ['rs', 'rs2', 'rs3', 'rs4', 'none'].map((owner) =>
    rawPod({ uid: `p-${owner}`, name: `pod-${owner}`, owner: ownedByReplicaSet(owner), version: '5' }),
  ),
  services: [rawService({ uid: 's', name: 'stable' }), rawService({ uid: 'c', name: 'canary' })],
  analysisruns: [rawRun({ uid: 'a', name: 'run', owner: ownedByExperiment('e') })],
  experiments: [experiment],
  deployments: [rawDeployment({ uid: 'd', name: 'web' })],
  endpointslices: [rawEndpointSlice({ uid: 'x', name: 'stable-1', service: 'stable' })],
}
// What was there on the way to `finals`: old forms, and objects that are gone in the end.
const passing: Readonly<Partial<Record<Resource, readonly unknown[]>>> = {
  rollouts: [
    rawRollout({ uid: 'r-old', name: 'till', version: '2' }),
    rawRollout({ uid: 'gone', name: 'gone' }),
  ],
  replicasets: [rawReplicaSet({ uid: 'rs2', name: 'till-1', owner: ownedByRollout('r-old'), version: '2' })],
  pods: [
    rawPod({ uid: 'p-rs', name: 'pod-rs', owner: ownedByReplicaSet('rs2'), version: '2', ready: false }),
  ],
}

/** The events of one resource: in order, as its one watch brings them, and ending in `finals`. */
const history = (resource: Resource) => {
  const objects = [...(passing[resource] ?? []), ...finals[resource]]
  return fc
    .array(fc.tuple(fc.constantFrom('upserted', 'deleted', 'twice', 'listed'), fc.constantFrom(...objects)), {
      maxLength: 8,
    })
    .map((steps) => [
      ...steps.flatMap(([type, object]): readonly SourceEvent[] => {
        if (type === 'listed') return [listed(resource, objects.slice(0, 2))]
        if (type === 'deleted') return [deleted(resource, object)]
        return Array.from({ length: type === 'twice' ? 2 : 1 }, () => upserted(resource, object))
      }),
      ...finals[resource].map((object) => upserted(resource, object)),
      listed(resource, finals[resource]),
    ])
}

/** Merges the histories by draws, keeping the order within each. */
function merge(histories: readonly (readonly SourceEvent[])[], draws: readonly number[]) {
  const queues = histories.map((events) => [...events])
  const merged: SourceEvent[] = []
  for (let turn = 0; queues.some((queue) => queue.length > 0); turn++) {
    const open = queues.filter((queue) => queue.length > 0)
    const event = open[(draws[turn % draws.length] ?? 0) % open.length]?.shift()
    if (event !== undefined) merged.push(event)
  }
  return merged
}

test('any interleaving of kinds ends as a fresh list, and no picture changes unannounced', () => {
  const fresh = storeOf(...watchedResources.map((resource) => listed(resource, finals[resource])))
  const picture = (store: Store) =>
    Object.fromEntries(
      store
        .keys()
        .toSorted()
        .map((key) => [key, JSON.stringify(store.draw(key, () => true))]),
    )
  fc.assert(
    fc.property(
      fc.tuple(...watchedResources.map(history)),
      fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 40 }),
      (histories, draws) => {
        const store = createStore(subjects)
        let shown = picture(store)
        for (const event of merge(histories, draws)) {
          const touched = store.apply(event)
          const now = picture(store)
          for (const key of new Set([...Object.keys(shown), ...Object.keys(now)]))
            if (shown[key] !== now[key]) expect([...touched]).toContain(key)
          shown = now
        }
        expect(shown).toEqual(picture(fresh))
      },
    ),
    { numRuns: 200 },
  )
  // A busy machine may take its time over two hundred histories.
}, 30_000)
