import { expect, test } from 'vitest'
import { toRolloutDetail } from '../rollouts/detail.ts'
import type { FleetRow } from '../stream/page.ts'
import type { StreamMessage } from '../stream/protocol.ts'
import { createHub } from './hub.ts'
import { rolloutSubject } from './subjects/rollouts.ts'
import { type FakeSource, fakeSource } from './testing/fake-source.ts'
import { manualTimers, settle } from './testing/manual-timers.ts'
import {
  ownedByReplicaSet,
  ownedByRollout,
  rawPod,
  rawReplicaSet,
  rawRollout,
  rawRun,
} from './testing/objects.ts'
import { countingSubjects } from './testing/picture.ts'
import { readAll, rolloutIn } from './testing/reader.ts'

function world(source: FakeSource = fakeSource(), readOnly = false) {
  const timers = manualTimers()
  const { subjects, drawn } = countingSubjects()
  const hub = createHub({
    source,
    subjects,
    now: timers.now,
    timers,
    readOnly,
    version: '1.2.3',
    emptied() {},
  })
  return { source, timers, hub, drawn }
}

const cart = (version = '1', message = '') =>
  rawRollout({ uid: 'r', name: 'cart', version, status: { message } })
const till = rawRollout({ uid: 't', name: 'till' })
const replicaSet = rawReplicaSet({ uid: 'rs', name: 'cart-1', owner: ownedByRollout('r') })
const pod = (version = '1', ready = true) =>
  rawPod({ uid: 'p', name: 'cart-1-a', owner: ownedByReplicaSet('rs'), version, ready })
const key = 'rollouts/shop/cart' as const

const types = (messages: readonly StreamMessage[]) => messages.map(({ type }) => type)
const ofType = <T extends StreamMessage['type']>(messages: readonly StreamMessage[], type: T) =>
  messages.filter((message): message is Extract<StreamMessage, { type: T }> => message.type === type)
const namesOf = (rows: readonly FleetRow[] | undefined) => rows?.map((row) => row.name)

/** A hub that has everything and a reader that has taken its snapshot. */
async function live(scope?: Parameters<typeof readAll>[1]) {
  const it = world()
  const reader = readAll(it.hub, scope)
  await reader.take()
  it.source.sync({ rollouts: [cart(), till], replicasets: [replicaSet], pods: [pod()] })
  await reader.take()
  await it.timers.advance(200)
  await reader.take()
  return { ...it, reader }
}

test('B21: nothing is watched before somebody asks, and once for all who do', async () => {
  const { source, hub } = world()
  expect(source.started()).toBe(0)
  const readers = [readAll(hub), readAll(hub), readAll(hub, { fleet: false, pages: [key] })]
  for (const reader of readers) await reader.take()
  expect(source.started()).toBe(1)
  for (const reader of readers) reader.leave()
  expect(source.running()).toBe(true)
})

test('says hello and how it stands, and no fleet until everything was listed once', async () => {
  const { source, hub } = world()
  const reader = readAll(hub)
  const first = await reader.take()
  expect(first[0]).toEqual({ type: 'hello', serverTime: '2026-01-01T00:00:00.000Z', version: '1.2.3' })
  expect(types(first)).toEqual(['hello', 'health'])
  source.emit({ type: 'listed', resource: 'rollouts', namespace: null, objects: [cart()] })
  expect(ofType(await reader.take(), 'fleet')).toEqual([])
  source.sync({ rollouts: [cart()] })
  const then = await reader.take()
  expect(types(then)).toEqual(['health', 'fleet'])
  expect(ofType(then, 'health')[0]?.health.state).toBe('live')
  expect(namesOf(ofType(then, 'fleet')[0]?.rows)).toEqual(['cart'])
})

test('B5: an empty cluster is told as an empty fleet, but only once it is known to be empty', async () => {
  const { source, hub } = world()
  const reader = readAll(hub)
  await reader.take()
  source.sync()
  expect(ofType(await reader.take(), 'fleet').map(({ rows }) => rows)).toEqual([[]])
})

test('the first change after silence leaves in the same turn, what follows at once as one message', async () => {
  const { source, timers, reader } = await live()
  source.upsert('rollouts', cart('2', 'two'))
  await settle()
  expect(types(await reader.take())).toEqual(['fleet-delta'])
  for (let version = 3; version < 53; version++)
    source.upsert('rollouts', cart(`${version}`, `said ${version}`))
  source.upsert('rollouts', rawRollout({ uid: 'n', name: 'new' }))
  await timers.advance(15)
  expect(await reader.take()).toEqual([])
  await timers.advance(1)
  const [delta, ...more] = ofType(await reader.take(), 'fleet-delta')
  expect(more).toEqual([])
  expect(namesOf(delta?.changed)).toEqual(['cart', 'new'])
  await timers.advance(100)
  source.upsert('rollouts', cart('60', 'sixty'))
  expect(types(await reader.take())).toEqual(['fleet-delta'])
})

test('what arrives in one turn is one message', async () => {
  const { source, reader } = await live()
  source.upsert('rollouts', cart('2', 'two'))
  source.upsert('rollouts', rawRollout({ uid: 't', name: 'till', version: '2', status: { message: 'two' } }))
  expect(ofType(await reader.take(), 'fleet-delta').map(({ changed }) => namesOf(changed))).toEqual([
    ['cart', 'till'],
  ])
})

test('what changes no picture is not told, and does not delay what does', async () => {
  const { source, timers, reader } = await live()
  source.upsert('rollouts', cart('2'))
  source.upsert('pods', pod('2'))
  await settle()
  await timers.advance(50)
  expect(await reader.take()).toEqual([])
  source.upsert('rollouts', cart('3', 'three'))
  expect(types(await reader.take())).toEqual(['fleet-delta'])
})

test('B3: a change of a pod alone is told to who sees pods', async () => {
  const { source, hub, reader } = await live({ fleet: true, pages: [key] })
  const fleet = readAll(hub)
  await fleet.take()
  source.upsert('pods', pod('2', false))
  const [message] = ofType(await reader.take(), 'detail')
  expect(rolloutIn(message?.detail ?? null)?.replicaSets[0]?.pods[0]?.state).not.toBe('ready')
  expect(await fleet.take()).toEqual([])
})

test('B3: a measurement alone is told to who sees its AnalysisRun', async () => {
  const { source, timers, reader } = await live({ fleet: false, pages: [key] })
  const run = (version: string, successful: number) => ({
    ...rawRun({ uid: 'a', name: 'check', owner: ownedByRollout('r'), version }),
    status: { phase: 'Running', metricResults: [{ name: 'm', successful }] },
  })
  const counted = async () =>
    ofType(await reader.take(), 'detail').map(({ detail }) => rolloutIn(detail)?.analysisRuns[0]?.successful)
  source.upsert('analysisruns', run('1', 1))
  expect(await counted()).toEqual([1])
  await timers.advance(200)
  source.upsert('analysisruns', run('2', 2))
  expect(await counted()).toEqual([2])
})

test('A7: a pod that is deleted leaves the page', async () => {
  const { source, reader } = await live({ fleet: false, pages: [key] })
  source.remove('pods', pod('2'))
  const [message] = ofType(await reader.take(), 'detail')
  expect(rolloutIn(message?.detail ?? null)?.replicaSets[0]?.pods).toEqual([])
})

test('B9: one name in two namespaces is two Rollouts', async () => {
  const { source, reader } = await live({ fleet: true, pages: [key] })
  source.upsert('rollouts', rawRollout({ uid: 'b', name: 'cart', namespace: 'bank' }))
  const [delta] = ofType(await reader.take(), 'fleet-delta')
  expect(delta).toMatchObject({ changed: [{ uid: 'b', namespace: 'bank' }], removed: [] })
  expect(ofType(await reader.take(), 'detail')).toEqual([])
})

test('only what an event touches is drawn again, and at most once for all readers', async () => {
  const { source, hub, drawn, reader } = await live({ fleet: true, pages: [key] })
  const others = Array.from({ length: 50 }, () => readAll(hub, { fleet: true, pages: [key] }))
  for (const other of others) await other.take()
  const before = drawn()
  source.upsert('rollouts', cart('2', 'two'))
  await reader.take()
  for (const other of others) expect(types(await other.take()).toSorted()).toEqual(['detail', 'fleet-delta'])
  expect(drawn() - before).toBe(1)
  const last = others.map(({ frames }) => frames.at(-1))
  expect(new Set(last).size).toBe(1)
  expect(last[0]).toBe(reader.frames.at(-1))
})

test('joining encodes the fleet once, however many join', async () => {
  const { hub, drawn } = await live()
  const before = drawn()
  const readers = Array.from({ length: 100 }, () => readAll(hub))
  for (const reader of readers) expect(types(await reader.take())).toEqual(['hello', 'health', 'fleet'])
  expect(drawn()).toBe(before)
  expect(new Set(readers.map(({ frames }) => frames.at(-1))).size).toBe(1)
})

test('who joins while a change is gathered gets it neither twice nor never', async () => {
  const { source, timers, hub, reader } = await live({ fleet: true, pages: [key] })
  source.upsert('rollouts', cart('2', 'two'))
  await reader.take()
  source.upsert('rollouts', cart('3', 'three'))
  const late = readAll(hub, { fleet: true, pages: [key] })
  const words = (messages: readonly StreamMessage[]) =>
    ofType(messages, 'detail').map(({ detail }) => detail?.row.message)
  expect(words(await late.take())).toEqual(['two'])
  await timers.advance(100)
  expect(words(await late.take())).toEqual(['three'])
  expect(words(await reader.take())).toEqual(['three'])
})

test('a relist without a Rollout removes it, and one with the same name and another uid replaces it', async () => {
  const { source, timers, reader } = await live()
  source.emit({ type: 'listed', resource: 'rollouts', namespace: null, objects: [cart()] })
  expect(ofType(await reader.take(), 'fleet-delta')).toEqual([
    { type: 'fleet-delta', changed: [], removed: ['t'] },
  ])
  await timers.advance(100)
  source.upsert('rollouts', rawRollout({ uid: 'r2', name: 'cart', version: '9' }))
  const [delta] = ofType(await reader.take(), 'fleet-delta')
  expect(delta?.removed).toEqual(['r'])
  expect(delta?.changed.map(({ uid }) => uid)).toEqual(['r2'])
})

test('a Rollout that is watched may be missing, come, and go', async () => {
  const { source, timers, reader } = await live({ fleet: false, pages: ['rollouts/shop/later'] })
  const details = async () =>
    ofType(await reader.take(), 'detail').map(({ detail }) => detail?.row.uid ?? null)
  const later = rawRollout({ uid: 'l', name: 'later' })
  source.upsert('rollouts', later)
  expect(await details()).toEqual(['l'])
  await timers.advance(100)
  source.remove('rollouts', later)
  expect(await details()).toEqual([null])
})

test('who watches one Rollout hears of it alone', async () => {
  const { source, reader } = await live({ fleet: false, pages: [key] })
  source.upsert('rollouts', rawRollout({ uid: 't', name: 'till', version: '2', status: { message: 'two' } }))
  expect(await reader.take()).toEqual([])
})

test('the row in the fleet is the row of the detail', async () => {
  const { hub } = await live()
  expect(hub.rows().find(({ name }) => name === 'cart')).toEqual(hub.detail(key)?.row)
  expect(hub.detail('rollouts/shop/none')).toBeNull()
})

test('a picture that cannot be drawn stays as it was, breaks no other, and is told of until it can', async () => {
  const source = fakeSource()
  const timers = manualTimers()
  let broken = true
  const subject = rolloutSubject((graph) => {
    if (broken && graph.rollout.meta.name === 'till') throw new Error('a defect')
    return toRolloutDetail(graph)
  })
  const hub = createHub({
    source,
    subjects: [subject],
    now: timers.now,
    timers,
    readOnly: false,
    version: '1',
    emptied() {},
  })
  const reader = readAll(hub)
  await reader.take()
  source.sync({ rollouts: [till, cart()] })
  const first = await reader.take()
  expect(namesOf(ofType(first, 'fleet')[0]?.rows)).toEqual(['cart'])
  expect(ofType(first, 'health').at(-1)?.health.undrawn).toEqual(['rollouts/shop/till'])
  expect(hub.stats().failures).toBe(1)
  const page = readAll(hub, { fleet: false, pages: ['rollouts/shop/till'] })
  expect(ofType(await page.take(), 'detail')[0]).toMatchObject({
    detail: null,
    problem: 'The cockpit could not draw it. This is a fault of the cockpit, not of the cluster.',
  })
  broken = false
  source.upsert('rollouts', { ...till, metadata: { ...till.metadata, resourceVersion: '9' } })
  await timers.advance(200)
  const healed = await reader.take()
  expect(ofType(healed, 'health').at(-1)?.health.undrawn).toBeUndefined()
  expect(namesOf(ofType(healed, 'fleet-delta').at(-1)?.changed)).toEqual(['till'])
})

test('B6: two clusters never hear of each other', async () => {
  const [one, two] = [world(fakeSource('one')), world(fakeSource('two'))]
  const readers = [readAll(one.hub), readAll(two.hub)] as const
  for (const reader of readers) await reader.take()
  one.source.sync({ rollouts: [cart()] })
  two.source.sync({ rollouts: [till] })
  expect(namesOf(ofType(await readers[0].take(), 'fleet')[0]?.rows)).toEqual(['cart'])
  const there = await readers[1].take()
  expect(namesOf(ofType(there, 'fleet')[0]?.rows)).toEqual(['till'])
  expect(ofType(there, 'health')[0]?.health.cluster).toBe('two')
})

test('names from outside cannot break out of their event', async () => {
  const { source, reader } = await live()
  const name = 'x\n\nevent: ping\ndata: {}\u2028\\"'
  source.upsert('rollouts', rawRollout({ uid: '__proto__', name, namespace: '__proto__' }))
  const [delta] = ofType(await reader.take(), 'fleet-delta')
  expect(delta?.changed.map((row) => [row.uid, row.namespace, row.name])).toEqual([
    ['__proto__', '__proto__', name],
  ])
})
