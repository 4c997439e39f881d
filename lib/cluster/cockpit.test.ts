import { afterEach, describe, expect, test, vi } from 'vitest'
import { CockpitError } from '../errors.ts'
import { stateKey } from '../rollouts/state-key.ts'
import { rightsOf } from '../stream/fixtures/rights.ts'
import { parseRollout } from '../wire/parse.ts'
import { createCockpit } from './cockpit.ts'
import { readRollout, readRollouts, readText } from './reads.ts'
import { type FakeSource, fakeSource } from './testing/fake-source.ts'
import { manualTimers, settle } from './testing/manual-timers.ts'
import { rawRollout } from './testing/objects.ts'
import { readAll } from './testing/reader.ts'

const arn = 'arn:aws:eks:eu-west-1:1234:cluster/shop prod'
const cart = rawRollout({ uid: 'r', name: 'cart' })
const ref = { cluster: 'kind', namespace: 'shop', name: 'cart' }

function world(readOnly = false, watched: Parameters<typeof fakeSource>[1] = {}) {
  const timers = manualTimers()
  const tidy = vi.fn()
  const sources = new Map<string, FakeSource>()
  const cockpit = createCockpit({
    clusters: [
      { name: 'kind', server: 'https://127.0.0.1:6443', current: true },
      { name: arn, server: 'https://eks.example', current: false },
    ],
    unusable: [{ name: 'broken', problem: 'Context "broken" cannot be used: it has no server.' }],
    kubeconfig: [],
    createSource(cluster) {
      const source = fakeSource(cluster, watched)
      sources.set(cluster, source)
      return source
    },
    readOnly,
    version: '1.2.3',
    now: timers.now,
    timers,
    tidy,
  })
  const source = (cluster: string) => {
    const found = sources.get(cluster)
    if (found === undefined) throw new Error(`no source of ${cluster}`)
    return found
  }
  return { cockpit, sources, source, timers, tidy }
}

const abort = (state: string) => ({ resource: 'rollouts', action: 'abort', state }) as const
const failure = (kind: CockpitError['kind'], message: RegExp) =>
  expect.objectContaining({ kind, message: expect.stringMatching(message) })

afterEach(() => void vi.restoreAllMocks())

test('opens a cluster when it is asked for, once, and whatever it is called', () => {
  const { cockpit, sources } = world()
  expect(sources.size).toBe(0)
  expect(cockpit.hub(arn)).toBe(cockpit.hub(arn))
  expect([...sources.keys()]).toEqual([arn])
})

test.each([
  ['nowhere', /no cluster "nowhere"/],
  ['broken', /it has no server/],
  ['__proto__', /no cluster "__proto__"/],
])('says of %s that it is none that can be shown', (cluster, message) => {
  const { cockpit, sources } = world()
  expect(() => cockpit.hub(cluster)).toThrow(failure('not-found', message))
  expect(sources.size).toBe(0)
})

test('tells which clusters cannot be used, and why', () => {
  expect(world().cockpit.unusable).toEqual([
    { name: 'broken', problem: 'Context "broken" cannot be used: it has no server.' },
  ])
})

test('reads wait for the first lists and give what is there', async () => {
  const { cockpit, source } = world()
  const fleet = readRollouts(cockpit, 'kind')
  const one = readRollout(cockpit, ref)
  source('kind').sync({ rollouts: [cart] })
  expect((await fleet).rows.map(({ name }) => name)).toEqual(['cart'])
  expect(await fleet).toMatchObject({ health: { state: 'live', cluster: 'kind' } })
  expect(await one).toMatchObject({
    detail: { row: { name: 'cart' } },
    rights: rightsOf(true),
    health: { state: 'live' },
  })
})

test('reads end where the API server does not answer, with what is known of it', async () => {
  const patience = new AbortController()
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(patience.signal)
  const { cockpit, source } = world()
  const reading = expect(readRollouts(cockpit, 'kind')).rejects.toEqual(failure('unreachable', /refused/))
  source('kind').road('rollouts', 'retrying', { problem: 'connection refused' })
  patience.abort()
  await reading
})

test.each([
  ['forbidden', 'forbidden', 'Not allowed to list rollouts.'],
  ['absent', 'not-found', 'The API server does not know rollouts.'],
] as const)('a read where Rollouts are %s is no empty list', async (state, kind, problem) => {
  const { cockpit, source } = world()
  const reading = expect(readRollouts(cockpit, 'kind')).rejects.toEqual(failure(kind, new RegExp(problem)))
  source('kind').sync()
  source('kind').road('rollouts', state, { problem })
  await reading
})

test('a Rollout that is not there is told apart from one that is not in view', async () => {
  const { cockpit, source } = world()
  const missing = expect(readRollout(cockpit, ref)).rejects.toEqual(
    failure('not-found', /no Rollout shop\/cart/),
  )
  source('kind').sync()
  await missing
  const closed = world(false, { home: ['bank'], closed: true })
  const outside = expect(readRollout(closed.cockpit, ref)).rejects.toEqual(
    failure('not-found', /shop is not in view: .* sees bank/),
  )
  closed.source('kind').sync({}, 'bank')
  await outside
})

describe('where not all namespaces may be watched', () => {
  const inShop = { rollouts: [cart] }

  async function narrowWorld() {
    const it = world()
    const fleet = readRollouts(it.cockpit, 'kind')
    const source = it.source('kind')
    source.narrow()
    source.sync({}, 'default')
    expect((await fleet).rows).toEqual([])
    return { ...it, source }
  }

  test('one that is named is read when it was listed, and the fleet has it then', async () => {
    const { cockpit, source } = await narrowWorld()
    const one = readRollout(cockpit, ref)
    const text = readText(cockpit, ref, Date.UTC(2026, 0, 1))
    await settle()
    expect(source.looks).toEqual(['shop'])
    source.sync(inShop, 'shop')
    expect((await one).detail.row.name).toBe('cart')
    expect(await text).toMatch(/^Name: +cart\n/)
    expect((await readRollouts(cockpit, 'kind')).rows.map(({ name }) => name)).toEqual(['cart'])
    expect((await readRollout(cockpit, ref)).health.namespaces).toEqual(['default', 'shop'])
    await expect(readRollout(cockpit, { ...ref, name: 'none' })).rejects.toEqual(
      failure('not-found', /no Rollout shop\/none/),
    )
    expect(source.looks).toEqual(['shop'])
  })

  test('one that may not be read is refused in the words of the API server, and leaves nothing', async () => {
    const { cockpit, source, timers } = await narrowWorld()
    const reading = expect(readRollout(cockpit, ref)).rejects.toEqual(
      failure('forbidden', /list rollouts in namespace shop/),
    )
    await settle()
    source.refuse('shop')
    await reading
    expect([source.looking.size, timers.pending()]).toEqual([0, 0])
  })

  test('one that may be read is read although none at home may', async () => {
    const { cockpit, source } = await narrowWorld()
    source.refuse('default')
    await expect(readRollouts(cockpit, 'kind')).rejects.toEqual(failure('forbidden', /namespace default/))
    const one = readRollout(cockpit, ref)
    await settle()
    source.sync(inShop, 'shop')
    expect((await one).health).toMatchObject({ state: 'live', namespaces: ['shop'] })
  })

  test('one that does not answer in time is not waited for longer', async () => {
    const { cockpit, source } = await narrowWorld()
    const patience = new AbortController()
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(patience.signal)
    const reading = expect(readRollout(cockpit, ref)).rejects.toEqual(failure('unreachable', /not answered/))
    await settle()
    patience.abort()
    await reading
    expect(source.looking.size).toBe(0)
  })

  test('an action in one asks the API server afresh, and needs no watch', async () => {
    const { cockpit, source } = await narrowWorld()
    source.server.rollout = cart
    await cockpit.act(ref, abort(stateKey(parseRollout(cart))))
    expect([source.patches.length, source.looks.length]).toEqual([1, 0])
  })
})

test('the text is given only while it is true, for it has no place to say how old it is', async () => {
  const { cockpit, source } = world()
  const ready = cockpit.hub('kind').ready(new AbortController().signal)
  source('kind').sync({ rollouts: [cart] })
  await ready
  expect(await readText(cockpit, ref, Date.UTC(2026, 0, 1))).toMatch(/^Name: +cart\n/)
  expect(source('kind').questions()).toBe(0)
  source('kind').road('pods', 'retrying', { problem: 'connection refused' })
  await expect(readText(cockpit, ref, 0)).rejects.toEqual(failure('unreachable', /connection refused/))
  expect((await readRollout(cockpit, ref)).health.state).toBe('stale')
})

describe('a text that would lack lines, or tell old ones, is refused', () => {
  const problem = 'Not allowed to list them in all namespaces.'
  const parts = ['replicasets', 'pods', 'analysisruns', 'experiments'] as const
  const refused = parts.map((kind) => [kind, 'forbidden'] as const)
  const broken = (['rollouts', ...parts] as const).map((kind) => [kind, 'retrying'] as const)

  test.each([...refused, ...broken])('because of %s that are %s', async (kind, state) => {
    const { cockpit, source } = world()
    const ready = cockpit.hub('kind').ready(new AbortController().signal)
    source('kind').sync({ rollouts: [cart] })
    await ready
    source('kind').road(kind, state, { problem })
    await expect(readText(cockpit, ref, 0)).rejects.toEqual(
      failure(state === 'forbidden' ? 'forbidden' : 'unreachable', new RegExp(problem)),
    )
  })

  test('naming the kind, and not because of others', async () => {
    const { cockpit, source } = world()
    const ready = cockpit.hub('kind').ready(new AbortController().signal)
    source('kind').sync({ rollouts: [cart] })
    await ready
    for (const other of ['services', 'endpointslices', 'deployments'] as const)
      source('kind').road(other, 'retrying', { problem })
    expect(await readText(cockpit, ref, 0)).toMatch(/^Name: +cart/)
    source('kind').road('experiments', 'absent', { problem })
    await expect(readText(cockpit, ref, 0)).rejects.toEqual(
      failure('not-found', /^The text would not be whole without experiments. Not allowed to list them/),
    )
  })

  test('but waits for the first lists of all that it needs', async () => {
    const { cockpit, source } = world()
    const text = readText(cockpit, ref, 0)
    const told = vi.fn()
    void text.then(told)
    for (const kind of ['rollouts', 'deployments', 'replicasets', 'pods', 'analysisruns'] as const)
      source('kind').emit({
        type: 'listed',
        resource: kind,
        namespace: null,
        objects: kind === 'rollouts' ? [cart] : [],
      })
    await settle()
    expect(told).not.toHaveBeenCalled()
    source('kind').emit({ type: 'listed', resource: 'experiments', namespace: null, objects: [] })
    expect(await text).toMatch(/^Name: +cart/)
  })

  test('and says for which it has waited', async () => {
    const patience = new AbortController()
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(patience.signal)
    const { cockpit, source } = world()
    const reading = expect(readText(cockpit, ref, 0)).rejects.toEqual(
      failure('unreachable', /^The first list of experiments has not come yet/),
    )
    source('kind').sync({ rollouts: [cart] })
    source('kind').road('experiments', 'forbidden')
    source('kind').road('experiments', 'listing')
    await settle()
    patience.abort()
    await reading
  })
})

test('B10: an action reaches the cluster that the reference names, and no other', async () => {
  const { cockpit, source } = world()
  cockpit.hub('kind')
  cockpit.hub(arn)
  source(arn).server.rollout = cart
  await cockpit.act({ ...ref, cluster: arn }, abort(stateKey(parseRollout(cart))))
  expect([source('kind').patches.length, source(arn).patches.length]).toEqual([0, 1])
})

test('nothing acts where it is read-only', async () => {
  const { cockpit } = world(true)
  await expect(cockpit.act(ref, abort(''))).rejects.toEqual(failure('forbidden', /read-only/))
})

test('counts what runs, and stop ends all of it', async () => {
  const { cockpit, source, timers } = world()
  const readers = [readAll(cockpit.hub('kind')), readAll(cockpit.hub(arn)), readAll(cockpit.hub(arn))]
  for (const reader of readers) await reader.take()
  expect(cockpit.stats().viewers).toBe(3)
  expect(cockpit.stats().hubs.map(({ cluster, viewers }) => [cluster, viewers])).toEqual([
    ['kind', 1],
    [arn, 2],
  ])
  cockpit.stop()
  for (const reader of readers) await reader.take()
  expect(readers.map(({ ended }) => ended())).toEqual([true, true, true])
  expect([source('kind').running(), source(arn).running(), timers.pending()]).toEqual([false, false, 0])
})

test('says why an API server is silent, takes any answer for one, and starts no watch', async () => {
  const { cockpit, source } = world()
  expect(await cockpit.reach('kind')).toBeNull()
  source('kind').server.failing = new CockpitError('unreachable', 'It refuses the connection.')
  expect(await cockpit.reach('kind')).toBe('It refuses the connection.')
  source('kind').server.failing = new CockpitError('forbidden', 'Not allowed to get rollouts.')
  expect(await cockpit.reach('kind')).toBeNull()
  expect(source('kind').started()).toBe(0)
})

test('it is tidied once nobody has watched anything for five seconds, not between two readers', async () => {
  const { cockpit, timers, tidy } = world()
  const [first, other] = [readAll(cockpit.hub('kind')), readAll(cockpit.hub(arn))]
  first.leave()
  await timers.advance(60_000)
  expect(tidy).not.toHaveBeenCalled()
  other.leave()
  await timers.advance(4_999)
  const back = readAll(cockpit.hub('kind'))
  await timers.advance(60_000)
  expect(tidy).not.toHaveBeenCalled()
  back.leave()
  await timers.advance(5_000)
  expect(tidy).toHaveBeenCalledOnce()
  cockpit.stop()
})
