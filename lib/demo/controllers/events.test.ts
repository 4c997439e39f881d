import { describe, expect, test } from 'vitest'
import { place } from '../scenarios/podinfo.ts'
import { steppedWorld } from '../testing/play.ts'
import { recordEvent } from './events.ts'

const HOUR = 3_600_000

function told(times: number) {
  const world = steppedWorld()
  world.apply(place('webapp'))
  const about = world.store.get('serviceaccounts', 'webapp', 'webapp')
  if (about === undefined) throw new Error('There is nothing to tell of')
  const say = (message: string) =>
    recordEvent(world.store, world.clock.now(), 'tester', {
      do: 'tell',
      about,
      type: 'Normal',
      reason: 'Said',
      message,
    })
  for (let time = 0; time < times; time += 1) {
    say('the same')
    world.clock.advance(10_000)
  }
  return { world, say, events: () => world.store.list('events', 'webapp') }
}

describe('Events', () => {
  test('said again are counted, and keep when they were said first', () => {
    const { events } = told(3)
    expect(events()).toMatchObject([
      {
        reason: 'Said',
        count: 3,
        firstTimestamp: '2026-11-23T10:00:00Z',
        lastTimestamp: '2026-11-23T10:00:20Z',
        involvedObject: { kind: 'ServiceAccount', name: 'webapp' },
        source: { component: 'tester' },
      },
    ])
  })

  test('in other words are others', () => {
    const { say, events } = told(1)
    say('something else')
    expect(events()).toHaveLength(2)
  })

  test('are forgotten an hour after they were last said', () => {
    const { world, say, events } = told(1)
    world.clock.advance(HOUR - 20_000)
    say('another')
    world.clock.advance(HOUR)
    expect(events().map(({ message }) => message)).toEqual(['another'])
    world.clock.advance(HOUR)
    expect(events()).toEqual([])
  })
})
