import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SourceEvent } from '../cluster/source.ts'
import { type Counts, reflect } from './reflector.ts'
import { type Exchange, type ScriptedServer, startScriptedServer } from './scripted-server.ts'
import {
  bookmark,
  type Collector,
  contextTo,
  createCollector,
  createFakeTiming,
  deleted,
  type FakeTiming,
  listed,
  listOf,
  road,
  status,
  thing,
  upserted,
} from './testing.ts'
import { createTransport, type Transport } from './transport.ts'

type RoadEvent = Extract<SourceEvent, { type: 'road' }>
const expired = status(410, 'Expired', 'too old resource version: 332 (4673)')

let server: ScriptedServer
let timing: FakeTiming
let told: Collector
let counts: Counts
let transport: Transport
let controller: AbortController
let running: Promise<void>

beforeEach(async () => {
  server = await startScriptedServer()
  timing = createFakeTiming()
  told = createCollector()
  counts = { lists: 0, skippedLines: 0, handlerFailures: 0 }
  controller = new AbortController()
  transport = createTransport(contextTo(server.url), timing)
})

afterEach(async () => {
  controller.abort()
  await running
  await transport.close()
  await server.quiet()
  expect(timing.alarms()).toBe(0)
  await server.close()
})

function start(resource: 'rollouts' | 'pods' = 'rollouts') {
  const options = { transport, resource, namespace: null, emit: told.emit, counts }
  running = reflect({ ...options, signal: controller.signal })
}

async function startLive(resourceVersion = 10, ...names: string[]) {
  start()
  const list = await server.next()
  list.json(
    200,
    listOf(
      resourceVersion,
      names.map((name) => thing(name, 1)),
    ),
  )
  const watch = await server.next()
  expect(watch.query.get('resourceVersion')).toBe(String(resourceVersion))
  const stream = watch.stream()
  await told.until(road('live'))
  return { watch, stream }
}

const roadsTold = () => told.events.flatMap((event) => (event.type === 'road' ? [event.road.state] : []))

describe('the list', () => {
  test('comes in pages and is told whole, once', async () => {
    start()
    const first = await server.next()
    expect(first.path).toBe('/apis/argoproj.io/v1alpha1/rollouts')
    expect(Object.fromEntries(first.query)).toEqual({ limit: '500' })
    expect(first.headers.authorization).toBe('Bearer the-token')
    first.json(200, listOf(7, [thing('a', 1)], 'page 2/='))
    const second = await server.next()
    expect(Object.fromEntries(second.query)).toEqual({ limit: '500', continue: 'page 2/=' })
    second.json(200, listOf(7, [thing('b', 2)]))
    const { objects } = await told.until(listed)
    expect(objects).toEqual([thing('a', 1), thing('b', 2)])
    const watch = await server.next()
    expect(Object.fromEntries(watch.query)).toEqual({
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion: '7',
      timeoutSeconds: '270',
    })
    expect(told.events.filter(listed)).toHaveLength(1)
  })

  test('is asked for at once when its continue token expires', async () => {
    start()
    const first = await server.next()
    first.json(200, listOf(7, [thing('a', 1)], 'old'))
    const second = await server.next()
    second.json(410, status(410, 'Expired', 'token too old', undefined, { continue: 'fresh' }))
    const whole = await server.next()
    expect(Object.fromEntries(whole.query)).toEqual({})
    whole.json(200, listOf(9, [thing('b', 8)]))
    const { objects } = await told.until(listed)
    expect(objects).toEqual([thing('b', 8)])
    expect((await server.next()).query.get('resourceVersion')).toBe('9')
  })

  test('loses managedFields and last-applied at the door, in pages and events', async () => {
    const heavy = {
      metadata: {
        ...thing('a', 1).metadata,
        managedFields: [{}],
        annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', mine: 'x' },
      },
    }
    const lean = { metadata: { ...thing('a', 1).metadata, annotations: { mine: 'x' } } }
    start()
    const list = await server.next()
    list.json(200, listOf(7, [heavy]))
    expect((await told.until(listed)).objects).toEqual([lean])
    const stream = (await server.next()).stream()
    stream.event('MODIFIED', heavy)
    expect((await told.until(upserted)).object).toEqual(lean)
  })

  test('that is null in Go is empty; what is no list is retried', async () => {
    start()
    const wrong = await server.next()
    wrong.json(200, { hello: 'world' })
    const { road: told1 } = await told.until(road('retrying'))
    expect(told1.problem).toContain('answered the list of rollouts with something else')
    timing.advance(await timing.pause())
    const html = await server.next()
    html.text(200, '<html>sign in</html>')
    expect((await told.until(road('retrying'))).road.problem).toContain('is it a Kubernetes API server?')
    timing.advance(await timing.pause())
    const empty = await server.next()
    empty.json(200, { metadata: { resourceVersion: '3' }, items: null })
    expect((await told.until(listed)).objects).toEqual([])
  })
})

describe('the watch', () => {
  test('tells what is added, modified and deleted', async () => {
    const { stream } = await startLive()
    stream.event('ADDED', thing('a', 11))
    expect(await told.until(upserted)).toEqual({
      type: 'upserted',
      resource: 'rollouts',
      namespace: null,
      object: thing('a', 11),
    })
    stream.event('DELETED', thing('a', 12))
    expect((await told.until(deleted)).object).toEqual(thing('a', 12))
  })

  test('goes on from its last event after a clean end, without a pause or a list', async () => {
    const { stream } = await startLive()
    stream.event('ADDED', thing('a', 11))
    await told.until(upserted)
    stream.end()
    const next = await server.next()
    expect(next.query.get('resourceVersion')).toBe('11')
    expect(roadsTold()).toEqual(['listing', 'live'])
    expect(counts.lists).toBe(1)
  })

  test('goes on from its last bookmark', async () => {
    const { stream } = await startLive()
    stream.event('BOOKMARK', bookmark(99))
    stream.end()
    expect((await server.next()).query.get('resourceVersion')).toBe('99')
    expect(told.events.filter(upserted)).toEqual([])
  })

  test.each(['fin', 'reset'] as const)('resumes when the connection breaks (%s)', async (fault) => {
    const { stream } = await startLive()
    stream.event('ADDED', thing('a', 11))
    await told.until(upserted)
    stream[fault]()
    const { road: broken } = await told.until(road('retrying'))
    expect(broken.problem).toMatch(/broke off the connection/)
    expect(broken.lastContact).toBe('2026-11-23T12:00:00.000Z')
    timing.advance(await timing.pause())
    const next = await server.next()
    expect(next.query.get('resourceVersion')).toBe('11')
    next.stream()
    await told.until(road('live'))
    expect(counts.lists).toBe(1)
  })

  test('loses nothing to a line cut in half', async () => {
    const { stream } = await startLive()
    stream.event('ADDED', thing('a', 11))
    await told.until(upserted)
    stream.raw('{"type":"ADDED","object":{"metad')
    stream.end()
    const next = await server.next()
    expect(next.query.get('resourceVersion')).toBe('11')
    next.stream().event('ADDED', thing('b', 12))
    expect((await told.until(upserted)).object).toEqual(thing('b', 12))
    expect(counts.skippedLines).toBe(1)
  })

  test('takes a whole last line without a line feed', async () => {
    const { stream } = await startLive()
    stream.raw(JSON.stringify({ type: 'ADDED', object: thing('a', 11) }))
    stream.end()
    await told.until(upserted)
    expect((await server.next()).query.get('resourceVersion')).toBe('11')
  })

  test('skips and counts lines it cannot read, and heals by a list when the stream ends', async () => {
    const { stream } = await startLive()
    stream.raw('not json\n[]\n{"type":"ADDED"}\n{"type":"ADDED","object":{"metadata":{}}}\n')
    stream.event('NOVELTY', thing('x', 11))
    stream.event('ADDED', thing('a', 12))
    await told.until(upserted)
    expect(counts.skippedLines).toBe(5)
    stream.end()
    const next = await server.next()
    expect(next.watch).toBe(false)
  })

  test('lists anew after a 410 as an event', async () => {
    const { stream } = await startLive(10, 'a')
    stream.event('ADDED', thing('b', 11))
    await told.until(upserted)
    stream.event('ERROR', expired)
    stream.end()
    const list = await server.next()
    expect(list.watch).toBe(false)
    list.json(200, listOf(20, [thing('b', 11)]))
    await told.until(listed)
    const watch = await server.next()
    expect(watch.query.get('resourceVersion')).toBe('20')
    watch.stream()
    await told.until(road('live'))
    expect(roadsTold()).toEqual(['listing', 'live', 'retrying', 'live'])
  })

  test.each([
    ['an answer', (watch: Exchange) => watch.json(410, expired)],
    ['an event', (watch: Exchange) => watch.stream().event('ERROR', expired)],
  ])(
    'lists anew at once where the API server came back without its past, as %s, and is not live until then',
    async (_, refuse) => {
      const { stream } = await startLive()
      stream.event('ADDED', thing('a', 11))
      await told.until(upserted)
      stream.reset()
      await told.until(road('retrying'))
      for (let round = 0; round < 6; round += 1) {
        timing.advance(await timing.pause())
        ;(await server.next()).text(502, 'no')
      }
      timing.advance(await timing.pause())
      refuse(await server.next())
      const { road: lost } = await told.until(
        (event): event is RoadEvent =>
          road('retrying')(event) && /were missed/.test(event.road.problem ?? ''),
      )
      expect(lost.problem).toBe(
        'Events were missed, and all is listed anew: rollouts.argoproj.io in all namespaces',
      )
      const list = await server.next()
      expect(list.watch).toBe(false)
      list.json(200, listOf(20, []))
      ;(await server.next()).stream()
      await told.until(road('live'))
    },
  )

  test('lists anew after a 410 as an answer, pausing longer each time it happens at once', async () => {
    start()
    const pauses: number[] = []
    for (let round = 0; round < 3; round += 1) {
      const list = await server.next()
      list.json(200, listOf(5, []))
      const watch = await server.next()
      watch.json(410, expired)
      const ms = await timing.pause()
      pauses.push(ms)
      timing.advance(ms)
    }
    expect(pauses).toEqual([156, 313, 625])
    expect((await server.next()).watch).toBe(false)
    expect(roadsTold()).toEqual(['listing', 'retrying'])
  })

  test('goes on from the same place after another ERROR event, and lists after a refused version', async () => {
    const { stream } = await startLive()
    stream.event('ERROR', status(504, 'Timeout', 'etcd is slow', { retryAfterSeconds: 3 }))
    expect((await told.until(road('retrying'))).road.problem).toContain('504: etcd is slow')
    expect(await timing.pause()).toBe(3000)
    timing.advance(3000)
    const second = await server.next()
    expect(second.query.get('resourceVersion')).toBe('10')
    second.json(400, status(400, 'BadRequest', 'invalid resource version'))
    timing.advance(await timing.pause())
    expect((await server.next()).watch).toBe(false)
  })

  test('lists anew now and then, whatever the watch said', async () => {
    let { stream } = await startLive(10, 'ghost')
    const listedAt = timing.now()
    for (let version = 11; ; version += 1) {
      timing.advance(90_000)
      stream.event('ADDED', thing('a', version))
      await told.until(upserted)
      stream.end()
      const next = await server.next()
      if (!next.watch) break
      expect(next.query.get('resourceVersion')).toBe(String(version))
      stream = next.stream()
    }
    expect((timing.now() - listedAt) / 60_000).toBeCloseTo(28.5)
  })

  test('that is silent for 100 s is left, and gone on with where it was', async () => {
    const { watch, stream } = await startLive()
    timing.advance(60_000)
    stream.event('ADDED', thing('a', 11))
    await told.until(upserted)
    timing.advance(99_999)
    expect(roadsTold().at(-1)).toBe('live')
    timing.advance(1)
    await watch.gone
    const { road: told1 } = await told.until(road('retrying'))
    expect(told1.problem).toMatch(/^No word from .* for 100 s/)
    expect(told1.lastContact).toBe('2026-11-23T12:01:00.000Z')
    timing.advance(await timing.pause())
    expect((await server.next()).query.get('resourceVersion')).toBe('11')
  })

  test('that never brings a byte (a version from the future) is replaced by a list', async () => {
    const { watch } = await startLive(99_999_999)
    timing.advance(100_000)
    await watch.gone
    timing.advance(await timing.pause())
    expect((await server.next()).watch).toBe(false)
  })

  test('that outlives its time is ended and gone on with, without a word', async () => {
    const { watch, stream } = await startLive()
    for (let version = 11; version < 17; version += 1) {
      timing.advance(47_499)
      stream.event('ADDED', thing('a', version))
      await told.until(upserted)
    }
    timing.advance(6)
    await watch.gone
    expect((await server.next()).query.get('resourceVersion')).toBe('16')
    expect(roadsTold()).not.toContain('retrying')
  })

  test('that is answered by a page of somebody in between is not live, and is tried again from where it was', async () => {
    start()
    const list = await server.next()
    list.json(200, listOf(10, []))
    const watch = await server.next()
    watch.text(200, '<html>\nsign in\n</html>\n', { 'content-type': 'text/html' })
    const { road: told1 } = await told.until(road('retrying'))
    expect(told1.problem).toContain('is it a Kubernetes API server?')
    expect(roadsTold()).not.toContain('live')
    timing.advance(await timing.pause())
    const again = await server.next()
    expect(again.query.get('resourceVersion')).toBe('10')
    again.stream().event('ADDED', thing('a', 11))
    await told.until(road('live'))
  })

  test('that ends at once and brings nothing is not opened again without a pause, and is not live during it', async () => {
    const { stream } = await startLive()
    stream.end()
    const { road: ended } = await told.until(road('retrying'))
    expect(ended.problem).toBe(
      'The API server ended the watch as soon as it had begun: rollouts.argoproj.io in all namespaces',
    )
    expect(await timing.pause()).toBe(156)
    timing.advance(156)
    const again = await server.next()
    again.stream().end()
    expect(await timing.pause()).toBe(313)
  })
})

describe('what the road says', () => {
  test('is said again at most every 10 s while bytes come', async () => {
    const { stream } = await startLive()
    for (let version = 11; version < 31; version += 1) {
      timing.advance(1000)
      stream.event('ADDED', thing('a', version))
      await told.until(upserted)
    }
    const contacts = told.events.flatMap((event) => (event.type === 'road' ? [event.road.lastContact] : []))
    expect(contacts).toEqual([
      null,
      '2026-11-23T12:00:00.000Z',
      '2026-11-23T12:00:10.000Z',
      '2026-11-23T12:00:20.000Z',
    ])
  })

  test('starts with listing and ends with stopped', async () => {
    await startLive()
    controller.abort()
    await running
    expect(roadsTold()).toEqual(['listing', 'live', 'stopped'])
  })
})
