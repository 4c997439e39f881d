import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Counts, reflect } from './reflector.ts'
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts'
import {
  type Collector,
  contextTo,
  createCollector,
  createFakeTiming,
  type FakeTiming,
  listed,
  listOf,
  road,
  status,
  thing,
  upserted,
} from './testing.ts'
import { createTransport, type Transport } from './transport.ts'

let server: ScriptedServer
let timing: FakeTiming
let told: Collector
let counts: Counts
let transport: Transport
let controller: AbortController
let running: Promise<void>
let listForbidden: number

beforeEach(async () => {
  server = await startScriptedServer()
  timing = createFakeTiming()
  told = createCollector()
  counts = { lists: 0, skippedLines: 0, handlerFailures: 0 }
  listForbidden = 0
  controller = new AbortController()
  transport = createTransport(contextTo(server.url), timing)
  running = reflect({
    transport,
    resource: 'rollouts',
    namespace: null,
    emit: told.emit,
    counts,
    signal: controller.signal,
    onListForbidden: () => {
      listForbidden += 1
    },
  })
})

afterEach(async () => {
  controller.abort()
  await running
  await transport.close()
  await server.quiet()
  expect(timing.alarms()).toBe(0)
  await server.close()
})

async function pauseThenNext() {
  const ms = await timing.pause()
  timing.advance(ms)
  return { ms, exchange: await server.next() }
}

describe('an API server in trouble', () => {
  test.each([
    ['a Status', (code: number) => JSON.stringify(status(code, 'x', 'storage is (re)initializing'))],
    ['plain text', () => 'storage is (re)initializing\n'],
  ])('is left alone for as long as Retry-After says (%s)', async (_, body) => {
    const first = await server.next()
    first.text(429, body(429), { 'retry-after': '7' })
    const { road: told1 } = await told.until(road('retrying'))
    expect(told1.problem).toBe(`${server.url} answered 429: storage is (re)initializing`)
    expect(told1.lastContact).toBe('2026-11-23T12:00:00.000Z')
    const second = await pauseThenNext()
    expect(second.ms).toBe(7000)
    second.exchange.text(503, body(503), { 'retry-after': '2' })
    const third = await pauseThenNext()
    expect(third.ms).toBe(2000)
    third.exchange.json(200, listOf(3, []))
    await told.until(listed)
  })

  test('may say when to come back in the Status or as a date', async () => {
    const first = await server.next()
    first.json(503, status(503, 'x', 'later', { retryAfterSeconds: 4 }))
    const second = await pauseThenNext()
    expect(second.ms).toBe(4000)
    const date = new Date(timing.now() + 9000).toUTCString()
    second.exchange.text(503, '', { 'retry-after': date })
    const third = await pauseThenNext()
    expect(third.ms).toBe(9000)
  })

  test('is not left alone for longer than five minutes', async () => {
    const first = await server.next()
    first.text(503, '', { 'retry-after': '86400' })
    await timing.alarm(300_000)
    timing.advance(299_999)
    expect(server.waiting()).toBe(0)
    timing.advance(1)
    await server.next()
  })

  test('is asked ever more slowly up to 30 s, and at once again after a watch that worked', async () => {
    const pauses: number[] = []
    let exchange = await server.next()
    for (let round = 0; round < 10; round += 1) {
      exchange.text(500, 'no')
      const next = await pauseThenNext()
      pauses.push(next.ms)
      exchange = next.exchange
    }
    expect(pauses).toEqual([156, 313, 625, 1250, 2500, 5000, 10_000, 18_750, 18_750, 18_750])
    exchange.json(200, listOf(3, []))
    const watch = await server.next()
    const stream = watch.stream()
    stream.event('ADDED', thing('a', 4))
    await told.until(upserted)
    stream.reset()
    expect(await timing.pause()).toBe(156)
  })

  test('that refuses connections is waited for', async () => {
    const list = await server.next()
    const { port } = server
    list.json(200, listOf(3, []))
    const watch = await server.next()
    watch.stream()
    await told.until(road('live'))
    await server.close()
    expect((await told.until(road('retrying'))).road.problem).toMatch(/broke off the connection/)
    timing.advance(await timing.pause())
    const { road: told1 } = await told.until(road('retrying'))
    expect(told1.problem).toBe(
      `The API server at http://127.0.0.1:${port} refuses the connection: is it running, and is the address right?`,
    )
  })
})

describe('an identity in trouble', () => {
  test('401: says so, goes on trying, and heals', async () => {
    const first = await server.next()
    first.json(401, status(401, 'Unauthorized', 'Unauthorized'))
    const { road: told1 } = await told.until(road('retrying'))
    expect(told1.problem).toBe(
      `The API server at ${server.url} does not accept the credentials of user tester (Unauthorized).`,
    )
    const second = await pauseThenNext()
    second.exchange.json(200, listOf(3, []))
    const watch = await server.next()
    watch.json(401, status(401, 'Unauthorized', 'Unauthorized'))
    const resumed = await pauseThenNext()
    expect(resumed.exchange.query.get('resourceVersion')).toBe('3')
    resumed.exchange.stream()
    await told.until(road('live'))
    expect(counts.lists).toBe(1)
  })

  test('403 on list: verb, resource and the own words of the API server; tried again after half a minute', async () => {
    const words =
      'rollouts.argoproj.io is forbidden: User "system:serviceaccount:tr:viewer" cannot list resource "rollouts" in API group "argoproj.io" at the cluster scope'
    const first = await server.next()
    first.json(403, status(403, 'Forbidden', words))
    const { road: told1 } = await told.until(road('forbidden'))
    expect(told1.problem).toBe(`Not allowed to list rollouts.argoproj.io in all namespaces: ${words}`)
    expect(listForbidden).toBe(1)
    const second = await pauseThenNext()
    expect(second.ms).toBe(28_500)
    second.exchange.json(200, listOf(3, []))
    const watch = await server.next()
    watch.stream()
    await told.until(road('live'))
  })

  test('403 on list after it was allowed: what may no longer be seen is taken back, once', async () => {
    const first = await server.next()
    first.json(200, listOf(3, [thing('a', 2)]))
    expect((await told.until(listed)).objects).toEqual([thing('a', 2)])
    const watch = await server.next()
    watch.stream().event('ERROR', status(410, 'Expired', 'too old'))
    for (let refusal = 0; refusal < 2; refusal += 1) {
      const { exchange } = await pauseThenNext()
      exchange.json(403, status(403, 'Forbidden', 'no longer'))
    }
    const { exchange } = await pauseThenNext()
    exchange.json(200, listOf(9, [thing('b', 8)]))
    const lists = async () => (await told.until(listed)).objects
    expect([await lists(), await lists()]).toEqual([[], [thing('b', 8)]])
  })

  test('403 on watch only: stays forbidden, lists anew each time, and does not say the list is forbidden', async () => {
    const first = await server.next()
    first.json(200, listOf(3, []))
    expect((await told.until(listed)).objects).toEqual([])
    const watch = await server.next()
    watch.json(403, status(403, 'Forbidden', 'no watch for you'))
    const { road: told1 } = await told.until(road('forbidden'))
    expect(told1.problem).toContain('Not allowed to watch rollouts.argoproj.io')
    const again = await pauseThenNext()
    again.exchange.json(200, listOf(5, [thing('a', 4)]))
    expect((await told.until(listed)).objects).toEqual([thing('a', 4)])
    expect(listForbidden).toBe(0)
  })

  test('403 on a watch that was allowed: the list is asked soon, and what may no longer be seen is taken back', async () => {
    const first = await server.next()
    first.json(200, listOf(3, [thing('a', 2)]))
    await told.until(listed)
    const watch = await server.next()
    watch.stream().end()
    const resumed = await pauseThenNext()
    resumed.exchange.json(403, status(403, 'Forbidden', 'no longer'))
    await told.until(road('forbidden'))
    const list = await pauseThenNext()
    expect(list.ms).toBeLessThan(1_000)
    expect(list.exchange.query.has('watch')).toBe(false)
    list.exchange.json(403, status(403, 'Forbidden', 'no longer'))
    expect((await told.until(listed)).objects).toEqual([])
    expect(listForbidden).toBe(1)
  })

  test('403 on each watch: lists ever more rarely', async () => {
    let list = await server.next()
    const pauses: number[] = []
    for (let refusal = 0; refusal < 9; refusal += 1) {
      list.json(200, listOf(3, []))
      const watch = await server.next()
      watch.json(403, status(403, 'Forbidden', 'no watch for you'))
      const again = await pauseThenNext()
      pauses.push(again.ms)
      list = again.exchange
    }
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b))
    expect(pauses.at(-1)).toBeGreaterThan(15_000)
  })
})

describe('a resource the API server does not know', () => {
  test('is absent, and appears by itself', async () => {
    const first = await server.next()
    first.text(404, '404 page not found\n')
    const { road: told1 } = await told.until(road('absent'))
    expect(told1.problem).toBe('The API server does not know rollouts.argoproj.io: is its CRD installed?')
    const second = await pauseThenNext()
    expect(second.ms).toBe(14_250)
    second.exchange.json(200, listOf(3, [thing('a', 2)]))
    expect((await told.until(listed)).objects).toEqual([thing('a', 2)])
  })

  test('takes its objects along, but not when the API server only forgets it once', async () => {
    const first = await server.next()
    first.json(200, listOf(3, [thing('a', 2)]))
    await told.until(listed)
    const watch = await server.next()
    watch.stream().end()
    timing.advance(await timing.pause())
    const gone = await server.next()
    gone.text(404, '404 page not found\n')
    await told.until(road('absent'))
    expect(told.events.filter(listed)).toHaveLength(1)
    const second = await pauseThenNext()
    second.exchange.text(404, '404 page not found\n')
    expect((await told.until(listed)).objects).toEqual([])
    await pauseThenNext()
  })
})

describe('stopping', () => {
  test('during a list leaves nothing open and tells nothing more', async () => {
    const list = await server.next()
    controller.abort()
    await running
    await list.gone
    await server.quiet()
    expect(told.events.map((event) => (event.type === 'road' ? event.road.state : event.type))).toEqual([
      'listing',
      'stopped',
    ])
    expect(server.waiting()).toBe(0)
  })

  test('during a watch leaves nothing open, whatever is still on the way', async () => {
    const list = await server.next()
    list.json(200, listOf(3, []))
    const watch = await server.next()
    const stream = watch.stream()
    await told.until(road('live'))
    stream.event('ADDED', thing('late', 4))
    controller.abort()
    await running
    await watch.gone
    expect(told.events.some(upserted)).toBe(false)
  })

  test('during a pause ends at once', async () => {
    const list = await server.next()
    list.text(500, 'no')
    await timing.pause()
    controller.abort()
    await running
    expect(timing.alarms()).toBe(0)
  })
})
