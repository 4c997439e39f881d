import { expect, test } from 'vitest'
import type { StreamMessage } from '../stream/protocol.ts'
import { emptySnapshot, foldMessage } from '../stream/snapshot.ts'
import { createHub } from './hub.ts'
import { fakeSource } from './testing/fake-source.ts'
import { manualTimers } from './testing/manual-timers.ts'
import { ownedByReplicaSet, ownedByRollout, rawPod, rawReplicaSet, rawRollout } from './testing/objects.ts'
import { countingSubjects } from './testing/picture.ts'
import { readAll, rolloutIn } from './testing/reader.ts'

const key = 'rollouts/shop/cart' as const
const scope = { fleet: false, pages: [key] }
const rollout = rawRollout({ uid: 'r', name: 'cart' })
const replicaSet = rawReplicaSet({ uid: 'rs', name: 'cart-1', owner: ownedByRollout('r') })
const pod = (at: number, version = '1', ready = true) =>
  rawPod({ uid: `pod-${at}`, name: `cart-1-${at}`, owner: ownedByReplicaSet('rs'), version, ready })

/** What a reader knows of the page after these messages. */
const known = (messages: readonly StreamMessage[]) =>
  messages
    .reduce((snapshot, message) => foldMessage(snapshot, message, 0).snapshot, emptySnapshot)
    .details.get(key)

async function withPods(count: number) {
  const source = fakeSource()
  const timers = manualTimers()
  const { subjects } = countingSubjects()
  const hub = createHub({
    source,
    subjects,
    now: timers.now,
    timers,
    readOnly: false,
    version: '1.2.3',
    emptied() {},
  })
  const reader = readAll(hub, scope)
  const pods = Array.from({ length: count }, (_, at) => pod(at))
  source.sync({ rollouts: [rollout], replicasets: [replicaSet], pods })
  const heard = [...(await reader.take())]
  await timers.advance(200)
  heard.push(...(await reader.take()))
  return {
    source,
    hub,
    /** What was told since the last call, and how long it was. */
    async next() {
      await timers.advance(200)
      const messages = (await reader.take()).filter(({ type }) => type.startsWith('detail'))
      heard.push(...messages)
      return { types: messages.map(({ type }) => type), length: JSON.stringify(messages).length }
    },
    known: () => known(heard),
    /** What one who comes now is told at once. */
    async newcomer() {
      const other = readAll(hub, scope)
      const messages = await other.take()
      other.leave()
      return known(messages)
    },
  }
}

test('a pod of thousands is told without the others, and all who read know the same', async () => {
  const { source, next, known, newcomer } = await withPods(2_000)
  source.upsert('pods', pod(7, '2', false))
  const { types, length } = await next()
  expect(types).toEqual(['detail-delta'])
  expect(length).toBeLessThan(2_000)
  expect(known()).toEqual(await newcomer())

  source.remove('pods', pod(8))
  source.upsert('pods', pod(2_000))
  expect((await next()).types).toEqual(['detail-delta'])
  const { detail } = (await newcomer()) ?? {}
  expect(known()?.detail).toEqual(detail)
  const names = rolloutIn(known()?.detail)?.replicaSets[0]?.pods.map(({ name }) => name)
  expect(names).toHaveLength(2_000)
  expect(names).toContain('cart-1-2000')
  expect(names).not.toContain('cart-1-8')
})

test('that it is gone, and that it came again, is told to who knew all its pods', async () => {
  const { source, next, known, newcomer } = await withPods(500)
  source.remove('rollouts', rollout)
  expect((await next()).types).toEqual(['detail-delta'])
  expect(known()?.detail).toBeNull()
  source.upsert('rollouts', rollout)
  await next()
  expect(known()).toEqual(await newcomer())
  expect(rolloutIn(known()?.detail)?.replicaSets[0]?.pods).toHaveLength(500)
})

test('a page of a few pods is told whole', async () => {
  const { source, next } = await withPods(5)
  source.upsert('pods', pod(1, '2', false))
  expect((await next()).types).toEqual(['detail'])
})
