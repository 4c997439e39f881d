import { describe, expect, test } from 'vitest'
import type { StreamMessage } from '../stream/protocol.ts'
import { createHub } from './hub.ts'
import { watchedResources } from './source.ts'
import { type FakeSource, fakeSource } from './testing/fake-source.ts'
import { manualTimers } from './testing/manual-timers.ts'
import { rawRollout } from './testing/objects.ts'
import { countingSubjects } from './testing/picture.ts'
import { fleetScope, type Reader, readAll } from './testing/reader.ts'
import { mostVisits } from './visits.ts'

function world(source: FakeSource = fakeSource()) {
  const timers = manualTimers()
  const { subjects } = countingSubjects()
  const hub = createHub({
    source,
    subjects,
    now: timers.now,
    timers,
    readOnly: false,
    version: '1',
    emptied() {},
  })
  const page = (namespace: string) => readAll(hub, { fleet: false, pages: [`rollouts/${namespace}/cart`] })
  /** What has come since the last call, gathered or not. */
  async function take(reader: Reader) {
    const before = await reader.take()
    await timers.advance(200)
    return [...before, ...(await reader.take())]
  }
  /** The same of the reader's Rollout: its uid, that there is none, or why it cannot be seen. */
  const told = async (reader: Reader) =>
    ofType(await take(reader), 'detail').map(({ detail, problem }) => problem ?? detail?.row.uid ?? null)
  return { source, timers, hub, page, take, told }
}

/** Nobody may list anything in all namespaces; what is at home was listed. */
async function narrowWorld(source: FakeSource = fakeSource()) {
  const it = world(source)
  const fleet = readAll(it.hub)
  await it.take(fleet)
  source.narrow()
  for (const namespace of source.home) source.sync({}, namespace)
  await it.take(fleet)
  return { ...it, fleet }
}

const minutes = 60_000
const cart = (namespace: string, version = '1') =>
  rawRollout({ uid: `uid-${namespace}`, name: 'cart', namespace, version, image: `app:${version}` })
const ofType = <T extends StreamMessage['type']>(messages: readonly StreamMessage[], type: T) =>
  messages.filter((message): message is Extract<StreamMessage, { type: T }> => message.type === type)

describe('a namespace that is named', () => {
  test('is watched once however many name it, and is told when all that a picture needs was listed', async () => {
    const { source, page, fleet, hub, take, told } = await narrowWorld()
    const pages = [page('shop'), page('shop'), page('shop')]
    for (const one of pages) expect(await told(one)).toEqual([])
    expect(source.looks).toEqual(['shop'])
    source.emit({ type: 'listed', resource: 'rollouts', namespace: 'shop', objects: [cart('shop')] })
    source.road('rollouts', 'live', { namespace: 'shop' })
    expect(await told(pages[0] ?? fleet)).toEqual([])
    expect(hub.rows()).toEqual([])
    source.sync({ rollouts: [cart('shop')] }, 'shop')
    for (const one of pages) expect(await told(one)).toContain('uid-shop')
    expect(ofType(await take(fleet), 'fleet-delta')[0]?.changed.map(({ uid }) => uid)).toEqual(['uid-shop'])
    expect(hub.health()).toMatchObject({ state: 'live', namespaces: ['default', 'shop'] })
  })

  test('does not unsettle what others look at while it is listed', async () => {
    const { page, fleet, hub, source, take } = await narrowWorld()
    await take(page('shop'))
    source.road('rollouts', 'retrying', { namespace: 'shop', problem: 'connection reset' })
    expect(hub.health()).toMatchObject({ state: 'live', namespaces: ['default'] })
    expect(ofType(await take(fleet), 'health')).toEqual([])
  })

  test('may hold no such Rollout, and one may come later', async () => {
    const { source, timers, page, take, told } = await narrowWorld()
    const reader = page('shop')
    await take(reader)
    source.sync({}, 'shop')
    expect(await told(reader)).toContain(null)
    await timers.advance(200)
    source.emit({ type: 'upserted', resource: 'rollouts', namespace: 'shop', object: cart('shop') })
    expect(await told(reader)).toEqual(['uid-shop'])
  })

  test('is not looked at where all namespaces are, nor where it is at home', async () => {
    const open = world()
    const { take, told } = open
    const reader = open.page('shop')
    await take(reader)
    open.source.sync({ rollouts: [cart('shop')] })
    expect(await told(reader)).toContain('uid-shop')
    expect(open.source.looks).toEqual([])
    const narrow = await narrowWorld()
    await narrow.page('default').take()
    expect(narrow.source.looks).toEqual([])
  })

  test('stays outside where the namespaces were configured', async () => {
    const source = fakeSource('kind', { home: ['shop', 'bank'], closed: true })
    const { hub, page, take, told } = world(source)
    const reader = page('other')
    await take(reader)
    source.sync({}, 'shop')
    source.sync({}, 'bank')
    expect(await told(reader)).toEqual([null])
    expect(hub.health().namespaces).toEqual(['bank', 'shop'])
    expect(source.looks).toEqual([])
  })

  test('is found again at once by who reconnects', async () => {
    const { source, page, take, told } = await narrowWorld()
    const first = page('shop')
    await take(first)
    source.sync({ rollouts: [cart('shop')] }, 'shop')
    await take(first)
    first.leave()
    expect(await told(page('shop'))).toContain('uid-shop')
    expect(source.looks).toEqual(['shop'])
  })
})

describe('a namespace that may not be read', () => {
  const words = 'Not allowed to list rollouts in namespace shop.'

  test('says so to who named it and to nobody else, and is not watched on', async () => {
    const { source, page, fleet, hub, take, told } = await narrowWorld()
    const reader = page('shop')
    await take(reader)
    source.refuse('shop')
    expect(await told(reader)).toEqual([words])
    expect([...source.looking]).toEqual([])
    expect((await take(fleet)).filter(({ type }) => type !== 'ping')).toEqual([])
    expect(hub.health().degraded.every(({ namespace }) => namespace === null)).toBe(true)
    expect(hub.stats().roads.filter(({ namespace }) => namespace === 'shop')).toEqual([])
  })

  test('is asked for anew only while somebody waits, every half minute, and opens when it may', async () => {
    const { source, timers, page, take, told } = await narrowWorld()
    const reader = page('shop')
    await take(reader)
    source.refuse('shop')
    await timers.advance(20_000)
    expect(source.looks).toEqual(['shop'])
    await timers.advance(20_000)
    expect(source.looks).toEqual(['shop', 'shop'])
    source.sync({ rollouts: [cart('shop')] }, 'shop')
    expect((await told(reader)).at(-1)).toBe('uid-shop')
    const other = page('bank')
    await take(other)
    source.refuse('bank')
    other.leave()
    await timers.advance(5 * minutes)
    expect(source.looks.filter((name) => name === 'bank')).toEqual(['bank'])
  })

  test('is taken from the screen when the right is taken away', async () => {
    const { source, timers, page, fleet, take, told } = await narrowWorld()
    const reader = page('shop')
    await take(reader)
    source.sync({ rollouts: [cart('shop')] }, 'shop')
    await take(reader)
    await take(fleet)
    await timers.advance(200)
    source.refuse('shop')
    expect(await told(reader)).toEqual([words])
    expect(ofType(await take(fleet), 'fleet-delta')).toMatchObject([{ changed: [], removed: ['uid-shop'] }])
  })

  test('is told as such at home too, and opens there by itself', async () => {
    const { source, timers, page, told } = await narrowWorld(fakeSource('kind', { home: ['shop', 'bank'] }))
    source.refuse('shop')
    const reader = page('shop')
    expect(await told(reader)).toContain(words)
    await timers.advance(200)
    source.sync({}, 'shop')
    expect((await told(reader)).at(-1)).toBeNull()
  })
})

describe('how many are watched', () => {
  const names = Array.from({ length: 1000 }, (_, index) => `ns-${index}`)

  test('is bounded, however many are named; the others are told why', async () => {
    const { source, hub, take, told } = await narrowWorld()
    const readers = Array.from({ length: 20 }, (_, reader) =>
      readAll(hub, {
        fleet: false,
        pages: names.slice(reader * 50, reader * 50 + 50).map((name) => `rollouts/${name}/cart` as const),
      }),
    )
    for (const reader of readers) await take(reader)
    expect(source.looks).toEqual(names.slice(0, mostVisits))
    for (const name of names.slice(0, mostVisits)) source.sync({}, name)
    expect(source.looking.size).toBe(mostVisits)
    for (const reader of readers)
      expect((await told(reader)).filter((one) => one !== null)).toEqual(
        expect.arrayContaining([expect.stringContaining(`watches ${mostVisits} further namespaces at most`)]),
      )
    for (const reader of readers) reader.leave()
    expect(source.looking.size).toBe(0)
  })

  test('is not used up by namespaces that may not be read', async () => {
    const { source, page, take, told } = await narrowWorld()
    for (const name of names) {
      const reader = page(name)
      await take(reader)
      source.refuse(name)
      expect(source.looking.size).toBe(0)
      reader.leave()
    }
    const reader = page('shop')
    await take(reader)
    source.sync({ rollouts: [cart('shop')] }, 'shop')
    expect(await told(reader)).toContain('uid-shop')
  })

  test('makes room for a new one by letting go of the one that was left longest ago', async () => {
    const { source, timers, page, take, told } = await narrowWorld()
    const readers: Reader[] = []
    for (const name of names.slice(0, mostVisits)) {
      const reader = page(name)
      await take(reader)
      source.sync({ rollouts: [cart(name)] }, name)
      readers.push(reader)
    }
    const late = page('shop')
    expect((await told(late))[0]).toContain('at most')
    readers[5]?.leave()
    expect([...source.looking]).not.toContain('ns-5')
    source.sync({ rollouts: [cart('shop')] }, 'shop')
    expect((await told(late)).at(-1)).toBe('uid-shop')
    readers[9]?.leave()
    await timers.advance(1000)
    readers[2]?.leave()
    await take(page('bank'))
    expect([...source.looking]).not.toContain('ns-9')
    expect(source.looking.has('ns-2')).toBe(true)
  })
})

describe('how long it is watched', () => {
  async function left() {
    const it = await narrowWorld()
    const { take } = it
    const reader = it.page('shop')
    await take(reader)
    it.source.sync({ rollouts: [cart('shop')] }, 'shop')
    await take(reader)
    reader.leave()
    return it
  }

  test('ten minutes after the last reader left, and then it leaves nothing behind', async () => {
    const { source, timers, hub, fleet } = await left()
    fleet.leave()
    await timers.advance(9 * minutes)
    expect(source.looking.has('shop')).toBe(true)
    await timers.advance(2 * minutes)
    expect(source.looking.size).toBe(0)
    expect(timers.pending()).toBe(0)
    expect(hub.rows()).toEqual([])
    expect(hub.health().namespaces).toEqual(['default'])
  })

  test('for as long as a fleet shows it', async () => {
    const { source, timers, fleet, take } = await left()
    await timers.advance(35 * minutes)
    expect(source.looking.has('shop')).toBe(true)
    expect(ofType(await take(fleet), 'fleet-delta').flatMap(({ removed }) => removed)).toEqual([])
    fleet.leave()
    await timers.advance(10 * minutes)
    expect(source.looking.size).toBe(0)
  })

  test('not beyond the end of it all', async () => {
    const { timers, hub } = await left()
    hub.stop()
    expect(timers.pending()).toBe(0)
  })
})

describe('a right to read all namespaces', () => {
  test('that is granted later ends the narrow view without a gap, and one taken away brings it back', async () => {
    const { source, timers, page, fleet, take, told } = await narrowWorld()
    const reader = page('shop')
    await take(reader)
    source.sync({ rollouts: [cart('shop')] }, 'shop')
    await take(reader)
    await take(fleet)
    await timers.advance(200)
    source.sync({ rollouts: [cart('shop', '2'), cart('bank')] })
    await take(reader)
    expect(source.looking.size).toBe(0)
    await timers.advance(200)
    const gone = ofType(await take(fleet), 'fleet-delta').flatMap(({ removed }) => removed)
    expect(gone).toEqual([])
    source.narrow()
    await timers.advance(200)
    expect(source.looks).toEqual(['shop', 'shop'])
    for (const namespace of ['default', 'shop']) source.sync({ rollouts: [cart(namespace, '3')] }, namespace)
    await timers.advance(200)
    expect((await told(reader)).at(-1)).toBe('uid-shop')
    expect(ofType(await take(fleet), 'fleet-delta').flatMap(({ removed }) => removed)).toContain('uid-bank')
  })

  test('that lacks for one kind alone has that kind watched where it is named', async () => {
    const source = fakeSource()
    const { page, hub, take } = world(source)
    const reader = page('shop')
    await take(reader)
    source.sync({ rollouts: [cart('shop')] })
    await take(reader)
    source.road('pods', 'forbidden', { problem: 'Not allowed to list pods in all namespaces.' })
    expect(source.looks).toEqual(['shop'])
    for (const resource of watchedResources)
      if (resource !== 'pods') source.road(resource, 'stopped', { namespace: 'shop' })
    source.road('pods', 'live', { namespace: 'shop' })
    await take(reader)
    expect(hub.health()).toMatchObject({ state: 'live', namespaces: null })
    expect(hub.detail('rollouts/shop/cart')?.row.uid).toBe('uid-shop')
  })
})

test('a fleet alone names nothing', async () => {
  const { source, hub } = await narrowWorld()
  await readAll(hub, fleetScope).take()
  expect(source.looks).toEqual([])
})
