import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type SourceEvent, watchedResources } from '../cluster/source.ts'
import { type Exchange, type ScriptedServer, startScriptedServer } from './scripted-server.ts'
import { createKubeSource, type KubeSource } from './source.ts'
import {
  type Collector,
  contextTo,
  createCollector,
  createFakeTiming,
  type FakeTiming,
  isFor,
  listed,
  listOf,
  road,
  status,
  thing,
  upserted,
} from './testing.ts'

let server: ScriptedServer
let timing: FakeTiming
let told: Collector
let controller: AbortController
let running: Promise<void> | null

beforeEach(async () => {
  server = await startScriptedServer()
  timing = createFakeTiming()
  told = createCollector()
  controller = new AbortController()
  running = null
})

afterEach(async () => {
  vi.restoreAllMocks()
  controller.abort()
  if (running !== null) {
    await running
    await server.quiet()
  }
  await server.close()
})

function start(namespaces: readonly string[] | null, emit: (event: SourceEvent) => void = told.emit) {
  const source = createKubeSource(contextTo(server.url), { namespaces, timing })
  running = source.run(emit, controller.signal)
  return source
}

/** Answers every list with nothing and every watch with an open stream, save those of Rollouts. */
function answerAllButRollouts(seen: Exchange[] = []) {
  server.always((exchange) => {
    seen.push(exchange)
    if (isFor(exchange, 'rollouts')) return false
    if (exchange.watch) exchange.stream()
    else exchange.json(200, listOf(1, []))
    return true
  })
  return seen
}

const forbidden = status(403, 'Forbidden', 'rollouts.argoproj.io is forbidden: User "me" cannot list')
const wide = '/apis/argoproj.io/v1alpha1/rollouts'
const narrow = '/apis/argoproj.io/v1alpha1/namespaces/team/rollouts'
const listAt = (path: string) => (exchange: Exchange) => exchange.path === path && !exchange.watch
const watchAt = (path: string) => (exchange: Exchange) => exchange.path === path && exchange.watch

describe('what is listed and watched', () => {
  test('are the eight resources in all namespaces, and nothing else', async () => {
    const seen: string[] = []
    server.always((exchange) => {
      seen.push(`${exchange.method} ${exchange.path}`)
      if (exchange.watch) exchange.stream()
      else exchange.json(200, listOf(1, []))
      return true
    })
    const source = start(null)
    const waitLive = async (count: number): Promise<void> => {
      if (count === 0) return
      await told.until(road('live'))
      await waitLive(count - 1)
    }
    await waitLive(watchedResources.length)
    expect(source.cluster).toBe('test')
    expect(new Set(seen)).toEqual(
      new Set([
        'GET /apis/argoproj.io/v1alpha1/rollouts',
        'GET /apis/discovery.k8s.io/v1/endpointslices',
        'GET /apis/argoproj.io/v1alpha1/analysisruns',
        'GET /apis/argoproj.io/v1alpha1/experiments',
        'GET /apis/apps/v1/replicasets',
        'GET /apis/apps/v1/deployments',
        'GET /api/v1/pods',
        'GET /api/v1/services',
      ]),
    )
    expect(source.counts()).toEqual({ lists: 8, skippedLines: 0, handlerFailures: 0 })
  })

  test('are the named namespaces only, where some are named', async () => {
    const seen = answerAllButRollouts()
    start(['a', 'b c'])
    const first = await server.next()
    const second = await server.next()
    expect([first.path, second.path].sort()).toEqual([
      '/apis/argoproj.io/v1alpha1/namespaces/a/rollouts',
      '/apis/argoproj.io/v1alpha1/namespaces/b%20c/rollouts',
    ])
    first.json(403, forbidden)
    const { road: told1 } = await told.until(road('forbidden'))
    expect(told1.problem).toMatch(/^Not allowed to list rollouts\.argoproj\.io in namespace (a|b c): /)
    expect(seen.every(({ path }) => path.includes('/namespaces/'))).toBe(true)
  })
})

describe('where the list is forbidden in all namespaces', () => {
  test('that resource alone is watched in the namespace of the context', async () => {
    const seen = answerAllButRollouts()
    start(null)
    const list = await server.next(listAt(wide))
    list.json(403, forbidden)
    const { road: told1 } = await told.until(road('forbidden', { resource: 'rollouts', namespace: null }))
    expect(told1.problem).toContain('list rollouts.argoproj.io in all namespaces')
    const own = await server.next(listAt(narrow))
    own.json(200, listOf(5, [thing('mine', 4)]))
    expect(
      await told.until((event): event is Extract<SourceEvent, { type: 'listed' }> => {
        return listed(event) && event.resource === 'rollouts'
      }),
    ).toMatchObject({ namespace: 'team', objects: [thing('mine', 4)] })
    const watch = await server.next(watchAt(narrow))
    watch.stream()
    await told.until(road('live', { resource: 'rollouts', namespace: 'team' }))
    expect(
      seen.filter(({ path }) => path.includes('/namespaces/')).every((one) => isFor(one, 'rollouts')),
    ).toBe(true)
  })

  test('a right granted later replaces the narrow view, and one taken away brings it back', async () => {
    answerAllButRollouts()
    start(null)
    const first = await server.next(listAt(wide))
    first.json(403, forbidden)
    const own = await server.next(listAt(narrow))
    own.json(200, listOf(5, [thing('mine', 4)]))
    const ownWatch = await server.next(watchAt(narrow))
    ownWatch.stream()
    await told.until(road('live', { resource: 'rollouts', namespace: 'team' }))

    timing.advance(28_500)
    const granted = await server.next(listAt(wide))
    granted.json(200, listOf(6, [thing('mine', 4), thing('theirs', 3)]))
    await ownWatch.gone
    await told.until(road('stopped', { resource: 'rollouts', namespace: 'team' }))
    const wideWatch = await server.next(watchAt(wide))
    const stream = wideWatch.stream()
    await told.until(road('live', { resource: 'rollouts', namespace: null }))

    stream.event('ERROR', status(410, 'Expired', 'too old'))
    timing.advance(await pauseOfRollouts())
    const taken = await server.next(listAt(wide))
    taken.json(403, forbidden)
    const lost = await told.until(listed)
    expect(lost).toMatchObject({ resource: 'rollouts', namespace: null, objects: [] })
    const again = await server.next(listAt(narrow))
    again.json(200, listOf(9, [thing('mine', 8)]))
    expect((await told.until(listed)).namespace).toBe('team')
  })

  test('a namespace that is looked at is asked for its Rollouts first, and for no more where that is refused', async () => {
    const seen = answerAllButRollouts()
    const source = start(null)
    const first = await server.next(listAt(wide))
    first.json(403, forbidden)
    const own = await server.next(listAt(narrow))
    own.json(403, forbidden)
    await told.until(road('forbidden', { resource: 'rollouts', namespace: 'team' }))
    const end = source.look('shop')
    const list = await server.next(listAt('/apis/argoproj.io/v1alpha1/namespaces/shop/rollouts'))
    list.json(403, status(403, 'Forbidden', 'User "me" cannot list resource "rollouts" in "shop"'))
    const { road: refused } = await told.until(road('forbidden', { namespace: 'shop' }))
    expect(refused.problem).toBe(
      'Not allowed to list rollouts.argoproj.io in namespace shop: User "me" cannot list resource "rollouts" in "shop"',
    )
    end()
    await told.until(road('stopped', { namespace: 'shop' }))
    expect(seen.filter(({ path }) => path.includes('/shop/')).length).toBe(1)
  })

  test('between the list that is allowed again and its watch the road is not refused', async () => {
    answerAllButRollouts()
    start(null)
    const first = await server.next(listAt(wide))
    first.json(403, forbidden)
    const own = await server.next(listAt(narrow))
    own.json(200, listOf(5, []))
    await told.until(road('listing', { resource: 'rollouts', namespace: 'team' }))
    timing.advance(28_500)
    const granted = await server.next(listAt(wide))
    granted.json(200, listOf(6, []))
    await told.until(road('listing', { resource: 'rollouts', namespace: null }))
    await told.until(
      (event): event is Extract<SourceEvent, { type: 'listed' }> => listed(event) && event.namespace === null,
    )
  })

  async function pauseOfRollouts(): Promise<number> {
    for (;;) {
      const ms = await timing.pause()
      if (ms < 1000) return ms
    }
  }
})

test('a listener that throws ends nothing', async () => {
  answerAllButRollouts()
  const source: KubeSource = start(null, (event) => {
    told.emit(event)
    throw new Error('a fault of the listener')
  })
  const list = await server.next(listAt(wide))
  list.json(200, listOf(5, []))
  const watch = await server.next(watchAt(wide))
  const stream = watch.stream()
  stream.event('ADDED', thing('a', 6))
  await told.until(upserted)
  stream.event('ADDED', thing('b', 7))
  expect((await told.until(upserted)).object).toEqual(thing('b', 7))
  expect(source.counts().handlerFailures).toBe(told.events.length)
})

test('what is stopped can be run again', async () => {
  answerAllButRollouts()
  const source = start(null)
  const list = await server.next(listAt(wide))
  controller.abort()
  await running
  await list.gone
  await server.quiet()
  controller = new AbortController()
  running = source.run(told.emit, controller.signal)
  const again = await server.next(listAt(wide))
  again.json(200, listOf(5, []))
  await server.next(watchAt(wide))
})

describe('single requests', () => {
  const source = () => createKubeSource(contextTo(server.url), { namespaces: null, timing })

  test('a Rollout is read by a path no name can leave', async () => {
    const answer = source().get('rollouts', 'a/b', '..')
    const exchange = await server.next()
    expect(exchange.path).toBe('/apis/argoproj.io/v1alpha1/namespaces/a%2Fb/rollouts/%252E%252E')
    exchange.json(200, { metadata: { name: 'x' } })
    expect(await answer).toEqual({ metadata: { name: 'x' } })
  })

  test('a Rollout that is not there says so in the words of the API server', async () => {
    const answer = source().get('rollouts', 'team', 'x')
    const exchange = await server.next()
    exchange.json(404, status(404, 'NotFound', 'rollouts.argoproj.io "x" not found'))
    await expect(answer).rejects.toMatchObject({
      kind: 'not-found',
      message: 'rollouts.argoproj.io "x" not found',
    })
  })

  test('a patch goes to its subresource as a merge patch, only if the object has not moved', async () => {
    const patch = {
      type: 'merge',
      subresource: 'status',
      body: { status: { pauseConditions: null } },
    } as const
    const answer = source().patch('rollouts', 'team', 'x', patch, '41')
    const exchange = await server.next()
    expect(exchange).toMatchObject({ method: 'PATCH', path: `${narrow}/x/status` })
    expect(Object.fromEntries(exchange.query)).toEqual({ fieldManager: 'rollout-cockpit' })
    expect(exchange.headers['content-type']).toBe('application/merge-patch+json')
    expect(JSON.parse(exchange.body)).toEqual({
      status: { pauseConditions: null },
      metadata: { resourceVersion: '41' },
    })
    exchange.json(409, status(409, 'Conflict', 'the object has been modified'))
    await expect(answer).rejects.toMatchObject({ kind: 'conflict', message: 'the object has been modified' })
  })

  test('a patch of metadata keeps it, and without a version sets no condition', async () => {
    const body = { metadata: { annotations: { a: 'b' } } }
    const first = source().patch('rollouts', 'team', 'x', { type: 'merge', subresource: null, body }, '41')
    const conditional = await server.next()
    expect(JSON.parse(conditional.body)).toEqual({
      metadata: { annotations: { a: 'b' }, resourceVersion: '41' },
    })
    conditional.json(200, { done: 1 })
    expect(await first).toEqual({ done: 1 })
    const second = source().patch('rollouts', 'team', 'x', { type: 'merge', subresource: null, body }, null)
    const plain = await server.next()
    expect(plain.path).toBe(`${narrow}/x`)
    expect(JSON.parse(plain.body)).toEqual(body)
    plain.json(200, { done: 2 })
    expect(await second).toEqual({ done: 2 })
  })

  test('a patch whose answer is lost is not sent again', async () => {
    const answer = source().patch(
      'rollouts',
      'team',
      'x',
      { type: 'merge', subresource: null, body: {} },
      null,
    )
    const exchange = await server.next()
    exchange.socket.destroy()
    await expect(answer).rejects.toMatchObject({ kind: 'unreachable' })
    expect(server.waiting()).toBe(0)
  })

  test.each([
    [{ status: { allowed: true, reason: 'RBAC' } }, 201, true],
    [{ status: { allowed: false } }, 201, false],
    [{ status: {} }, 201, null],
    [status(403, 'Forbidden', 'no'), 403, null],
  ])('whether something is allowed: %j (%i) is %j', async (value, code, expected) => {
    const access = { verb: 'patch', group: 'argoproj.io', resource: 'rollouts', namespace: 'team' }
    const answer = source().canI({ ...access, subresource: 'status' })
    const exchange = await server.next()
    expect(exchange).toMatchObject({
      method: 'POST',
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    })
    expect(JSON.parse(exchange.body).spec).toEqual({
      resourceAttributes: { ...access, subresource: 'status' },
    })
    exchange.json(code, value)
    expect(await answer).toBe(expected)
  })

  test('whether something is allowed is not waited for longer than 5 s', async () => {
    const patience = new AbortController()
    const limit = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(patience.signal)
    const access = { verb: 'patch', group: 'argoproj.io', resource: 'rollouts', namespace: 'team' }
    const answer = source().canI({ ...access, subresource: null })
    await server.next()
    patience.abort()
    expect(await answer).toBeNull()
    expect(limit.mock.calls).toEqual([[5_000]])
  })

  test('whether something is allowed cannot be known without an API server', async () => {
    const access = { verb: 'patch', group: 'argoproj.io', resource: 'rollouts', namespace: 'team' }
    const answer = source().canI({ ...access, subresource: null })
    const exchange = await server.next()
    expect(JSON.parse(exchange.body).spec.resourceAttributes).toEqual(access)
    exchange.socket.destroy()
    expect(await answer).toBeNull()
  })
})
