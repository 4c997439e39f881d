import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Resource } from '../../lib/cluster/source.ts'
import { watchedResources } from '../../lib/cluster/source.ts'
import { loadKubeconfig, requireContext } from '../../lib/kube/config.ts'
import { textAt as valueText } from '../../lib/kube/json.ts'
import { createKubeSource, type KubeSource } from '../../lib/kube/source.ts'
import { type Cluster, startCluster } from '../cluster/cluster.ts'
import { type JsonValue, listAt, textAt } from '../cluster/json.ts'
import { accountWithRules, namespace, viewRules } from '../cluster/scenarios/objects.ts'
import { canaryRollout } from '../cluster/scenarios/rollouts.ts'
import { rolloutPath, until, untilAllowed, untilPhase } from '../cluster/waits.ts'
import { requireCluster } from '../support/real-cluster.ts'
import { createMirror, type Mirror } from './mirror.ts'

const paths: Partial<Record<Resource, string>> = {
  rollouts: '/apis/argoproj.io/v1alpha1/rollouts',
  replicasets: '/apis/apps/v1/replicasets',
  pods: '/api/v1/pods',
  services: '/api/v1/services',
}
const versionOf = (object: unknown) => valueText(object, 'metadata', 'resourceVersion')
const inNamespace = (name: string) => ({ namespace: 'reflect', name })

describe.skipIf(!requireCluster())('a source on a real API server', () => {
  let cluster: Cluster
  const ends: (() => Promise<void>)[] = []

  beforeAll(async () => {
    cluster = await startCluster({ contextName: 'reflect' })
    await cluster.apply([
      namespace('reflect'),
      namespace('elsewhere'),
      canaryRollout({ ...inNamespace('stays'), replicas: 3 }),
      canaryRollout({ ...inNamespace('goes'), replicas: 2 }),
      canaryRollout({ namespace: 'elsewhere', name: 'other' }),
    ])
    await untilPhase(cluster, inNamespace('stays'), 'Healthy')
    await untilPhase(cluster, inNamespace('goes'), 'Healthy')
    await untilPhase(cluster, { namespace: 'elsewhere', name: 'other' }, 'Healthy')
  })
  afterEach(async () => {
    for (const end of ends.splice(0)) await end()
  })
  afterAll(() => cluster?.stop())

  async function open(kubeconfig: string): Promise<KubeSource> {
    const loaded = await loadKubeconfig({ kubeconfig, env: {} })
    return createKubeSource(requireContext(loaded, null), { namespaces: null })
  }

  function run(source: KubeSource): Mirror {
    const mirror = createMirror()
    const controller = new AbortController()
    const running = source.run(mirror.emit, controller.signal)
    ends.push(() => {
      controller.abort()
      return running
    })
    return mirror
  }

  const allLive = (mirror: Mirror) =>
    until(
      'all roads are live',
      () => watchedResources.map((resource) => mirror.road(resource, null)?.state),
      (states) => states.every((state) => state === 'live'),
    )

  const versionsIn = (list: JsonValue) =>
    Object.fromEntries(
      listAt(list, 'items').map((item) => [
        textAt(item, 'metadata.uid'),
        textAt(item, 'metadata.resourceVersion'),
      ]),
    )

  async function agreesWithFreshLists(mirror: Mirror, lists = paths) {
    for (const [resource, path] of Object.entries(lists)) {
      const known = watchedResources.find((one) => one === resource)
      if (known === undefined) throw new Error(`${resource} is not watched`)
      await until(
        `the mirror of ${resource} is what a fresh list holds`,
        async () => ({ fresh: versionsIn(await cluster.get(path)), mirrored: mirror.versions(known) }),
        ({ fresh, mirrored }) => {
          const uids = Object.keys(fresh)
          return (
            uids.length === Object.keys(mirrored).length && uids.every((uid) => fresh[uid] === mirrored[uid])
          )
        },
      )
    }
  }

  it('follows what is created, changed and deleted', async () => {
    const source = await open(cluster.kubeconfig)
    const mirror = run(source)
    await allLive(mirror)
    await cluster.apply([canaryRollout({ ...inNamespace('new'), replicas: 2 })])
    await untilPhase(cluster, inNamespace('new'), 'Healthy')
    await cluster.remove(rolloutPath(inNamespace('new')))
    await cluster.patch(rolloutPath(inNamespace('stays')), { spec: { replicas: 4 } })
    await untilPhase(cluster, inNamespace('stays'), 'Healthy')
    await agreesWithFreshLists(mirror)
    expect(mirror.lists('pods')).toBe(1)
    expect(source.counts()).toMatchObject({ skippedLines: 0, handlerFailures: 0 })
  })

  it('says the API server is gone, comes back with it, and loses and invents nothing', async () => {
    const mirror = run(await open(cluster.kubeconfig))
    await allLive(mirror)
    await cluster.killApiServer()
    const broken = await until(
      'the road of the Rollouts is broken',
      () => mirror.road('rollouts', null),
      (road) => road?.state === 'retrying' && /refuses the connection/.test(road.problem ?? ''),
    )
    expect(broken?.lastContact).not.toBeNull()
    await cluster.restartApiServer()
    await cluster.remove(rolloutPath(inNamespace('goes')))
    await cluster.apply([canaryRollout({ ...inNamespace('comes'), replicas: 2 })])
    await allLive(mirror)
    await cluster.untilFollowed()
    await untilPhase(cluster, inNamespace('comes'), 'Healthy')
    await agreesWithFreshLists(mirror)
    const phases = mirror.phases('rollouts', null)
    expect(phases.slice(0, 2)).toEqual(['listing', 'live'])
    expect(phases).toContain('retrying')
    expect(phases.at(-1)).toBe('live')
  }, 240_000)

  it('says that an API server hangs which keeps its connections and answers nothing', async () => {
    const mirror = run(await open(cluster.kubeconfig))
    await allLive(mirror)
    await cluster.freeze('kube-apiserver')
    const broken = until(
      'the road of the Rollouts is broken',
      () => mirror.road('rollouts', null),
      (road) => road?.state === 'retrying',
    )
    // The next tests need it, whatever comes of this one.
    const road = await broken.finally(() => cluster.thaw('kube-apiserver'))
    expect(road?.problem).toContain(`The API server at ${cluster.server} does not answer`)
    await allLive(mirror)
    await agreesWithFreshLists(mirror)
  })

  it('watches only its own namespace where the account may see no more', async () => {
    const account = inNamespace('viewer')
    await cluster.apply(accountWithRules({ ...account, rules: viewRules }))
    const token = await cluster.tokenFor(account)
    // A list that is still refused would be tried again after half a minute.
    const list = { namespace: 'reflect', verb: 'list', group: 'argoproj.io', resource: 'rollouts' }
    await untilAllowed(cluster, account, list)
    const source = await open(await cluster.kubeconfigFor(token, 'limited', 'reflect'))
    const mirror = run(source)
    await until(
      'all roads into the namespace are live',
      () => watchedResources.map((resource) => mirror.road(resource, 'reflect')?.state),
      (states) => states.every((state) => state === 'live'),
    )
    const wide = mirror.road('rollouts', null)
    expect(wide?.state).toBe('forbidden')
    expect(wide?.problem).toBe(
      'Not allowed to list rollouts.argoproj.io in all namespaces: rollouts.argoproj.io is forbidden: User "system:serviceaccount:reflect:viewer" cannot list resource "rollouts" in API group "argoproj.io" at the cluster scope',
    )
    await agreesWithFreshLists(mirror, {
      rollouts: '/apis/argoproj.io/v1alpha1/namespaces/reflect/rollouts',
    })
    const access = { group: 'argoproj.io', resource: 'rollouts', namespace: 'reflect' }
    expect(await source.canI({ ...access, verb: 'get', subresource: null })).toBe(true)
    expect(await source.canI({ ...access, verb: 'patch', subresource: 'status' })).toBe(false)
    await expect(
      source.patch(
        'rollouts',
        'reflect',
        'stays',
        { type: 'merge', subresource: 'status', body: { status: {} } },
        null,
      ),
    ).rejects.toMatchObject({
      kind: 'forbidden',
      message: expect.stringContaining('cannot patch resource "rollouts/status"'),
    })
    await expect(source.get('rollouts', 'elsewhere', 'other')).rejects.toMatchObject({ kind: 'forbidden' })
  })

  it('patches a Rollout only as long as it has not moved', async () => {
    // The controller leaves alone what is labelled for another one, so nobody moves it in between.
    const labels = { 'argo-rollouts.argoproj.io/controller-instance-id': 'nobody' }
    await cluster.apply([canaryRollout({ ...inNamespace('alone'), labels })])
    const source = await open(cluster.kubeconfig)
    const seen = await source.get('rollouts', 'reflect', 'alone')
    const version = versionOf(seen)
    const patch = {
      type: 'merge',
      subresource: null,
      body: { metadata: { annotations: { note: 'one' } } },
    } as const
    const patched = await source.patch('rollouts', 'reflect', 'alone', patch, version)
    expect(versionOf(patched)).not.toBe(version)
    await expect(source.patch('rollouts', 'reflect', 'alone', patch, version)).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('the object has been modified'),
    })
    await expect(source.get('rollouts', 'reflect', 'nothing')).rejects.toMatchObject({
      kind: 'not-found',
      message: 'rollouts.argoproj.io "nothing" not found',
    })
  })
})
