import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Cockpit } from '../../lib/cluster/cockpit.ts'
import { readService } from '../../lib/cluster/reads.ts'
import { type Cluster, startCluster } from '../cluster/cluster.ts'
import { at, type JsonObject, listAt, textAt } from '../cluster/json.ts'
import { namespace, service } from '../cluster/scenarios/objects.ts'
import { until } from '../cluster/waits.ts'
import { cockpitOn } from '../support/cockpit-on.ts'
import { requireCluster } from '../support/real-cluster.ts'

/**
 * The A/B inspector beside kubectl on the real control plane. Its pods have no network, so what apps answer is tried on the demo's proxy
 * (e2e/demo/services.test.ts); here the proxy is asked only for what the API server itself says.
 */

const place = 'webapp-a-b'
const never = new AbortController().signal

const deployment = (name: string, tag: string, annotations: JsonObject = {}): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: place },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'frontend', variant: name } },
    template: {
      metadata: { labels: { app: 'frontend', variant: name }, annotations },
      spec: { containers: [{ name: 'podinfo', image: `ghcr.io/stefanprodan/podinfo:${tag}` }] },
    },
  },
})

describe.skipIf(!requireCluster())('the A/B inspector and kubectl', () => {
  let cluster: Cluster
  let cockpit: Cockpit
  const ref = () => ({ cluster: cluster.contextName, namespace: place, name: 'frontend' })
  const detailOf = async () => (await readService(cockpit, ref())).detail
  async function ours(): Promise<Readonly<Record<string, number>>> {
    const counts: Record<string, number> = {}
    for (const { maker, ready } of (await detailOf()).variants) {
      const name = maker?.name ?? ''
      counts[name] = (counts[name] ?? 0) + ready
    }
    return counts
  }

  /** Ready endpoints by Deployment, counted from what `kubectl get endpointslices` prints. */
  async function theirs(): Promise<Readonly<Record<string, number>>> {
    const text = await cluster.kubectl([
      'get',
      'endpointslices',
      '-n',
      place,
      '-l',
      'kubernetes.io/service-name=frontend',
      '-o',
      'json',
    ])
    const ready = listAt(JSON.parse(text), 'items')
      .flatMap((slice) => listAt(slice, 'endpoints'))
      .filter((endpoint) => at(endpoint, 'conditions.ready') === true)
      .map((endpoint) => textAt(endpoint, 'targetRef.name'))
    const counts: Record<string, number> = {}
    for (const pod of new Set(ready)) {
      const name = pod.replace(/-[^-]+-[^-]+$/, '')
      counts[name] = (counts[name] ?? 0) + 1
    }
    return counts
  }

  const agree = (what: string, accept: (counts: Readonly<Record<string, number>>) => boolean) =>
    until(
      what,
      async () => ({ ours: await ours(), theirs: await theirs() }),
      (both) => accept(both.theirs) && same(both.ours, both.theirs),
    )

  const same = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>) =>
    Object.keys({ ...a, ...b }).every((name) => (a[name] ?? 0) === (b[name] ?? 0))

  beforeAll(async () => {
    cluster = await startCluster()
    await cluster.apply([
      namespace(place),
      service({ namespace: place, name: 'frontend', app: 'frontend' }),
      deployment('frontend-a', '6.9.3'),
      deployment('frontend-b', '6.9.4'),
    ])
    cockpit = await cockpitOn(cluster.kubeconfig)
  })
  afterAll(async () => {
    cockpit.stop()
    await cluster.stop()
  })

  test('count the same ready endpoints', async () => {
    await agree('both have two', (counts) => counts['frontend-a'] === 2 && counts['frontend-b'] === 2)
    const { row, variants } = await detailOf()
    expect(row.split).toBe('workloads')
    expect(variants.map(({ letter, labels }) => [letter, labels])).toEqual([
      ['A', { variant: 'frontend-a' }],
      ['B', { variant: 'frontend-b' }],
    ])
    expect(
      cockpit
        .hub(cluster.contextName)
        .rows()
        .map(({ kind, name }) => `${kind} ${name}`),
    ).toContain('Service frontend')
  })

  test('a dry run changes nothing, a scale is what kubectl scale makes', async () => {
    const spec = async (name: string) =>
      JSON.parse(await cluster.kubectl(['get', 'deployment', name, '-n', place, '-o', 'json'])).spec
    const before = await spec('frontend-b')
    const change = { kind: 'Deployment' as const, name: 'frontend-b', from: 2, to: 3 }
    await cockpit.scale(ref(), [change], true, never)
    expect(await spec('frontend-b')).toEqual(before)
    await cockpit.scale(ref(), [change], false, never)
    await cluster.kubectl(['scale', 'deployment/frontend-a', '--replicas=3', '-n', place])
    const [a, b] = [await spec('frontend-a'), await spec('frontend-b')]
    expect(b.replicas).toBe(3)
    expect({ ...a, selector: null, template: null }).toEqual({ ...b, selector: null, template: null })
    await agree('both have three', (counts) => counts['frontend-a'] === 3 && counts['frontend-b'] === 3)
    await expect(cockpit.scale(ref(), [change], false, never)).rejects.toMatchObject({ kind: 'conflict' })
  })

  test('pods that never become ready are endpoints and no share, in both', async () => {
    await cluster.apply([deployment('frontend-b', '6.9.5', { 'cockpit.test/never-ready': 'true' })])
    await until(
      'the new pod is an endpoint that is not ready',
      async () => (await detailOf()).variants.filter(({ maker }) => maker?.name === 'frontend-b'),
      (variants) =>
        variants.some(({ ready, endpoints }) => endpoints > 0 && ready === 0) ||
        variants.some(({ pods }) => pods.some(({ state }) => state === 'starting')),
    )
    await agree('the old ones still answer', (counts) => (counts['frontend-b'] ?? 0) > 0)
    expect((await detailOf()).variants.map(({ letter }) => letter)).toEqual(['A', 'B#1', 'B#2'])
  })

  test('the proxy says in the words of the API server why nobody can be asked', async () => {
    // No controller here writes the Endpoints from which the proxy chooses.
    const sampled = cockpit.sample(ref(), { path: '/', port: null, count: 1 }, never)
    await expect(sampled).rejects.toMatchObject({
      kind: 'not-found',
      message: expect.stringContaining('frontend'),
    })
  })
})
