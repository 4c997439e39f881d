import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { watchedResources } from '../../lib/cluster/source.ts'
import { writeKubeconfig } from '../../lib/demo/api/kubeconfig.ts'
import { type Api, startApi } from '../../lib/demo/api/server.ts'
import { createStore, type Store } from '../../lib/demo/objects/store.ts'
import { loadKubeconfig, requireContext } from '../../lib/kube/config.ts'
import { createKubeSource, type KubeSource } from '../../lib/kube/source.ts'
import { until } from '../cluster/waits.ts'
import { createMirror, type Mirror } from '../kube/mirror.ts'
import { rollout, runPod } from './objects.ts'

let folder: string
let store: Store
let api: Api
const ends: (() => Promise<void>)[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cockpit-demo-'))
  store = createStore({ now: Date.now, history: 50 })
  store.create('namespaces', { metadata: { name: 'shop' } })
  api = await startApi({ store, now: Date.now })
  await writeKubeconfig(join(folder, 'kubeconfig'), api)
})
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
  await api.close()
  await rm(folder, { recursive: true })
})

async function open(context: string): Promise<KubeSource> {
  const loaded = await loadKubeconfig({ kubeconfig: join(folder, 'kubeconfig'), env: {} })
  return createKubeSource(requireContext(loaded, context), { namespaces: null })
}

async function run(source: KubeSource): Promise<Mirror> {
  const mirror = createMirror()
  const controller = new AbortController()
  const running = source.run(mirror.emit, controller.signal)
  ends.push(() => {
    controller.abort()
    return running
  })
  await until(
    'all roads are live',
    () => watchedResources.map((resource) => mirror.road(resource, null)?.state),
    (states) => states.every((state) => state === 'live'),
  )
  return mirror
}

const truth = () =>
  JSON.stringify(
    watchedResources.map((resource) =>
      versions(store.list(resource).map(({ metadata }) => [metadata.uid, metadata.resourceVersion])),
    ),
  )
const versions = (pairs: readonly (readonly [string, string])[]) => pairs.map((pair) => pair.join(' ')).sort()
const believed = (mirror: Mirror) =>
  JSON.stringify(watchedResources.map((resource) => versions(Object.entries(mirror.versions(resource)))))
const agrees = (mirror: Mirror) =>
  until('the cockpit knows what there is', () => believed(mirror) === truth(), Boolean)

describe("the cockpit's own source on the demo", () => {
  test('sees what there is, what comes and what goes', async () => {
    store.create('rollouts', { ...rollout('shop', 'cart'), metadata: { name: 'cart', namespace: 'shop' } })
    const mirror = await run(await open('demo'))
    await agrees(mirror)
    runPod(store, 'shop', 'cart-1', 'cart')
    store.delete('rollouts', 'shop', 'cart')
    store.age(60_000)
    await agrees(mirror)
    expect(mirror.lists('rollouts')).toBe(1)
  })

  test('finds back after the API has been away for longer than its history', async () => {
    runPod(store, 'shop', 'goes', 'cart')
    const mirror = await run(await open('demo'))
    const { port } = new URL(api.url)
    await api.close()
    store.delete('pods', 'shop', 'goes', { gracePeriodSeconds: 0 })
    for (let index = 0; index < 200; index += 1) runPod(store, 'shop', `pod-${index}`, 'cart')
    api = await startApi({ store, now: Date.now, port: Number(port), credentials: api.credentials })
    await agrees(mirror)
    expect(mirror.lists('pods')).toBe(2)
  })

  test('acts within its rights, and on what it has seen', async () => {
    const made = store.create('rollouts', {
      ...rollout('shop', 'cart'),
      metadata: { name: 'cart', namespace: 'shop' },
    })
    const access = {
      verb: 'patch',
      group: 'argoproj.io',
      resource: 'rollouts',
      subresource: 'status',
      namespace: 'shop',
    }
    const [operator, viewer] = [await open('demo'), await open('demo-viewer')]
    expect([await operator.canI(access), await viewer.canI(access)]).toEqual([true, false])
    const patch = {
      type: 'merge' as const,
      subresource: 'status' as const,
      body: { status: { abort: true } },
    }
    await expect(viewer.patch('rollouts', 'shop', 'cart', patch, null)).rejects.toMatchObject({
      kind: 'forbidden',
    })
    await operator.patch('rollouts', 'shop', 'cart', patch, made.metadata.resourceVersion)
    expect(store.get('rollouts', 'shop', 'cart')).toMatchObject({ status: { abort: true } })
    await expect(
      operator.patch('rollouts', 'shop', 'cart', patch, made.metadata.resourceVersion),
    ).rejects.toMatchObject({ kind: 'conflict' })
    await expect(operator.get('rollouts', 'shop', 'none')).rejects.toMatchObject({ kind: 'not-found' })
  })
})
