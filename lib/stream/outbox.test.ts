import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createOutbox } from './outbox.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (frame: unknown) => (frame instanceof Uint8Array ? new TextDecoder().decode(frame) : null)

function boxOf(limit: number) {
  let state = 0
  const outbox = createOutbox(() => [bytes(`all ${state}`)], limit)
  const frames = outbox.read()
  return {
    outbox,
    set(next: number) {
      state = next
      outbox.post(bytes(`${next}`))
    },
    next: async () => text((await frames.next()).value),
  }
}

test('begins with a snapshot taken when it is read, and says nothing twice', async () => {
  const { set, next } = boxOf(100)
  set(1)
  expect(await next()).toBe('all 1')
  set(2)
  set(3)
  expect(await next()).toBe('2')
  expect(await next()).toBe('3')
})

test('wakes a reader that waits', async () => {
  const { set, next } = boxOf(100)
  await next()
  const waiting = next()
  set(5)
  expect(await waiting).toBe('5')
})

test('drops what waits for one snapshot when it grows beyond the bound', async () => {
  const { set, next } = boxOf(20)
  await next()
  for (let state = 100; state < 200; state++) set(state)
  const got = [await next()]
  expect(got).toEqual(['all 199'])
  set(200)
  expect(await next()).toBe('200')
})

test('gives no snapshot to a reader who keeps up, though one frame always waits for it', async () => {
  const { set, next } = boxOf(20)
  await next()
  set(100)
  for (let state = 101; state < 200; state++) {
    set(state)
    expect(await next()).toBe(`${state - 1}`)
  }
})

test('lets a message through that is larger than the bound when nothing else waits', async () => {
  const { outbox, next } = boxOf(3)
  await next()
  outbox.post(bytes('long message'))
  expect(await next()).toBe('long message')
})

test('starts over when told to, also for a reader that waits', async () => {
  const { outbox, set, next } = boxOf(100)
  await next()
  set(1)
  outbox.restart()
  expect(await next()).toBe('all 1')
  const waiting = next()
  outbox.restart()
  expect(await waiting).toBe('all 1')
})

test('ends at once, parked or not, and takes nothing more', async () => {
  const parked = boxOf(100)
  await parked.next()
  const waiting = parked.next()
  parked.outbox.end()
  expect(await waiting).toBeNull()
  const full = boxOf(100)
  await full.next()
  full.set(1)
  full.outbox.end()
  full.set(2)
  expect(await full.next()).toBeNull()
})

test('however fast it is read, the last thing read is the last thing said', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { maxLength: 60 }),
      fc.integer({ min: 1, max: 12 }),
      async (steps, limit) => {
        const { outbox, set, next } = boxOf(limit)
        const seen: number[] = []
        const read = async () => seen.push(Number((await next())?.replace('all ', '')))
        let said = 0
        let unread = true
        for (const says of steps) {
          if (says) {
            set(++said)
            unread = true
          } else if (unread) {
            await read()
            unread = seen.at(-1) !== said
          }
        }
        while (unread) {
          await read()
          unread = seen.at(-1) !== said
        }
        outbox.end()
        expect(seen).toEqual(seen.toSorted((a, b) => a - b))
        expect(new Set(seen).size).toBe(seen.length)
        expect(seen.at(-1)).toBe(said)
      },
    ),
  )
})
