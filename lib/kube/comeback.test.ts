import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Comeback, createComeback } from './comeback.ts'
import { reflect } from './reflector.ts'
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts'
import {
  contextTo,
  createCollector,
  createFakeTiming,
  type FakeTiming,
  isFor,
  listOf,
  road,
} from './testing.ts'
import { createTransport, type Transport } from './transport.ts'

let server: ScriptedServer
let timing: FakeTiming
let transport: Transport
let controller: AbortController

beforeEach(async () => {
  server = await startScriptedServer()
  timing = createFakeTiming()
  transport = createTransport(contextTo(server.url), timing)
  controller = new AbortController()
})

afterEach(async () => {
  expect(timing.alarms()).toBe(0)
  await transport.close()
  await server.quiet()
  await server.close()
})

/** With the dice of the tests. */
const betweenQuestionsMs = 1250
const nextQuestion = () => server.next(({ path }) => path === '/readyz')

async function askedNext() {
  await timing.alarm(betweenQuestionsMs)
  const question = nextQuestion()
  timing.advance(betweenQuestionsMs)
  return question
}

describe('who rests because the API server could not be reached', () => {
  test('is woken once it is ready, for which one asks in the name of all', async () => {
    const comeback = createComeback(transport)
    const rests = [30_000, 25_000].map((ms) => comeback.rest(ms, controller.signal))
    ;(await askedNext()).text(502, 'the gateway knows no API server')
    ;(await askedNext()).text(500, '[-]informer-sync failed')
    ;(await askedNext()).json(403, {})
    await timing.alarm(betweenQuestionsMs)
    expect(comeback.returns()).toBe(0)
    ;(await askedNext()).text(200, 'ok')
    expect(await Promise.all(rests)).toEqual([true, true])
    expect(comeback.returns()).toBe(1)
  })

  test('sleeps on where the API server has been ready all the time', async () => {
    const rest = createComeback(transport).rest(30_000, controller.signal)
    for (let asked = 0; asked < 5; asked += 1) (await askedNext()).text(200, 'ok')
    await timing.alarm(betweenQuestionsMs)
    timing.advance(30_000)
    expect(await rest).toBe(false)
  })

  test('asks on while connections are refused, and no longer than it rests', async () => {
    await server.close()
    const rest = createComeback(transport).rest(30_000, controller.signal)
    for (let asked = 0; asked < 3; asked += 1) {
      await timing.alarm(betweenQuestionsMs)
      timing.advance(betweenQuestionsMs)
    }
    await timing.alarm(betweenQuestionsMs)
    controller.abort()
    expect(await rest).toBe(false)
    expect(timing.alarms()).toBe(0)
    server = await startScriptedServer()
  })

  test('takes the open question along', async () => {
    const rest = createComeback(transport).rest(30_000, controller.signal)
    const { gone } = await askedNext()
    controller.abort()
    await Promise.all([rest, gone])
  })
})

describe('a road that rests', () => {
  const told = createCollector()
  const pauses = [156, 313, 625, 1250, 2500, 5000, 10_000]
  let running: Promise<void>
  let comeback: Comeback
  const nextList = () => server.next((exchange) => isFor(exchange, 'pods'))

  beforeEach(() => {
    comeback = createComeback(transport)
    running = reflect({
      transport,
      resource: 'pods',
      namespace: null,
      emit: told.emit,
      counts: { lists: 0, skippedLines: 0, handlerFailures: 0 },
      comeback,
      signal: controller.signal,
    })
  })
  afterEach(async () => {
    controller.abort()
    await running
  })

  async function refuse(ms: number, code = 503, headers: Record<string, string> = {}) {
    ;(await nextList()).text(code, 'not now', headers)
    await timing.alarm(ms)
  }

  test('asks at once when the API server is back, and soon again while it starts', async () => {
    for (const ms of pauses) {
      await refuse(ms)
      timing.advance(ms)
    }
    await refuse(25_000, 503, { 'retry-after': '25' })
    ;(await askedNext()).text(500, '[-]informer-sync failed')
    ;(await askedNext()).text(200, 'ok')
    await refuse(156)
    timing.advance(156)
    ;(await nextList()).json(200, listOf(1, []))
    ;(await nextList()).stream()
    await told.until(road('live'))
  })

  test('asks soon where it was still asking when the API server came back', async () => {
    for (const ms of pauses) {
      await refuse(ms)
      timing.advance(ms)
    }
    const open = await nextList()
    const another = comeback.rest(30_000, controller.signal)
    ;(await askedNext()).text(500, '[-]informer-sync failed')
    ;(await askedNext()).text(200, 'ok')
    expect(await another).toBe(true)
    open.text(503, 'not now')
    await timing.alarm(156)
  })

  test('rests by itself where credentials fail or a resource is refused', async () => {
    ;(await nextList()).json(401, {})
    await timing.alarm(156)
    timing.advance(156)
    ;(await nextList()).json(403, {})
    await timing.alarm(28_500)
    expect(timing.alarms()).toBe(1)
  })

  test('waits for as long as an API server has asked for that is ready, but has too much to do', async () => {
    for (const ms of pauses) {
      await refuse(ms)
      timing.advance(ms)
    }
    await refuse(25_000, 429, { 'retry-after': '25' })
    timing.advance(24_999)
    expect(server.waiting()).toBe(0)
    timing.advance(1)
    await nextList()
  })
})
