import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSteppedClock, type SteppedClock } from '../../lib/demo/clock.ts'
import { numberAt, textAt } from '../../lib/demo/objects/json.ts'
import { scenarios } from '../../lib/demo/scenarios/course.ts'
import { createWorld, type World } from '../../lib/demo/world.ts'
import { buildBinaries } from '../cluster/build.ts'
import { requireCluster } from '../support/real-cluster.ts'
import { rollout } from './objects.ts'
import { type Bench, startBench } from './tools.ts'

const possible = requireCluster()
let bench: Bench
let world: World<SteppedClock>

beforeAll(async () => {
  if (!possible) return
  world = createWorld({
    clock: (age) => createSteppedClock(Date.now(), age),
    podTimes: { start: 100, ready: 500, terminate: 300, apart: 0 },
    scenarios,
  })
  const { store, logs, clock } = world
  bench = await startBench(await buildBinaries(() => undefined), { store, logs, now: clock.now })
})
afterAll(async () => {
  if (!possible) return
  world.stop()
  await bench.close()
  expect(bench.faults).toEqual([])
})

const TEN_MINUTES_MS = 600_000
const canary = ['frontend', '-n', 'webapp-canary'] as const
const web = ['deploy/frontend', '-n', 'webapp'] as const

async function argo(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await bench.argo(...args)
  expect({ args, code, err }).toEqual({ args, code: 0, err: '' })
  return out
}
async function kubectl(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await bench.kubectl(...args)
  expect({ args, code, err }).toEqual({ args, code: 0, err: '' })
  return out
}
/** Seconds of an age as it is printed: `2m20s`, `12m`. */
const seconds = (age: string) =>
  [...age.matchAll(/(\d+)([hms])/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (unit === 'h' ? 3600 : unit === 'm' ? 60 : 1),
    0,
  )
/** The last column of a table of kubectl. */
const agesOf = async (resource: string, namespace: string) =>
  (await kubectl('get', resource, '-n', namespace, '--no-headers'))
    .trimEnd()
    .split('\n')
    .map((row) => seconds(row.split(/\s+/).at(-1) ?? ''))
const phase = () => textAt(world.store.get('rollouts', 'webapp-canary', 'frontend'), 'status', 'phase')

describe.skipIf(!possible)('with controllers at work', () => {
  test('a jump makes all that the plugin shows so much older', async () => {
    const look = async () => {
      const picture = await argo('get', 'rollout', 'frontend', '-n', 'webapp-blue-green', '--no-color')
      const rows = picture.matchAll(/ (?:Rollout|ReplicaSet|Pod) +\S+ \S+ +(\S+)/g)
      return [...rows].map(([, age = '']) => seconds(age))
    }
    // The plugin tells ages by its own clock, which goes on; below ten minutes it tells seconds.
    const started = Date.now()
    const before = await look()
    expect(before).toHaveLength(9)
    world.clock.jump(TEN_MINUTES_MS)
    const after = await look()
    const passed = Math.ceil((Date.now() - started) / 1000) + 1
    expect(after).toHaveLength(before.length)
    for (const [index, age] of before.entries()) {
      expect(after[index]).toBeGreaterThan(age + 600 - 60)
      expect(after[index]).toBeLessThanOrEqual(age + 600 + passed)
    }
  })

  test('a jump makes all that kubectl shows so much older', async () => {
    const look = () => Promise.all(['pods', 'rs', 'svc', 'deploy'].map((one) => agesOf(one, 'webapp-a-b')))
    const before = await look()
    expect(before.map((ages) => ages.length)).toEqual([4, 2, 1, 2])
    world.clock.jump(TEN_MINUTES_MS)
    // From ten minutes on ages are told without seconds.
    const wanted = before.map((ages) => ages.map((age) => Math.floor((age + 600) / 60) * 60))
    expect(await look()).toEqual(wanted)
  })

  test('the plugin drives the canary of the course, and sees it move', async () => {
    expect(await argo('get', 'rollout', ...canary, '--no-color')).toMatch(
      /Status: +॥ Paused\n.*CanaryPauseStep/,
    )
    const watch = bench.watch('argo', 'get', 'rollout', ...canary, '--watch', '--no-color')
    try {
      await watch.until('CanaryPauseStep')
      expect(await argo('promote', ...canary)).toBe("rollout 'frontend' promoted\n")
      world.clock.advance(20_000)
      await watch.until('SetWeight:     50')
      expect(await argo('abort', ...canary)).toBe("rollout 'frontend' aborted\n")
      world.clock.advance(20_000)
      await watch.until('RolloutAborted')
    } finally {
      await watch.stop()
    }
    expect(await argo('retry', 'rollout', ...canary)).toBe("rollout 'frontend' retried\n")
    world.clock.advance(20_000)
    expect(phase()).toBe('Paused')
    expect(await argo('promote', ...canary, '--full')).toBe("rollout 'frontend' fully promoted\n")
    world.clock.advance(60_000)
    expect(await argo('status', ...canary, '--watch=false')).toBe('Healthy\n')
    expect(await argo('undo', ...canary)).toBe("rollout 'frontend' undo\n")
    world.clock.advance(20_000)
    expect(phase()).toBe('Paused')
    expect(await argo('restart', ...canary)).toMatch(/restarts in 0s/)
  })

  test('kubectl rolls a Deployment forward and back', async () => {
    // The course's own update comes to its end.
    world.clock.advance(120_000)
    await kubectl('set', 'image', ...web, 'frontend=ghcr.io/stefanprodan/podinfo:6.9.5')
    const status = bench.watch('kubectl', 'rollout', 'status', ...web)
    try {
      await status.until('Waiting for deployment')
      world.clock.advance(120_000)
      await status.until('deployment "frontend" successfully rolled out')
    } finally {
      await status.stop()
    }
    expect(await kubectl('rollout', 'history', ...web)).toMatch(/REVISION.*\n1 .*\n2 .*\n3 /)
    expect(await kubectl('rollout', 'undo', ...web)).toBe('deployment.apps/frontend rolled back\n')
    world.clock.advance(120_000)
    expect(await kubectl('get', 'deploy', 'frontend', '-n', 'webapp', '-o', 'wide')).toContain(
      'podinfo:6.9.3',
    )
    expect(await kubectl('wait', '--for=condition=Available', ...web, '--timeout=5s')).toContain(
      'condition met',
    )
    await kubectl('rollout', 'restart', ...web)
    world.clock.advance(120_000)
    expect(await kubectl('rollout', 'status', ...web)).toContain('successfully rolled out')
  })

  test('kubectl reads the pods: logs, endpoints, and what answers behind the Service', async () => {
    const { code, out } = await bench.kubectl('logs', 'deploy/frontend', '-n', 'webapp')
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('Starting podinfo') })
    expect(await kubectl('get', 'endpointslices', '-n', 'webapp-a-b')).toMatch(/frontend-\w+ +IPv4 +9898/)
    const path = '/api/v1/namespaces/webapp-a-b/services/frontend:http/proxy/'
    const versions = []
    for (let index = 0; index < 4; index += 1)
      versions.push(JSON.parse(await kubectl('get', '--raw', path)).version)
    expect(new Set(versions)).toEqual(new Set(['6.9.3', '6.9.4']))
  })

  test('what the plugin pauses keeps its pods, whatever image it sets, until it is promoted', async () => {
    const place = 'paused'
    const cart = ['cart', '-n', place] as const
    world.store.create('namespaces', { metadata: { name: place } })
    await kubectl('apply', '-f', await bench.file(rollout(place, 'cart')))
    world.clock.advance(20_000)
    expect(await argo('status', ...cart, '--watch=false')).toBe('Healthy\n')
    const revisions = () =>
      world.store
        .list('replicasets', place)
        .map(({ metadata, spec = {} }) => [
          metadata.annotations?.['rollout.argoproj.io/revision'],
          numberAt(spec, 'replicas'),
          textAt(spec, 'template', 'spec', 'containers', 0, 'image'),
        ])
        .toSorted()
    const first = 'ghcr.io/stefanprodan/podinfo:6.9.3'

    expect(await argo('pause', ...cart)).toBe("rollout 'cart' paused\n")
    world.clock.advance(20_000)
    expect(world.store.get('rollouts', place, 'cart')).toMatchObject({
      spec: { paused: true },
      status: { phase: 'Paused', message: 'manually paused' },
    })
    expect(await argo('set', 'image', 'cart', 'podinfo=podinfo:7', '-n', place)).toBe(
      'rollout "cart" image updated\n',
    )
    world.clock.advance(20_000)
    expect(revisions()).toEqual([
      ['1', 4, first],
      ['2', 0, 'podinfo:7'],
    ])
    expect(await argo('get', 'rollout', ...cart, '--no-color')).toMatch(
      /Status: +॥ Paused\nMessage: +manually paused\n/,
    )

    expect(await argo('promote', ...cart)).toBe("rollout 'cart' promoted\n")
    world.clock.advance(20_000)
    expect(revisions()).toEqual([
      ['1', 3, first],
      ['2', 1, 'podinfo:7'],
    ])
    const picture = await argo('get', 'rollout', ...cart, '--no-color')
    expect(picture).toMatch(/Message: +CanaryPauseStep\n/)
    expect(picture).toMatch(/podinfo:7 \(canary\)/)
    expect(picture).toMatch(/revision:2/)
  })

  test('kubectl deletes a Rollout after all that it owns', async () => {
    const deletion = bench.watch(
      'kubectl',
      'delete',
      'rollout',
      'frontend',
      '-n',
      'webapp-blue-green',
      '--cascade=foreground',
    )
    try {
      await deletion.until('deleted')
      world.clock.advance(10_000)
      await expect.poll(() => world.store.list('pods', 'webapp-blue-green')).toEqual([])
      expect(world.store.get('rollouts', 'webapp-blue-green', 'frontend')).toBeUndefined()
    } finally {
      await deletion.stop()
    }
  })
})
