import { expect, test } from 'vitest'
import { createGuard } from './guard.ts'
import { createFakeTiming } from './testing.ts'

const limits = { idleMs: 100, lifeMs: 1_000 }

function world() {
  const timing = createFakeTiming()
  const clock = { ahead: 0 }
  const parent = new AbortController()
  const skewed = { ...timing, now: () => timing.now() + clock.ahead }
  return { timing, clock, parent, guard: createGuard(skewed, limits, parent.signal) }
}

test('silence ends a stream, and a word puts it off', () => {
  const { timing, guard } = world()
  timing.advance(99)
  guard.heard()
  timing.advance(99)
  expect(guard.verdict()).toBeNull()
  timing.advance(1)
  expect([guard.verdict(), guard.signal.aborted]).toEqual(['silent', true])
})

test('a clock that is set back by an hour hides no silence', () => {
  const { timing, clock, guard } = world()
  clock.ahead = -3_600_000
  timing.advance(200)
  expect(guard.verdict()).toBe('silent')
})

test('a clock that is set back by an hour gives no stream a longer life than twice its own', () => {
  const { timing, clock, guard } = world()
  clock.ahead = -3_600_000
  for (let ms = 0; ms < 2_000; ms += 50) {
    timing.advance(50)
    guard.heard()
  }
  expect(guard.verdict()).toBe('overdue')
})

test('what ends it from outside is no verdict, and nothing is left behind', () => {
  const { timing, parent, guard } = world()
  parent.abort()
  guard.end()
  expect([guard.signal.aborted, guard.verdict(), timing.alarms()]).toEqual([true, null, 0])
})
