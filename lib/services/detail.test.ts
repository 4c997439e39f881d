import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rawPods, rawReplicaSet, rawRollout } from '../rollouts/fixtures/raw.ts'
import { inFleet, sharedBy } from './ab.ts'
import { toServiceDetail } from './detail.ts'
import { course, rawEndpoint, rawService, rawSlice, serviceGraphOf, type Workload } from './fixtures/graph.ts'
import { ratioSum } from './fixtures/shares.ts'

const detailOf = (raw: Parameters<typeof serviceGraphOf>[0]) => toServiceDetail(serviceGraphOf(raw))
const letters = (detail: ReturnType<typeof detailOf>) => detail.variants.map(({ letter }) => letter)

describe('two Deployments behind one Service', () => {
  const detail = detailOf({ workloads: course })

  test('are an A/B with a letter each, in the fleet', () => {
    expect(detail.row.split).toBe('workloads')
    expect(inFleet(detail.variants)).toBe(true)
    expect(sharedBy(detail.row)).toBeNull()
    expect(
      detail.variants.map(({ letter, hue, maker, ready, endpoints }) => [
        letter,
        hue,
        maker?.name,
        ready,
        endpoints,
      ]),
    ).toEqual([
      ['A', 'a', 'frontend-a', 2, 2],
      ['B', 'b', 'frontend-b', 2, 2],
    ])
  })

  test('are told apart by the label that differs, not by hashes', () => {
    expect(detail.variants.map(({ labels }) => labels)).toEqual([
      { variant: 'frontend-a' },
      { variant: 'frontend-b' },
    ])
  })

  test('have images, and replicas that may be set', () => {
    expect(detail.variants.map(({ images }) => images)).toEqual([
      ['ghcr.io/stefanprodan/podinfo:6.9.3'],
      ['ghcr.io/stefanprodan/podinfo:6.9.4'],
    ])
    expect(detail.targets.map(({ maker, letter, replicas }) => [maker.name, letter, replicas])).toEqual([
      ['frontend-a', 'A', 2],
      ['frontend-b', 'B', 2],
    ])
  })

  test('are a healthy row', () => {
    expect(detail.row).toMatchObject({
      kind: 'Service',
      phase: 'Healthy',
      trouble: [],
      countedBy: 'endpoints',
    })
  })
})

test('without the right to read slices ready pods are counted, and that is said', () => {
  const detail = detailOf({
    workloads: [...course.slice(0, 1), { name: 'frontend-b', tag: '6.9.4', replicas: 3, unready: 1 }],
    slices: null,
  })
  expect(detail.row.countedBy).toBe('pods')
  expect(detail.variants.map(({ ready, endpoints }) => [ready, endpoints])).toEqual([
    [2, 2],
    [2, 3],
  ])
})

test('pods that fail are restarts and trouble of their variant, and no share', () => {
  const detail = detailOf({
    workloads: [...course.slice(0, 1), { name: 'frontend-b', tag: '6.9.4', replicas: 2, unready: 2 }],
  })
  expect(detail.row).toMatchObject({ split: 'one', phase: 'Degraded', trouble: ['CrashLoopBackOff'] })
  expect(detail.variants[1]).toMatchObject({ ready: 0, endpoints: 2, restarts: 6 })
  expect(letters(detail)).toEqual(['A', 'B'])
})

test('a workload that is scaled to nothing keeps its letter and can be scaled up again', () => {
  const detail = detailOf({
    workloads: [{ name: 'frontend-a', tag: '6.9.3', replicas: 0 }, ...course.slice(1)],
  })
  expect(letters(detail)).toEqual(['A', 'B'])
  expect(detail.row.split).toBe('one')
  expect(detail.targets.map(({ replicas }) => replicas)).toEqual([0, 2])
})

test('a letter stays while a workload goes from one revision to the next', () => {
  const detail = detailOf({
    workloads: [
      { name: 'frontend-a', tag: '6.9.3', replicas: 2, revision: 1 },
      { name: 'frontend-a', tag: '6.9.5', replicas: 1, revision: 2 },
      ...course.slice(1),
    ],
  })
  expect(letters(detail)).toEqual(['A#1', 'A#2', 'B'])
  expect(detail.targets.map(({ letter }) => letter)).toEqual(['A', 'B'])
})

describe('two revisions of one Deployment', () => {
  const detail = detailOf({
    workloads: [
      { name: 'frontend', tag: '6.9.4', replicas: 3, revision: 1 },
      { name: 'frontend', tag: '6.9.3', replicas: 1, revision: 2 },
    ],
  })

  test('wear the hues of versions, and are in the fleet as what their Deployment shares', () => {
    expect(detail.row.split).toBe('revisions')
    expect(detail.variants.map(({ hue, letter, revision }) => [hue, letter, revision])).toEqual([
      ['stable', '', 1],
      ['next', '', 2],
    ])
    expect(inFleet(detail.variants)).toBe(true)
    expect(sharedBy(detail.row)).toBe('dep-frontend')
    expect(detail.targets).toEqual([])
  })

  test('are in the fleet only while a pod of each is ready', () => {
    const { variants, row } = detailOf({
      workloads: [
        { name: 'frontend', tag: '6.9.4', replicas: 3, revision: 1 },
        { name: 'frontend', tag: '6.9.3', replicas: 1, unready: 1, revision: 2 },
      ],
    })
    expect(inFleet(variants)).toBe(false)
    expect(sharedBy(row)).toBeNull()
  })
})

describe('a Rollout behind its Service', () => {
  const rollout = rawRollout({
    namespace: 'webapp-a-b',
    revision: 2,
    spec: { strategy: { canary: { steps: [{ setWeight: 25 }, { pause: {} }] } } },
    status: { stableRS: 'old1', currentPodHash: 'new2' },
  })
  const stable = rawReplicaSet({
    owner: rollout,
    hash: 'old1',
    revision: 1,
    image: 'podinfo:6.9.3',
    replicas: 3,
  })
  const canary = rawReplicaSet({
    owner: rollout,
    hash: 'new2',
    revision: 2,
    image: 'podinfo:6.9.4',
    replicas: 1,
  })

  test('shows its versions in the order of the bar', () => {
    const detail = detailOf({
      rollouts: [rollout],
      replicaSets: [canary, stable],
      pods: [...rawPods(canary, 1), ...rawPods(stable, 3)],
    })
    expect(detail.variants.map(({ hue, ready, maker }) => [hue, ready, maker?.kind])).toEqual([
      ['stable', 3, 'Rollout'],
      ['next', 1, 'Rollout'],
    ])
    expect(inFleet(detail.variants)).toBe(true)
    expect(sharedBy(detail.row)).toBe(detail.variants[0]?.maker?.uid)
  })

  test('a Service of its new version alone is no A/B, in the hue of the new version', () => {
    const detail = detailOf({ rollouts: [rollout], replicaSets: [canary], pods: rawPods(canary, 1) })
    expect(detail.row.split).toBe('one')
    expect(inFleet(detail.variants)).toBe(false)
    expect(detail.variants.map(({ hue }) => hue)).toEqual(['next'])
  })
})

test('revisions of a StatefulSet are in the fleet as well', () => {
  const pod = (name: string, hash: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'webapp-a-b',
      uid: name,
      labels: { app: 'frontend', 'controller-revision-hash': hash },
      ownerReferences: [{ kind: 'StatefulSet', name: 'db', uid: 'sts', controller: true }],
    },
    spec: { containers: [{ name: 'db', image: `db:${hash}` }] },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
  })
  const detail = detailOf({ pods: [pod('db-0', 'one'), pod('db-1', 'two')] })
  expect(detail.row.split).toBe('revisions')
  expect(inFleet(detail.variants)).toBe(true)
  expect(detail.variants.map(({ letter, images }) => [letter, images])).toEqual([
    ['A', ['db:one']],
    ['B', ['db:two']],
  ])
})

test('an address without a pod is a variant of its own, with a question mark', () => {
  const detail = detailOf({
    service: rawService({ selector: null }),
    slices: [rawSlice('hand', [{ addresses: ['192.0.2.7'] }])],
  })
  expect(detail.variants).toMatchObject([{ letter: '?', maker: null, ready: 1, images: [] }])
  expect(detail.row.split).toBe('one')
})

test('an ExternalName, a headless Service and session affinity are told', () => {
  expect(
    detailOf({ service: rawService({ type: 'ExternalName', externalName: 'db.example.org' }), slices: [] }),
  ).toMatchObject({
    externalName: 'db.example.org',
    row: { split: 'none', phase: 'Unknown' },
  })
  expect(detailOf({ service: rawService({ clusterIP: 'None' }) }).headless).toBe(true)
  expect(detailOf({ service: rawService({ sessionAffinity: 'ClientIP' }) }).affinitySeconds).toBe(10_800)
})

test('endpoints on their way out are counted apart', () => {
  const graph = serviceGraphOf({ workloads: course.slice(0, 1) })
  const [pod] = graph.pods
  const leaving = { ready: false, serving: true, terminating: true }
  const detail = detailOf({
    workloads: course.slice(0, 1),
    slices: [rawSlice('x', [rawEndpoint(pod?.meta.name ?? '', pod?.meta.uid ?? '', leaving)])],
  })
  expect(detail.variants).toMatchObject([{ ready: 0, endpoints: 1, draining: 1 }])
})

test('every ready endpoint is in exactly one share, and the shares add up to 1', () => {
  const workload = fc.record({
    name: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    tag: fc.constantFrom('1', '2'),
    replicas: fc.nat(6),
    revision: fc.integer({ min: 1, max: 3 }),
  })
  fc.assert(
    fc.property(
      fc.uniqueArray(workload, { maxLength: 6, selector: (one) => `${one.name} ${one.revision}` }),
      (some) => {
        const workloads: readonly Workload[] = some
        const detail = detailOf({ workloads })
        const ready = workloads.reduce((sum, { replicas }) => sum + replicas, 0)
        expect(detail.variants.reduce((sum, one) => sum + one.ready, 0)).toBe(ready)
        expect(new Set(detail.variants.map(({ key }) => key)).size).toBe(detail.variants.length)
        if (ready > 0)
          expect(ratioSum(detail.variants.map((one) => one.ready))).toEqual({ part: 1n, whole: 1n })
      },
    ),
  )
})
