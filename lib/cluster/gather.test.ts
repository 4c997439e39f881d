import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createGather } from './gather.ts'
import { manualTimers, settle } from './testing/manual-timers.ts'

/** Marks at these instants and answers at which `tell` was called, and at which it was first due. */
async function play(marks: readonly number[]): Promise<readonly number[]> {
  const timers = manualTimers()
  const start = timers.now()
  const told: number[] = []
  const gather = createGather(() => told.push(timers.now() - start) > 0, timers)
  for (const at of marks) {
    await timers.advance(at - (timers.now() - start))
    gather.mark()
    await settle()
  }
  await timers.advance(1_000)
  gather.stop()
  expect(timers.pending()).toBe(0)
  return told
}

const instants = fc
  .array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 60 })
  .map((gaps) => gaps.map((_, index) => gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0)))

test('the first leaves at once, a burst is told when it is over', async () => {
  expect(await play([5])).toEqual([5])
  expect(await play([0, 10, 20, 30])).toEqual([0, 60])
  expect(await play([0, 99])).toEqual([0, 100])
})

test('what goes on without a pause is told every 100 ms', async () => {
  const marks = Array.from({ length: 40 }, (_, index) => index * 10)
  expect(await play(marks)).toEqual([0, 100, 200, 300, 400])
})

test('nothing waits longer than 100 ms, nor longer than 30 ms of silence, and nothing is told twice', async () => {
  await fc.assert(
    fc.asyncProperty(instants, async (marks) => {
      const told = await play(marks)
      expect(told.length).toBeLessThanOrEqual(marks.length)
      for (const at of marks) {
        const next = told.find((instant) => instant >= at) ?? Number.POSITIVE_INFINITY
        const followed = marks.some((other) => other > at && other < at + 30)
        expect(next - at).toBeLessThanOrEqual(followed ? 100 : 30)
      }
    }),
  )
})
