import { expect, test } from 'vitest'
import { CockpitError } from '../errors.ts'
import { rightsOf } from '../stream/fixtures/rights.ts'
import type { StreamMessage } from '../stream/protocol.ts'
import { createHub } from './hub.ts'
import { watchedResources } from './source.ts'
import { type FakeSource, fakeSource } from './testing/fake-source.ts'
import { manualTimers } from './testing/manual-timers.ts'
import { rawRollout, rawService } from './testing/objects.ts'
import { countingSubjects } from './testing/picture.ts'
import { decode, fleetScope, readAll, rolloutIn } from './testing/reader.ts'

function world(readOnly = false, source: FakeSource = fakeSource()) {
  const timers = manualTimers()
  const { subjects } = countingSubjects()
  const hub = createHub({ source, subjects, now: timers.now, timers, readOnly, version: '1', emptied() {} })
  return { source, timers, hub }
}

const cart = (version = '1', image = 'app:1') => rawRollout({ uid: 'r', name: 'cart', version, image })
const watching = { fleet: false, pages: ['rollouts/shop/cart'] } as const
const ofType = <T extends StreamMessage['type']>(messages: readonly StreamMessage[], type: T) =>
  messages.filter((message): message is Extract<StreamMessage, { type: T }> => message.type === type)

test('a broken road makes all of it stale since its last contact, and live again when it is', async () => {
  const { source, timers, hub } = world()
  const reader = readAll(hub)
  await reader.take()
  source.sync({ rollouts: [cart()] })
  await reader.take()
  await timers.advance(200)
  source.road('pods', 'retrying', { problem: 'connection refused' })
  const [stale] = ofType(await reader.take(), 'health')
  expect(stale?.health).toMatchObject({
    state: 'stale',
    problem: 'connection refused',
    lastContact: '2026-01-01T00:00:00.000Z',
  })
  await timers.advance(200)
  source.road('pods', 'live')
  expect(ofType(await reader.take(), 'health').map(({ health }) => health.state)).toEqual(['live'])
  await timers.advance(200)
  source.road('pods', 'live')
  expect(await reader.take()).toEqual([])
})

test('whether a Service is missing is not said where Services cannot be seen', async () => {
  const { source, timers, hub } = world()
  const reader = readAll(hub, watching)
  await reader.take()
  const found = async () =>
    rolloutIn(ofType(await reader.take(), 'detail').at(-1)?.detail)?.lanes.map((lane) => [
      lane.service,
      lane.found,
    ])
  source.sync({ rollouts: [cart()], services: [rawService({ uid: 's', name: 'stable' })] })
  expect(await found()).toEqual([
    ['stable', true],
    ['canary', false],
  ])
  await timers.advance(200)
  source.emit({ type: 'listed', resource: 'services', namespace: null, objects: [] })
  source.road('services', 'forbidden', { problem: 'Not allowed to list services.' })
  expect(await found()).toEqual([
    ['stable', null],
    ['canary', null],
  ])
})

test('what runs beside a Rollout is told as not known where it cannot be seen', async () => {
  const { source, timers, hub } = world()
  const reader = readAll(hub, watching)
  await reader.take()
  const unlisted = async () => rolloutIn(ofType(await reader.take(), 'detail').at(-1)?.detail)?.unlisted
  source.sync({ rollouts: [cart()] })
  expect(await unlisted()).toEqual([])
  await timers.advance(200)
  source.road('analysisruns', 'forbidden', { problem: 'Not allowed to list analysisruns.' })
  expect(await unlisted()).toEqual(['analysisruns'])
  await timers.advance(200)
  source.road('analysisruns', 'live')
  expect(await unlisted()).toEqual([])
})

test('what runs beside a Rollout is not told as not known while its first list is under way', async () => {
  const { source, timers, hub } = world()
  const reader = readAll(hub, watching)
  await reader.take()
  const unlisted = async () => rolloutIn(ofType(await reader.take(), 'detail').at(-1)?.detail)?.unlisted
  const beside = ['analysisruns', 'experiments'] as const
  for (const resource of beside) source.road(resource, 'listing')
  for (const resource of watchedResources.filter((one) => one !== beside[0] && one !== beside[1])) {
    const objects = resource === 'rollouts' ? [cart()] : []
    source.road(resource, 'listing')
    source.emit({ type: 'listed', resource, namespace: null, objects })
    source.road(resource, 'live')
  }
  expect(await unlisted()).toEqual([])
  await timers.advance(200)
  source.road('analysisruns', 'forbidden', { problem: 'Not allowed to list analysisruns.' })
  expect(await unlisted()).toEqual(['analysisruns'])
  await timers.advance(200)
  source.road('experiments', 'retrying', { problem: 'connection refused' })
  expect(await unlisted()).toEqual(['analysisruns', 'experiments'])
  // The next attempt is not the first.
  await timers.advance(200)
  source.road('experiments', 'listing')
  expect(await unlisted()).toBeUndefined()
  await timers.advance(200)
  source.emit({ type: 'listed', resource: 'experiments', namespace: null, objects: [] })
  expect(await unlisted()).toEqual(['analysisruns'])
})

test('a heartbeat tells the time every ten seconds, one timer for all, and none when nobody is there', async () => {
  const { timers, hub } = world()
  const readers = [readAll(hub), readAll(hub), readAll(hub)]
  for (const reader of readers) await reader.take()
  expect(timers.pending()).toBe(1)
  await timers.advance(20_000)
  for (const reader of readers)
    expect(ofType(await reader.take(), 'ping')).toEqual([
      { type: 'ping', serverTime: '2026-01-01T00:00:10.000Z' },
      { type: 'ping', serverTime: '2026-01-01T00:00:20.000Z' },
    ])
  for (const reader of readers) reader.leave()
  expect(timers.pending()).toBe(0)
})

test('A19: a thousand readers come and go and leave nothing behind, however far they had read', async () => {
  const { source, timers, hub } = world()
  readAll(hub).leave()
  source.sync({ rollouts: [cart()] })
  for (let turn = 0; turn < 1000; turn++) {
    const leaving = new AbortController()
    const frames = hub
      .subscribe({ fleet: true, pages: ['rollouts/shop/cart'] }, leaving.signal)
      [Symbol.asyncIterator]()
    for (let read = 0; read < turn % 5; read++) await frames.next()
    // Half of them are parked on a message that never comes.
    const parked = turn % 2 === 0 ? frames.next() : null
    leaving.abort()
    if (parked !== null && turn % 5 === 4) expect((await parked).done).toBe(true)
  }
  expect(hub.stats().viewers).toBe(0)
  expect(timers.pending()).toBe(0)
})

test('who stops reading without a word is out as well', async () => {
  const { timers, hub } = world()
  for await (const frame of hub.subscribe(fleetScope, new AbortController().signal)) {
    expect(decode(frame).type).toBe('hello')
    break
  }
  expect(hub.stats().viewers).toBe(0)
  expect(timers.pending()).toBe(0)
})

test('a signal that is aborted already is not let in', async () => {
  const { source, hub } = world()
  const reader = readAll(hub)
  const gone = hub.subscribe(fleetScope, AbortSignal.abort())[Symbol.asyncIterator]()
  expect((await gone.next()).done).toBe(true)
  await reader.take()
  expect(hub.stats().viewers).toBe(1)
  expect(source.started()).toBe(1)
})

test('a slow reader gets one snapshot of what is, not what it missed', async () => {
  const { source, timers, hub } = world()
  const other = readAll(hub)
  await other.take()
  source.sync({ rollouts: [cart()] })
  await other.take()
  const slow = hub.subscribe(fleetScope, new AbortController().signal)[Symbol.asyncIterator]()
  for (const expected of ['hello', 'health', 'fleet'])
    expect(decode((await slow.next()).value ?? new Uint8Array()).type).toBe(expected)
  const long = 'x'.repeat(100_000)
  for (let version = 2; version < 40; version++) {
    await timers.advance(200)
    source.upsert('rollouts', cart(`${version}`, `app:${version}-${long}`))
    await other.take()
  }
  const got: StreamMessage[] = []
  while (got.at(-1)?.type !== 'fleet') got.push(decode((await slow.next()).value ?? new Uint8Array()))
  // The bound is about five of these messages: the rest was dropped for one list of what is.
  expect(got.length).toBeLessThanOrEqual(8)
  expect(ofType(got, 'fleet')[0]?.rows[0]?.nextImages[0]).toBe(`app:39-${long}`)
  await timers.advance(200)
  source.upsert('rollouts', cart('99', 'app:99'))
  await other.take()
  expect(decode((await slow.next()).value ?? new Uint8Array()).type).toBe('fleet-delta')
  await slow.return?.()
})

test('after the last reader left and a new one comes, it is told what is, not what was', async () => {
  const { source, hub } = world()
  const first = readAll(hub)
  await first.take()
  source.sync({ rollouts: [cart()] })
  await first.take()
  first.leave()
  source.upsert('rollouts', rawRollout({ uid: 'n', name: 'new' }))
  const second = readAll(hub)
  expect(ofType(await second.take(), 'fleet')[0]?.rows.map(({ name }) => name)).toEqual(['cart', 'new'])
})

test('A19: what came and went while nobody looked is neither kept nor told', async () => {
  const { source, hub } = world()
  readAll(hub).leave()
  source.sync({ rollouts: [cart()] })
  expect(hub.stats().undrawn).toBe(1)
  for (let index = 0; index < 1000; index++) {
    const passing = rawRollout({ uid: `u${index}`, name: `preview-${index}` })
    source.upsert('rollouts', passing)
    source.remove('rollouts', passing)
  }
  source.upsert('rollouts', cart('2', 'app:2'))
  expect(hub.stats().undrawn).toBe(1)
  const [fleet] = ofType(await readAll(hub).take(), 'fleet')
  expect(fleet?.rows.map(({ name }) => name)).toEqual(['cart'])
  expect(hub.stats().undrawn).toBe(0)
})

test('a Rollout that went while nobody looked is gone for who comes next', async () => {
  const { source, hub } = world()
  const first = readAll(hub)
  await first.take()
  source.sync({ rollouts: [cart(), rawRollout({ uid: 'o', name: 'other' })] })
  await first.take()
  first.leave()
  source.remove('rollouts', cart())
  expect(hub.stats().undrawn).toBe(0)
  const [fleet] = ofType(await readAll(hub).take(), 'fleet')
  expect(fleet?.rows.map(({ name }) => name)).toEqual(['other'])
})

test('rights come after the picture, are asked once a minute however many watch, and never for the fleet', async () => {
  const { source, timers, hub } = world()
  const fleet = readAll(hub)
  await fleet.take()
  source.sync({ rollouts: [cart()] })
  await fleet.take()
  expect(source.questions()).toBe(0)
  const readers = Array.from({ length: 5 }, () => readAll(hub, watching))
  for (const reader of readers) {
    const rights = ofType(await reader.take(), 'detail').map((message) => message.rights)
    expect(rights.at(-1)).toEqual(rightsOf(true))
  }
  expect(source.questions()).toBe(6)
  await timers.advance(50_000)
  expect(source.questions()).toBe(6)
  source.server.may = false
  await timers.advance(20_000)
  expect(source.questions()).toBe(12)
  for (const reader of readers)
    expect(ofType(await reader.take(), 'detail').map((message) => message.rights)).toEqual([rightsOf(false)])
})

test('rights are asked anew after a refusal, and never where nothing may be written anyway', async () => {
  const { source, hub } = world()
  await hub.rights('shop')
  hub.rightsRefused('shop')
  await hub.rights('shop')
  expect(source.questions()).toBe(12)
  const readOnly = world(true)
  expect(await readOnly.hub.rights('shop')).toEqual(rightsOf(null))
  expect(readOnly.source.questions()).toBe(0)
})

test('ready waits for the first lists, and gives up with what is known of the road', async () => {
  const { source, hub } = world()
  const patience = new AbortController()
  const refused = expect(hub.ready(patience.signal)).rejects.toThrow(
    new CockpitError('unreachable', 'connection refused'),
  )
  source.road('rollouts', 'retrying', { problem: 'connection refused' })
  patience.abort()
  await refused
  const waiting = hub.ready(new AbortController().signal)
  source.sync({ rollouts: [cart()] })
  await waiting
  expect(hub.rows().map(({ name }) => name)).toEqual(['cart'])
  expect(hub.health().state).toBe('live')
})

test('stop ends every stream, the watches and all timers, and lets nobody in', async () => {
  const { source, timers, hub } = world()
  const reader = readAll(hub)
  await reader.take()
  source.sync({ rollouts: [cart()] })
  await reader.take()
  hub.stop()
  await reader.take()
  expect(reader.ended()).toBe(true)
  expect(source.running()).toBe(false)
  expect(timers.pending()).toBe(0)
  const late = readAll(hub)
  await late.take()
  expect(late.ended()).toBe(true)
})
