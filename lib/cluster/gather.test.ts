import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createGather } from './gather.ts'
import { manualTimers, settle } from './testing/manual-timers.ts'

/** Marks at these instants, telling is so many milliseconds of work: the instants at which it began. */
async function play(marks: readonly number[], tellMs = 0): Promise<readonly number[]> {
  const timers = manualTimers()
  const start = timers.now()
  const told: number[] = []
  const tell = () => {
    timers.work(tellMs)
    return told.push(timers.now() - start) > 0
  }
  const gather = createGather({ tell, timers })
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

const every10 = Array.from({ length: 30 }, (_, index) => index * 10)
const instants = fc
  .array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 60 })
  .map((gaps) => gaps.map((_, index) => gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0)))

test('the first leaves at once, what follows it soon is told together', async () => {
  expect(await play([5])).toEqual([5])
  expect(await play([0, 5, 10])).toEqual([0, 16])
  expect(await play([0, 17])).toEqual([0, 17])
})

test('the more work telling is the more is gathered, up to 100 ms', async () => {
  expect(await play(every10.slice(0, 5))).toEqual([0, 16, 32, 48])
  expect(await play(every10, 5)).toEqual([0, 50, 100, 150, 200, 250, 300])
  expect(await play(every10, 500)).toEqual([0, 100, 200, 300])
})

test('a telling without news opens no window', async () => {
  const timers = manualTimers()
  const gather = createGather({ tell: () => false, timers })
  gather.mark()
  await settle()
  expect(timers.pending()).toBe(0)
})

test('every mark is told within 100 ms, and there are no more tellings than marks', async () => {
  await fc.assert(
    fc.asyncProperty(instants, fc.integer({ min: 0, max: 30 }), async (marks, tellMs) => {
      const told = await play(marks, tellMs)
      expect(told.length).toBeLessThanOrEqual(marks.length)
      for (const at of marks) {
        const next = told.find((instant) => instant >= at) ?? Number.POSITIVE_INFINITY
        expect(next - at).toBeLessThanOrEqual(Math.min(100, Math.max(16, 10 * tellMs)))
      }
    }),
  )
})
