import { expect, test } from 'vitest'
import type { RoadState } from '../cluster/source.ts'
import { createRoad } from './road.ts'
import { createFakeTiming } from './testing.ts'

function world() {
  const timing = createFakeTiming()
  const clock = { ahead: 0 }
  const told: RoadState[] = []
  const now = () => timing.now() + clock.ahead
  const road = createRoad('pods', null, { ...timing, now }, (state) => told.push(state))
  return { timing, clock, told, road }
}

test('says a state once, and only while it is live that it goes on being heard', () => {
  const { timing, told, road } = world()
  road.tell('listing', null)
  road.heard()
  road.tell('live', null)
  road.tell('live', null)
  timing.advance(9_999)
  road.heard()
  timing.advance(1)
  road.heard()
  road.tell('retrying', 'gone')
  timing.advance(60_000)
  road.heard()
  expect(told.map(({ state, lastContact }) => [state, lastContact?.slice(11, 19)])).toEqual([
    ['listing', undefined],
    ['live', '12:00:00'],
    ['live', '12:00:10'],
    ['retrying', '12:00:10'],
  ])
})

test('a clock that is set back by an hour does not leave a last contact that lies ahead', () => {
  const { clock, told, road } = world()
  road.heard()
  road.tell('live', null)
  clock.ahead = -3_600_000
  road.heard()
  expect(told.at(-1)?.lastContact?.slice(11, 19)).toBe('11:00:00')
})
