import { expect, test } from 'vitest'
import type { FleetRow } from '../stream/page.ts'
import { createHub } from './hub.ts'
import { createStore } from './store.ts'
import { subjects } from './subjects/subjects.ts'
import { fakeSource } from './testing/fake-source.ts'
import { manualTimers } from './testing/manual-timers.ts'
import { readAll } from './testing/reader.ts'

/** A canary and its Services in a cluster: what the fleet tells of them while it goes from one revision to the next. */

type Raw = Readonly<Record<string, unknown>>

let version = 0
const meta = (name: string, more: Raw = {}) => ({
  name,
  namespace: 'shop',
  uid: `uid-${name}`,
  resourceVersion: String(++version),
  creationTimestamp: '2026-01-01T00:00:00Z',
  ...more,
})
const rollout = (
  name: string,
  strategy: Raw = { canary: { steps: [{ setWeight: 25 }, { pause: {} }] } },
) => ({
  metadata: meta(name),
  spec: {
    replicas: 4,
    strategy,
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'app', image: 'app:1' }] },
    },
  },
  status: { stableRS: 'one', currentPodHash: 'two' },
})
const labels = (name: string, hash: string) => ({ app: name, 'rollouts-pod-template-hash': hash })
const replicaSet = (name: string, hash: string) => ({
  metadata: meta(`${name}-${hash}`, {
    labels: labels(name, hash),
    annotations: { 'rollout.argoproj.io/revision': hash === 'one' ? '1' : '2' },
    ownerReferences: [{ kind: 'Rollout', name, uid: `uid-${name}`, controller: true }],
  }),
  spec: { replicas: 1, template: { spec: { containers: [{ name: 'app', image: `app:${hash}` }] } } },
})
const podName = (name: string, hash: string) => `${name}-${hash}-pod`
const pod = (name: string, hash: string, ready = true) => ({
  metadata: meta(podName(name, hash), {
    labels: labels(name, hash),
    ownerReferences: [
      { kind: 'ReplicaSet', name: `${name}-${hash}`, uid: `uid-${name}-${hash}`, controller: true },
    ],
  }),
  spec: { containers: [{ name: 'app', image: `app:${hash}` }] },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
})
const service = (name: string, selector: Raw) => ({ metadata: meta(name), spec: { selector } })
const slice = (of: string, ...pods: readonly (readonly [string, boolean])[]) => ({
  metadata: meta(`slice-${of}`, { labels: { 'kubernetes.io/service-name': of } }),
  addressType: 'IPv4',
  endpoints: pods.map(([name, ready], at) => ({
    addresses: [`10.0.0.${at}`],
    conditions: { ready },
    targetRef: { kind: 'Pod', name, uid: `uid-${name}` },
  })),
})

const [old, fresh] = [podName('web', 'one'), podName('web', 'two')]

async function live() {
  const source = fakeSource()
  const timers = manualTimers()
  const { now } = timers
  const hub = createHub({ source, subjects, now, timers, readOnly: false, version: '1', emptied() {} })
  const reader = readAll(hub)
  await reader.take()
  source.sync({
    rollouts: [rollout('web')],
    replicasets: [replicaSet('web', 'one'), replicaSet('web', 'two')],
    pods: [pod('web', 'one')],
    services: [
      service('front', { app: 'web' }),
      service('front-stable', labels('web', 'one')),
      service('front-canary', labels('web', 'two')),
    ],
    endpointslices: [slice('front', [old, true]), slice('front-stable', [old, true]), slice('front-canary')],
  })
  const told = async () => {
    await timers.advance(200)
    const messages = await reader.take()
    return messages.flatMap((message) =>
      message.type === 'fleet-delta'
        ? [...message.changed.map(words), ...message.removed.map((uid) => `no ${uid}`)]
        : [],
    )
  }
  await told()
  return { source, hub, told }
}

const words = (row: FleetRow) =>
  row.kind === 'Service'
    ? `${row.name} ${row.split} ${row.variants.map(({ revision, ready }) => `${revision}:${ready}`).join()}`
    : row.name
const servicesIn = (rows: readonly FleetRow[]) => rows.filter(({ kind }) => kind === 'Service').map(words)

test('a Service without a hash comes with the first ready pod of the second revision, and goes with the last of the first', async () => {
  const { source, hub, told } = await live()
  expect(servicesIn(hub.rows())).toEqual([])

  source.upsert('pods', pod('web', 'two', false))
  source.upsert('endpointslices', slice('front', [old, true], [fresh, false]))
  expect((await told()).filter((line) => line.startsWith('front'))).toEqual([])

  source.upsert('pods', pod('web', 'two'))
  source.upsert('endpointslices', slice('front', [old, true], [fresh, true]))
  source.upsert('endpointslices', slice('front-canary', [fresh, true]))
  expect(await told()).toContain('front revisions 1:1,2:1')
  expect(servicesIn(hub.rows())).toEqual(['front revisions 1:1,2:1'])

  // Nothing that the row shows.
  source.upsert('endpointslices', slice('front', [old, true], [fresh, true]))
  source.upsert('services', { ...service('front', { app: 'web' }), status: { loadBalancer: {} } })
  expect(await told()).toEqual([])

  source.upsert('endpointslices', slice('front', [old, false], [fresh, true]))
  expect(await told()).toEqual(['no uid-front'])
  expect(servicesIn(hub.rows())).toEqual([])
})

test('a blue-green Rollout has one revision behind its active Service and one behind its preview: neither is in the fleet', async () => {
  const { source, hub, told } = await live()
  source.upsert(
    'rollouts',
    rollout('web', { blueGreen: { activeService: 'front-stable', previewService: 'front-canary' } }),
  )
  source.remove('services', service('front', {}))
  source.upsert('pods', pod('web', 'two'))
  source.upsert('endpointslices', slice('front-canary', [fresh, true]))
  await told()
  expect(servicesIn(hub.rows())).toEqual([])
})

test('a pod moves its own Rollout and Service, however many there are', () => {
  const store = createStore(subjects)
  const upsert = (resource: 'rollouts' | 'replicasets' | 'pods' | 'services', object: Raw) =>
    store.apply({ type: 'upserted', resource, namespace: null, object })
  const names = Array.from({ length: 200 }, (_, at) => `app-${at}`)
  for (const name of names) {
    upsert('rollouts', rollout(name))
    upsert('services', service(name, { app: name }))
    for (const hash of ['one', 'two']) {
      upsert('replicasets', replicaSet(name, hash))
      upsert('pods', pod(name, hash))
    }
  }
  const touched = [...upsert('pods', pod('app-7', 'two', false))]
  expect(touched.sort()).toEqual(['rollouts/shop/app-7', 'services/shop/app-7'])
})
