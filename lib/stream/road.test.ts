import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { hello, ping, type ScriptedStream, scriptedSource } from './fixtures/scripted-source.ts'
import { type Connection, createRoad, silenceMs, staleAfterMs } from './road.ts'

const start = '2026-11-23T13:00:00.000Z'

beforeEach(() => vi.useFakeTimers({ now: Date.parse(start) }))
afterEach(() => vi.useRealTimers())

function world({ authenticated = async () => true } = {}) {
  const { open, streams } = scriptedSource()
  const connections: Connection[] = []
  const messages: string[] = []
  const road = createRoad({
    open,
    authenticated,
    onMessage: ({ type }) => messages.push(type),
    onConnection: (connection) => connections.push(connection),
    now: Date.now,
    random: () => 1,
  })
  const stream = (index: number): ScriptedStream => {
    const found = streams[index]
    if (found === undefined) throw new Error(`no stream ${index} was opened`)
    return found
  }
  return { road, streams, stream, connections, messages, states: () => connections.map(({ state }) => state) }
}

describe('a new URL', () => {
  test('the old stream speaks until the new one does, then it is closed', () => {
    const { road, stream, messages } = world()
    road.go('/one')
    stream(0).say(hello)
    road.go('/two')
    stream(0).say(ping)
    expect(stream(0).closed).toBe(false)
    stream(1).say(hello)
    expect(stream(0).closed).toBe(true)
    expect(messages).toEqual(['hello', 'ping', 'hello'])
  })

  test('the old stream stays when the new one fails, and the new one is tried again', async () => {
    const { road, streams, stream, states } = world()
    road.go('/one')
    stream(0).say(hello)
    road.go('/two')
    stream(1).fail()
    expect(stream(0).closed).toBe(false)
    await vi.advanceTimersByTimeAsync(500)
    expect(streams.map(({ url }) => url)).toEqual(['/one', '/two', '/two'])
    expect(states()).toEqual(['connecting', 'live'])
  })

  test('the same URL opens nothing', () => {
    const { road, streams } = world()
    road.go('/one')
    road.go('/one')
    expect(streams).toHaveLength(1)
  })
})

describe('a break', () => {
  test('is told at once with the instant of the last word, and becomes stale', async () => {
    const { road, stream, connections } = world()
    road.go('/one')
    stream(0).say(hello)
    await vi.advanceTimersByTimeAsync(3_000)
    stream(0).say(ping)
    const since = new Date(Date.parse(start) + 3_000).toISOString()
    await vi.advanceTimersByTimeAsync(2_000)
    stream(0).fail()
    expect(connections.at(-1)).toEqual({ state: 'reconnecting', since })
    await vi.advanceTimersByTimeAsync(staleAfterMs)
    expect(connections.at(-1)).toEqual({ state: 'stale', since })
  })

  test('waits longer after each failure and starts small again after a success', async () => {
    const { road, streams, stream } = world()
    road.go('/one')
    for (const [index, wait] of [500, 1_000, 2_000].entries()) {
      stream(index).fail()
      await vi.advanceTimersByTimeAsync(wait - 1)
      expect(streams).toHaveLength(index + 1)
      await vi.advanceTimersByTimeAsync(1)
      expect(streams).toHaveLength(index + 2)
    }
    stream(3).say(hello)
    stream(3).fail()
    await vi.advanceTimersByTimeAsync(500)
    expect(streams).toHaveLength(5)
  })

  test('a stream that says nothing is dead, whether it spoke before or not', async () => {
    const { road, stream, states } = world()
    road.go('/one')
    stream(0).say(hello)
    await vi.advanceTimersByTimeAsync(silenceMs - 1)
    stream(0).say(ping)
    await vi.advanceTimersByTimeAsync(silenceMs)
    expect(stream(0).closed).toBe(true)
    expect(states().at(-1)).toBe('reconnecting')
    await vi.advanceTimersByTimeAsync(500 + silenceMs)
    expect(stream(1).closed).toBe(true)
  })

  test('waking tries at once, and only when there is something to try', async () => {
    const { road, streams, stream } = world()
    road.go('/one')
    stream(0).say(hello)
    road.wake()
    expect(streams).toHaveLength(1)
    stream(0).fail()
    road.wake()
    expect(streams).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(streams).toHaveLength(2)
  })
})

describe('a refused session', () => {
  test('is told and not tried again until it is woken', async () => {
    let authenticated = false
    const { road, streams, stream, states } = world({ authenticated: async () => authenticated })
    road.go('/one')
    stream(0).fail()
    await vi.advanceTimersByTimeAsync(120_000)
    expect(streams).toHaveLength(1)
    expect(states().at(-1)).toBe('unauthenticated')
    authenticated = true
    road.wake()
    stream(1).say(hello)
    expect(states().slice(-2)).toEqual(['connecting', 'live'])
  })
})

test('a closed road leaves no timer and no stream behind', async () => {
  const { road, streams, stream } = world()
  road.go('/one')
  stream(0).say(hello)
  road.go('/two')
  stream(0).fail()
  road.close()
  expect(streams.every(({ closed }) => closed)).toBe(true)
  expect(vi.getTimerCount()).toBe(0)
})
