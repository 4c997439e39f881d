import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createBroker, type FromPage, type ToPage } from './broker.ts'
import { rightsOf } from './fixtures/rights.ts'
import { row } from './fixtures/row.ts'
import { hello, ping, scriptedSource } from './fixtures/scripted-source.ts'
import type { PageKey } from './page.ts'

beforeEach(() => vi.useFakeTimers({ now: Date.parse('2026-11-23T13:00:00Z') }))
afterEach(() => vi.useRealTimers())

const fleetScope = { type: 'scope', scope: { cluster: 'one', fleet: true, pages: [] } } as const
const detailScope = (...pages: PageKey[]): FromPage => ({
  type: 'scope',
  scope: { cluster: 'one', fleet: false, pages },
})
const rights = rightsOf(true)

function world() {
  const { open, streams } = scriptedSource()
  const broker = createBroker({
    open,
    authenticated: async () => true,
    now: Date.now,
    random: () => 1,
    lingerMs: 30_000,
  })
  const page = () => {
    const heard: ToPage[] = []
    const say = broker.join((message) => heard.push(message))
    const types = () =>
      heard.map((told) => (told.type === 'message' ? told.message.type : told.connection.state))
    return { say, heard, types, forget: () => heard.splice(0) }
  }
  const last = () => {
    const stream = streams.at(-1)
    if (stream === undefined) throw new Error('no stream was opened')
    return stream
  }
  return { broker, page, streams, last }
}

test('any number of pages share one stream, and who joins late is told everything at once', () => {
  const { page, streams, last } = world()
  const first = page()
  first.say(fleetScope)
  last().say(hello)
  last().say({ type: 'fleet', rows: [row({ name: 'a' })] })
  const second = page()
  second.say(fleetScope)
  expect(streams).toHaveLength(1)
  expect(second.types()).toEqual(['live', 'ping', 'fleet'])
})

test('the stream is widened for what a page wants more, and each hears only its own', () => {
  const { page, streams, last } = world()
  const fleet = page()
  const detail = page()
  fleet.say(fleetScope)
  last().say(hello)
  detail.say(detailScope('rollouts/shop/a'))
  expect(last().url).toBe('/api/stream?cluster=one&fleet=1&rollout=shop%2Fa')
  last().say(hello)
  fleet.forget()
  detail.forget()
  last().say({ type: 'detail', key: 'rollouts/shop/a', detail: null, rights })
  last().say({ type: 'fleet', rows: [] })
  expect(detail.types()).toEqual(['detail'])
  expect(fleet.types()).toEqual(['fleet'])
  expect(streams.filter(({ closed }) => !closed)).toHaveLength(1)
})

test('the list that follows a widened stream reaches those who know it as its difference', () => {
  const { page, last } = world()
  const fleet = page()
  fleet.say(fleetScope)
  last().say(hello)
  last().say({ type: 'fleet', rows: [row({ name: 'a' }), row({ name: 'b' })] })
  page().say(detailScope('rollouts/shop/a'))
  last().say(hello)
  fleet.forget()
  last().say({ type: 'fleet', rows: [row({ name: 'a' }), row({ name: 'b', revision: 2 })] })
  expect(fleet.heard).toEqual([
    {
      type: 'message',
      cluster: 'one',
      message: { type: 'fleet-delta', changed: [row({ name: 'b', revision: 2 })], removed: [] },
    },
  ])
})

describe('what nobody wants any more', () => {
  test('lingers, so that going back finds it in place', () => {
    const { page, streams, last } = world()
    const only = page()
    only.say(fleetScope)
    last().say(hello)
    last().say({ type: 'fleet', rows: [row({ name: 'a' })] })
    only.say({ type: 'scope', scope: null })
    vi.advanceTimersByTime(20_000)
    last().say(ping)
    vi.advanceTimersByTime(9_000)
    only.forget()
    only.say(fleetScope)
    expect(streams).toHaveLength(1)
    expect(only.types()).toEqual(['live', 'ping', 'fleet'])
    vi.advanceTimersByTime(2_000)
    expect(last().closed).toBe(false)
  })

  test('ends after a while, and is never told from memory later', () => {
    const { page, streams, last } = world()
    const only = page()
    only.say(fleetScope)
    last().say(hello)
    last().say({ type: 'fleet', rows: [row({ name: 'a' })] })
    only.say({ type: 'bye' })
    vi.advanceTimersByTime(20_000)
    last().say(ping)
    vi.advanceTimersByTime(10_000)
    expect(last().closed).toBe(true)
    only.forget()
    only.say(fleetScope)
    expect(streams).toHaveLength(2)
    expect(only.types()).not.toContain('fleet')
  })

  test('is narrowed away while others go on listening', () => {
    const { page, last } = world()
    const fleet = page()
    const detail = page()
    fleet.say(fleetScope)
    detail.say(detailScope('rollouts/shop/a'))
    last().say(hello)
    detail.say({ type: 'bye' })
    vi.advanceTimersByTime(30_000)
    expect(last().url).toBe('/api/stream?cluster=one&fleet=1')
  })
})

test('a page that went silent is dropped, and heard again when it wakes up', () => {
  const { broker, page, last } = world()
  const frozen = page()
  frozen.say(fleetScope)
  last().say(hello)
  vi.advanceTimersByTime(180_001)
  broker.reap()
  vi.advanceTimersByTime(30_000)
  expect(last().closed).toBe(true)
  frozen.say(fleetScope)
  expect(last().closed).toBe(false)
})
