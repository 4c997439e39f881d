import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PodLogs } from '../../lib/demo/api/pod-log.ts'
import type { JsonObject } from '../../lib/demo/objects/json.ts'
import { createStore } from '../../lib/demo/objects/store.ts'
import { buildBinaries } from '../cluster/build.ts'
import { requireCluster } from '../support/real-cluster.ts'
import { addEndpoints, deployment, rollout, runPod, service } from './objects.ts'
import { type Bench, startBench } from './tools.ts'

const possible = requireCluster()
let bench: Bench
const said = new Set<() => void>()
const spoken = [{ at: Date.parse('2026-11-23T10:00:00Z'), text: 'listening on :9898' }]

beforeAll(async () => {
  if (!possible) return
  const binaries = await buildBinaries(() => undefined)
  const logs: PodLogs = {
    lines: () => spoken,
    subscribe: (_, listener) => {
      said.add(listener)
      return () => said.delete(listener)
    },
  }
  bench = await startBench(binaries, { store: createStore({ now: Date.now }), logs })
})
afterAll(async () => {
  if (!possible) return
  await bench.close()
  expect(bench.faults).toEqual([])
})

/** What kubectl prints when it succeeds. */
async function kubectl(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await bench.kubectl(...args)
  expect({ args, code, err }).toEqual({ args, code: 0, err: '' })
  return out
}
async function refusal(...args: readonly string[]): Promise<string> {
  const { code, err } = await bench.kubectl(...args)
  expect(code).not.toBe(0)
  return err
}
const json = async (...args: readonly string[]): Promise<JsonObject> =>
  JSON.parse(await kubectl(...args, '-o', 'json'))
/** A namespace of its own for each test. */
async function namespace(name: string): Promise<string> {
  expect(await kubectl('create', 'namespace', name)).toBe(`namespace/${name} created\n`)
  return name
}
const rows = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.trim().split(/\s{2,}/))

describe.skipIf(!possible)('kubectl', () => {
  test('finds out what there is', async () => {
    const resources = rows(await kubectl('api-resources', '--no-headers'))
    expect(resources).toContainEqual(['rollouts', 'ro', 'argoproj.io/v1alpha1', 'true', 'Rollout'])
    expect(resources).toContainEqual(['deployments', 'deploy', 'apps/v1', 'true', 'Deployment'])
    expect((await kubectl('api-versions')).split('\n')).toContain('argoproj.io/v1alpha1')
    expect((await bench.kubectl('version')).out).toContain('Server Version: v1.36.3')
    expect(await refusal('get', 'nodes')).toContain(`the server doesn't have a resource type "nodes"`)
    expect(await refusal('explain', 'rollouts')).toContain('not found in OpenAPI schema')
  })

  test('creates, shows and deletes a namespace with all that is in it', async () => {
    const place = await namespace('whole')
    await kubectl('apply', '-f', await bench.file(rollout(place, 'cart'), deployment(place, 'web')))
    expect(await kubectl('delete', 'namespace', place)).toContain('deleted')
    expect(await refusal('get', 'namespace', place)).toContain('namespaces "whole" not found')
    expect(bench.store.list('rollouts', place)).toEqual([])
  })

  test('gets tables, wide and narrow, YAML, names and single fields', async () => {
    const place = await namespace('tables')
    await kubectl(
      'apply',
      '-f',
      await bench.file(deployment(place, 'web'), rollout(place, 'cart'), service(place, 'web')),
    )
    runPod(bench.store, place, 'web-1', 'web')
    expect(rows(await kubectl('get', 'pods', '-n', place))).toEqual([
      ['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE'],
      ['web-1', '1/1', 'Running', '0', expect.stringMatching(/^\d+s$/)],
    ])
    const wide = rows(await kubectl('get', 'deploy', 'web', '-n', place, '-o', 'wide'))
    expect(wide[1]?.slice(-3)).toEqual(['podinfo', 'ghcr.io/stefanprodan/podinfo:6.9.4', 'app=web'])
    expect(rows(await kubectl('get', 'ro', '-n', place))[0]).toEqual([
      'NAME',
      'DESIRED',
      'CURRENT',
      'UP-TO-DATE',
      'AVAILABLE',
      'AGE',
    ])
    expect(await kubectl('get', 'ro', 'cart', '-n', place, '-o', 'yaml')).toContain(
      'kind: Rollout\nmetadata:',
    )
    expect(await kubectl('get', 'ro,svc', '-n', place, '-o', 'name')).toBe(
      'rollout.argoproj.io/cart\nservice/web\n',
    )
    expect(await kubectl('get', 'ro', 'cart', '-n', place, '-o', 'jsonpath={.spec.replicas}')).toBe('4')
    expect(await kubectl('get', 'all', '-n', place, '-o', 'name')).toContain('pod/web-1')
    expect(await kubectl('get', 'pods', '-n', place, '--sort-by', '.metadata.name')).toContain('web-1')
    expect(await refusal('get', 'ro', 'none', '-n', place)).toBe(
      'Error from server (NotFound): rollouts.argoproj.io "none" not found\n',
    )
  })

  test('gets in pages what it gets at once', async () => {
    const place = await namespace('pages')
    for (let index = 0; index < 23; index += 1)
      bench.store.create('configmaps', { metadata: { name: `map-${index}`, namespace: place } })
    const paged = await kubectl('get', 'cm', '-n', place, '--chunk-size=5', '-o', 'name')
    expect(paged).toBe(await kubectl('get', 'cm', '-n', place, '--chunk-size=0', '-o', 'name'))
    expect(rows(paged)).toHaveLength(23)
  })

  test('selects by labels and by fields', async () => {
    const place = await namespace('select')
    for (const [name, app] of [
      ['one', 'a'],
      ['two', 'b'],
      ['three', 'c'],
    ] as const)
      runPod(bench.store, place, name, app)
    const named = async (...args: readonly string[]) =>
      (await kubectl('get', 'pods', '-n', place, '-o', 'name', ...args)).trim().split('\n')
    expect(await named('-l', 'app=a')).toEqual(['pod/one'])
    expect(await named('-l', 'app in (a,b),!old')).toEqual(['pod/one', 'pod/two'])
    expect(await named('-l', 'app notin (a),app!=b')).toEqual(['pod/three'])
    expect(await named('--field-selector', 'metadata.name=two,status.phase=Running')).toEqual(['pod/two'])
    expect(await named('--field-selector', 'spec.nodeName!=demo')).toEqual([''])
    expect(await refusal('get', 'pods', '-n', place, '--field-selector', 'spec.colour=red')).toContain(
      'field label not supported: spec.colour',
    )
    expect(await refusal('get', 'pods', '-n', place, '-l', 'a in (b')).toContain(
      'unable to parse requirement',
    )
  })

  test('watches: what is there, what changes, what goes', async () => {
    const place = await namespace('watch')
    await kubectl('apply', '-f', await bench.file(rollout(place, 'cart')))
    const watch = bench.watch(
      'kubectl',
      'get',
      'rollouts',
      '-n',
      place,
      '-w',
      '--output-watch-events',
      '--no-headers',
    )
    try {
      await watch.until('ADDED      cart   4')
      await kubectl('scale', 'rollout', 'cart', '-n', place, '--replicas=7')
      await watch.until('MODIFIED   cart   7')
      await kubectl('delete', 'rollout', 'cart', '-n', place)
      await watch.until('DELETED    cart   7')
    } finally {
      await watch.stop()
    }
  })

  test('describes with events', async () => {
    const place = await namespace('describe')
    await kubectl(
      'apply',
      '-f',
      await bench.file(rollout(place, 'cart'), deployment(place, 'web'), service(place, 'web')),
    )
    const cart = bench.store.get('rollouts', place, 'cart')
    const at = new Date().toISOString().replace(/\.\d+/, '')
    bench.store.create('events', {
      metadata: { name: 'cart.1', namespace: place },
      involvedObject: {
        kind: 'Rollout',
        name: 'cart',
        namespace: place,
        uid: cart?.metadata.uid ?? '',
        apiVersion: 'argoproj.io/v1alpha1',
      },
      reason: 'RolloutPaused',
      message: 'Rollout is paused (CanaryPauseStep)',
      type: 'Normal',
      count: 1,
      firstTimestamp: at,
      lastTimestamp: at,
      source: { component: 'rollouts-controller' },
    })
    const described = await kubectl('describe', 'rollout', 'cart', '-n', place)
    expect(described).toMatch(
      /Normal +RolloutPaused +\S+ +rollouts-controller +Rollout is paused \(CanaryPauseStep\)/,
    )
    expect(await kubectl('describe', 'deploy', 'web', '-n', place)).toContain(
      '25% max unavailable, 25% max surge',
    )
    expect(await kubectl('describe', 'svc', 'web', '-n', place)).toMatch(/TargetPort: +http\/TCP/)
    runPod(bench.store, place, 'web-1', 'web')
    expect(await kubectl('describe', 'pod', 'web-1', '-n', place)).toMatch(/Node: +demo/)
    expect(await kubectl('events', '-n', place)).toContain('RolloutPaused')
    expect(rows(await kubectl('get', 'events', '-n', place))[1]?.slice(1, 4)).toEqual([
      'Normal',
      'RolloutPaused',
      'rollout/cart',
    ])
  })
})

describe.skipIf(!possible)('kubectl changes', () => {
  test('by apply on the client: created, unchanged, configured, and what is left out goes', async () => {
    const place = await namespace('apply')
    const first = {
      ...deployment(place, 'web'),
      metadata: { name: 'web', namespace: place, labels: { a: '1', b: '2' } },
    }
    const file = await bench.file(first, rollout(place, 'cart'))
    expect(await kubectl('apply', '-f', file)).toBe(
      'deployment.apps/web created\nrollout.argoproj.io/cart created\n',
    )
    expect(await kubectl('apply', '-f', file)).toBe(
      'deployment.apps/web unchanged\nrollout.argoproj.io/cart unchanged\n',
    )
    const second = {
      ...deployment(place, 'web', '6.9.3', 4),
      metadata: { name: 'web', namespace: place, labels: { a: '1' } },
    }
    const again = await bench.file(second, rollout(place, 'cart', '6.9.4'))
    expect(await kubectl('apply', '-f', again)).toBe(
      'deployment.apps/web configured\nrollout.argoproj.io/cart configured\n',
    )
    expect(await json('get', 'deploy', 'web', '-n', place)).toMatchObject({
      metadata: { generation: 2 },
      spec: {
        replicas: 4,
        template: { spec: { containers: [{ name: 'podinfo', image: expect.stringContaining(':6.9.3') }] } },
      },
    })
    expect(bench.store.get('deployments', place, 'web')?.metadata.labels).toEqual({ a: '1' })
    expect(await kubectl('diff', '-f', again)).toBe('')
  })

  test('by apply on the server: as the manager that a field has', async () => {
    const place = await namespace('server')
    const apply = (manager: string) => ['apply', '--server-side', '--field-manager', manager] as const
    const file = await bench.file(deployment(place, 'web'))
    expect(await kubectl(...apply('one'), '-f', file)).toBe('deployment.apps/web serverside-applied\n')
    const other = await bench.file(deployment(place, 'web', '6.9.3'))
    expect(await refusal(...apply('two'), '-f', other)).toContain(
      'Apply failed with 1 conflict: conflict with "one": .spec.template.spec.containers[{"name":"podinfo"}].image',
    )
    await kubectl(...apply('two'), '--force-conflicts', '-f', other)
    const image = '{.spec.template.spec.containers[*].image}'
    expect(await kubectl('get', 'deploy', 'web', '-n', place, '-o', `jsonpath=${image}`)).toContain(':6.9.3')
  })

  test('by each kind of patch', async () => {
    const place = await namespace('patch')
    await kubectl('apply', '-f', await bench.file(deployment(place, 'web'), rollout(place, 'cart')))
    const patch = (what: string, type: string, text: string) =>
      ['patch', what, '-n', place, `--type=${type}`, '-p', text] as const
    const env = [{ name: 'A', value: 'b' }]
    await kubectl(
      ...patch(
        'deploy/web',
        'strategic',
        JSON.stringify({ spec: { template: { spec: { containers: [{ name: 'podinfo', env }] } } } }),
      ),
    )
    await kubectl(...patch('deploy/web', 'json', '[{"op":"replace","path":"/spec/replicas","value":9}]'))
    await kubectl(...patch('deploy/web', 'merge', '{"metadata":{"labels":{"x":"y"}}}'))
    expect(bench.store.get('deployments', place, 'web')).toMatchObject({
      metadata: { labels: { x: 'y' } },
      spec: {
        replicas: 9,
        template: { spec: { containers: [{ env, image: expect.stringContaining('6.9.4') }] } },
      },
    })
    await kubectl(...patch('ro/cart', 'merge', '{"status":{"abort":true}}'), '--subresource=status')
    expect(bench.store.get('rollouts', place, 'cart')).toMatchObject({
      status: { abort: true },
      metadata: { generation: 1 },
    })
    expect(await refusal(...patch('ro/cart', 'strategic', '{}'))).toContain(
      'strategic-merge-patch+json is not supported',
    )
    expect(await refusal(...patch('ro/cart', 'json', '[{"op":"remove","path":"/spec/none"}]'))).toContain(
      'there is nothing at "none"',
    )
    expect(await refusal(...patch('ro/cart', 'merge', '{"spec":{"replicas":"many"}}'))).toContain(
      'spec.replicas in body must be of type integer',
    )
  })

  test('by scale, set image, label, annotate and edit of a whole object', async () => {
    const place = await namespace('change')
    await kubectl('apply', '-f', await bench.file(deployment(place, 'web'), rollout(place, 'cart')))
    expect(await kubectl('scale', 'ro/cart', '-n', place, '--replicas=2')).toBe(
      'rollout.argoproj.io/cart scaled\n',
    )
    expect(await refusal('scale', 'ro/cart', '-n', place, '--replicas=3', '--current-replicas=9')).toContain(
      'Expected replicas to be 9, was 2',
    )
    expect(await kubectl('scale', 'deploy/web', '-n', place, '--replicas=5')).toBe(
      'deployment.apps/web scaled\n',
    )
    expect(await kubectl('set', 'image', 'deploy/web', '-n', place, 'podinfo=podinfo:7')).toBe(
      'deployment.apps/web image updated\n',
    )
    await kubectl('label', 'ro/cart', '-n', place, 'team=shop')
    await kubectl('annotate', 'ro/cart', '-n', place, 'note=hello')
    await kubectl('rollout', 'pause', 'deploy/web', '-n', place)
    expect(await refusal('rollout', 'restart', 'deploy/web', '-n', place)).toContain(
      "can't restart paused deployment",
    )
    expect(bench.store.get('deployments', place, 'web')).toMatchObject({
      spec: { replicas: 5, paused: true },
    })
    expect(bench.store.get('rollouts', place, 'cart')).toMatchObject({
      spec: { replicas: 2 },
      metadata: { labels: { team: 'shop' }, annotations: { note: 'hello' } },
    })
    const stale = await json('get', 'ro', 'cart', '-n', place)
    await kubectl('scale', 'ro/cart', '-n', place, '--replicas=6')
    expect(await refusal('replace', '-f', await bench.file(stale))).toContain('the object has been modified')
  })

  test('nothing when it only looks', async () => {
    const place = await namespace('dry')
    const file = await bench.file(rollout(place, 'cart'))
    expect(await kubectl('apply', '--dry-run=server', '-f', file)).toBe(
      'rollout.argoproj.io/cart created (server dry run)\n',
    )
    expect(bench.store.list('rollouts', place)).toEqual([])
  })

  test('by delete: with what is owned, without it, or after it', async () => {
    const place = await namespace('delete')
    for (const name of ['one', 'two', 'three']) {
      await kubectl('apply', '-f', await bench.file(rollout(place, name)))
      const owner = await json('get', 'ro', name, '-n', place)
      const { uid } = Object(owner.metadata)
      const ownerReferences = [
        {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Rollout',
          name,
          uid: String(uid),
          blockOwnerDeletion: true,
        },
      ]
      bench.store.create('configmaps', {
        metadata: { name: `of-${name}`, namespace: place, ownerReferences },
      })
    }
    await kubectl('delete', 'ro', 'one', '-n', place)
    await kubectl('delete', 'ro', 'two', '-n', place, '--cascade=orphan')
    await kubectl('delete', 'ro', 'three', '-n', place, '--cascade=foreground')
    expect(bench.store.list('rollouts', place)).toEqual([])
    expect(bench.store.list('configmaps', place).map(({ metadata }) => metadata.name)).toEqual(['of-two'])
    await kubectl('delete', 'cm', '-n', place, '--all')
    expect(bench.store.list('configmaps', place)).toEqual([])
    runPod(bench.store, place, 'pod', 'app')
    await kubectl('delete', 'pod', 'pod', '-n', place, '--wait=false')
    expect(bench.store.get('pods', place, 'pod')?.metadata.deletionGracePeriodSeconds).toBe(30)
    expect(
      (await bench.kubectl('delete', 'pod', 'pod', '-n', place, '--grace-period=0', '--force')).code,
    ).toBe(0)
    expect(bench.store.get('pods', place, 'pod')).toBeUndefined()
  })
})

describe.skipIf(!possible)('kubectl reaches', () => {
  test('the logs of a container, and what follows', async () => {
    const place = await namespace('logs')
    runPod(bench.store, place, 'web-1', 'web')
    expect(await kubectl('logs', 'web-1', '-n', place)).toBe('listening on :9898\n')
    expect(await kubectl('logs', 'web-1', '-n', place, '--timestamps', '--tail=1')).toMatch(
      /^2026-11-23T10:00:00\.000000000Z listening/,
    )
    expect(await refusal('logs', 'web-1', '-n', place, '-c', 'other')).toContain(
      'container other is not valid for pod web-1',
    )
    expect(await refusal('logs', 'web-1', '-n', place, '-p')).toContain(
      'previous terminated container "podinfo" in pod "web-1" not found',
    )
    const watch = bench.watch('kubectl', 'logs', '-f', 'web-1', '-n', place)
    try {
      await watch.until('listening')
      spoken.push({ at: Date.now(), text: 'GET /' })
      for (const hear of said) hear()
      await watch.until('GET /')
    } finally {
      await watch.stop()
    }
  })

  test('pods through the proxies, in turn behind a Service', async () => {
    const place = await namespace('proxy')
    await kubectl('apply', '-f', await bench.file(service(place, 'web')))
    runPod(bench.store, place, 'old', 'web', '6.9.3')
    runPod(bench.store, place, 'new', 'web', '6.9.4')
    const path = `/api/v1/namespaces/${place}/services/web:http/proxy/`
    expect(await refusal('get', '--raw', path)).toContain('no endpoints available for service "web"')
    addEndpoints(bench.store, place, 'web', ['old', 'new'])
    const answers = [
      await kubectl('get', '--raw', path),
      await kubectl('get', '--raw', path),
      await kubectl('get', '--raw', path),
    ]
    expect(answers.map((answer) => JSON.parse(answer).version)).toEqual(['6.9.3', '6.9.4', '6.9.3'])
    const pod = JSON.parse(await kubectl('get', '--raw', `/api/v1/namespaces/${place}/pods/new:9898/proxy/`))
    expect(pod).toMatchObject({
      hostname: 'new',
      version: '6.9.4',
      color: '#34577c',
      message: 'greetings from podinfo v6.9.4',
    })
    expect(await refusal('exec', 'new', '-n', place, '--', 'ls')).toContain('exec is not possible')
    expect(await refusal('port-forward', 'pod/new', '-n', place, '23999:9898')).toMatch(
      /portforward is not possible|error upgrading connection/,
    )
  })

  test('what the rights of its identity allow', async () => {
    const place = await namespace('rights')
    await kubectl('apply', '-f', await bench.file(rollout(place, 'cart')))
    const viewer = ['--context', 'demo-viewer', '-n', place] as const
    const canI = async (...args: readonly string[]) => (await bench.kubectl('auth', 'can-i', ...args)).out
    expect(await canI('patch', 'rollouts', '--subresource=status', '-n', place)).toBe('yes\n')
    expect(await canI('patch', 'rollouts', '--subresource=status', ...viewer)).toBe('no\n')
    expect(await canI('get', 'pods', '--subresource=log', ...viewer)).toBe('yes\n')
    expect(await canI('get', 'services', '--subresource=proxy', ...viewer)).toBe('no\n')
    expect(await canI('--list', ...viewer)).toContain('rollouts.argoproj.io')
    expect(await kubectl('auth', 'whoami', '--context', 'demo-viewer')).toMatch(/Username +viewer/)
    expect(await kubectl('get', 'rollouts', ...viewer)).toContain('cart')
    expect(await refusal('scale', 'ro/cart', '--replicas=1', ...viewer)).toContain(
      `rollouts.argoproj.io "cart" is forbidden: User "viewer" cannot patch resource "rollouts/scale" in API group "argoproj.io" in the namespace "${place}"`,
    )
    expect(await refusal('delete', 'namespace', place, '--context', 'demo-viewer')).toContain('is forbidden')
    expect(await refusal('get', 'pods', '--token', 'wrong')).toContain('Unauthorized')
    expect(await refusal('get', 'pods', '--as', 'someone')).toContain(
      'the demo lets nobody act as somebody else',
    )
  })
})
