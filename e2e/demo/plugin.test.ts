import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildBinaries } from '../cluster/build.ts'
import { requireCluster } from '../support/real-cluster.ts'
import { addRevision, rollout } from './objects.ts'
import { type Bench, startBench } from './tools.ts'

const possible = requireCluster()
let bench: Bench

beforeAll(async () => {
  if (!possible) return
  bench = await startBench(await buildBinaries(() => undefined))
})
afterAll(async () => {
  if (!possible) return
  await bench.close()
  expect(bench.faults).toEqual([])
})

/** What the plugin prints when it succeeds. */
async function argo(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await bench.argo(...args)
  expect({ args, code, err }).toEqual({ args, code: 0, err: expect.any(String) })
  return out + err
}

async function begin(place: string): Promise<readonly string[]> {
  const { code } = await bench.kubectl('create', 'namespace', place)
  expect(code).toBe(0)
  const { err } = await bench.kubectl('apply', '-f', await bench.file(rollout(place, 'cart')))
  expect(err).toBe('')
  return ['cart', '-n', place]
}
const stored = (place: string) => bench.store.get('rollouts', place, 'cart')

describe.skipIf(!possible)('kubectl argo rollouts', () => {
  test('gets and lists', async () => {
    const cart = await begin('shown')
    addRevision(bench.store, 'shown', 'cart', 1, '6.9.3')
    const picture = await argo('get', 'rollout', ...cart, '--no-color')
    expect(picture).toMatch(/Name: +cart\nNamespace: +shown\n/)
    expect(picture).toMatch(/revision:1 .*\n.*cart-hash1 +ReplicaSet/)
    expect(await argo('list', 'rollouts', '-n', 'shown')).toMatch(/cart +Canary +Progressing/)
    expect(await argo('list', 'rollouts', '--all-namespaces')).toMatch(/shown +cart/)
    expect(await argo('status', ...cart, '--watch=false')).toContain('Progressing')
    expect((await bench.argo('status', ...cart, '--timeout', '1s')).code).toBe(1)
    expect((await bench.argo('get', 'rollout', 'none', '-n', 'shown')).err).toContain(
      'rollout.argoproj.io "none" not found',
    )
  })

  test.each([
    ['get', 'rollout cart --no-color'],
    ['list', 'rollouts'],
  ])('%s --watch goes on', async (verb, words) => {
    const place = `${verb}-watch`
    await begin(place)
    const watch = bench.watch('argo', verb, ...words.split(' '), '--watch', '-n', place)
    try {
      await watch.until('cart')
      await argo('set', 'image', 'cart', 'podinfo=podinfo:9', '-n', place)
      const found = stored(place)
      if (found)
        bench.store.update(
          'rollouts',
          { ...found, status: { phase: 'Degraded', message: 'so it is', abort: true } },
          'status',
        )
      await watch.until('Degraded')
    } finally {
      await watch.stop()
    }
  })

  test('sets an image, pauses and promotes', async () => {
    const cart = await begin('driven')
    expect(await argo('set', 'image', 'cart', 'podinfo=podinfo:7', '-n', 'driven')).toBe(
      'rollout "cart" image updated\n',
    )
    expect(stored('driven')).toMatchObject({
      metadata: { generation: 2 },
      spec: { template: { spec: { containers: [{ image: 'podinfo:7' }] } } },
    })
    expect(await argo('pause', ...cart)).toBe("rollout 'cart' paused\n")
    expect(stored('driven')).toMatchObject({ spec: { paused: true } })
    const found = stored('driven')
    const pauseConditions = [{ reason: 'CanaryPauseStep', startTime: '2026-11-23T10:00:00Z' }]
    if (found)
      bench.store.update(
        'rollouts',
        { ...found, status: { pauseConditions, controllerPause: true, currentStepIndex: 1 } },
        'status',
      )
    expect(await argo('promote', ...cart)).toBe("rollout 'cart' promoted\n")
    expect(stored('driven')).toMatchObject({ spec: { paused: false } })
    expect(stored('driven')?.status).not.toHaveProperty('pauseConditions')
    expect(await argo('promote', ...cart, '--full')).toBe("rollout 'cart' fully promoted\n")
  })

  test('aborts, retries and restarts', async () => {
    const cart = await begin('stopped')
    expect(await argo('abort', ...cart)).toBe("rollout 'cart' aborted\n")
    expect(stored('stopped')).toMatchObject({ status: { abort: true } })
    expect(await argo('retry', 'rollout', ...cart)).toBe("rollout 'cart' retried\n")
    expect(stored('stopped')).toMatchObject({ status: { abort: false } })
    expect(await argo('restart', ...cart)).toBe("rollout 'cart' restarts in 0s\n")
    expect(stored('stopped')).toMatchObject({ spec: { restartAt: expect.stringMatching(/^\d{4}-/) } })
  })

  test('goes back to a revision', async () => {
    const cart = await begin('back')
    expect((await bench.argo('undo', ...cart)).err).toContain('no revision found for rollout "cart"')
    addRevision(bench.store, 'back', 'cart', 1, '6.9.2')
    addRevision(bench.store, 'back', 'cart', 2, '6.9.3')
    expect(await argo('undo', ...cart)).toBe("rollout 'cart' undo\n")
    const containers = [{ image: 'ghcr.io/stefanprodan/podinfo:6.9.2' }]
    expect(stored('back')).toMatchObject({
      spec: { template: { metadata: { labels: { app: 'cart' } }, spec: { containers } } },
    })
    expect((await bench.argo('undo', ...cart, '--to-revision=7')).err).toContain(
      'unable to find specified revision 7',
    )
  })

  test('may only look where the identity may only look', async () => {
    const cart = await begin('looked')
    const viewer = [...cart, '--context', 'demo-viewer']
    expect(await argo('get', 'rollout', ...viewer)).toContain('cart')
    expect((await bench.argo('abort', ...viewer)).err).toContain('cannot patch resource "rollouts/status"')
    expect(stored('looked')?.status).toBeUndefined()
  })
})
