import { afterEach, beforeEach, expect, test } from 'vitest'
import { createPulse, type Pulse, quietMs } from './pulse.ts'
import { type Exchange, type ScriptedServer, startScriptedServer } from './scripted-server.ts'
import { contextTo, createFakeTiming, type FakeTiming } from './testing.ts'
import { createTransport, type Transport } from './transport.ts'

let server: ScriptedServer
let timing: FakeTiming
let transport: Transport
let pulse: Pulse
let outOfPatience: AbortController

beforeEach(async () => {
  server = await startScriptedServer()
  timing = createFakeTiming()
  transport = createTransport(contextTo(server.url), timing)
  outOfPatience = new AbortController()
  pulse = createPulse(transport, () => outOfPatience.signal)
})

afterEach(async () => {
  expect(timing.alarms()).toBe(0)
  await transport.close()
  await server.close()
})

const isQuestion = (exchange: Exchange) => exchange.path === '/version'

/** Follows, and answers what this follower was told. */
function follow() {
  const told: string[] = []
  let wake: () => void = () => {}
  const lost = new Promise<void>((resolve) => {
    wake = resolve
  })
  const leave = pulse.follow(({ message }) => {
    told.push(message)
    wake()
  })
  return { told, lost, leave }
}

test('asks after 15 s of silence, and an answer of any kind is a sign of life', async () => {
  const watch = follow()
  timing.advance(quietMs - 1)
  const question = server.next(isQuestion)
  timing.advance(1)
  const rearmed = timing.alarm(quietMs)
  ;(await question).json(403, {})
  await rearmed
  expect(watch.told).toEqual([])
  watch.leave()
})

test('does not ask while bytes come', () => {
  const watch = follow()
  for (let beat = 0; beat < 10; beat += 1) {
    timing.advance(quietMs - 1)
    pulse.heard()
  }
  watch.leave()
  expect(server.connections()).toBe(0)
})

test('an API server that owes the answer is lost to all who follow, once, and asked again', async () => {
  const [one, other] = [follow(), follow()]
  const question = server.next(isQuestion)
  timing.advance(quietMs)
  await question
  outOfPatience.abort(new DOMException('', 'TimeoutError'))
  await Promise.all([one.lost, other.lost])
  expect(one.told).toEqual([`The API server at ${server.url} does not answer.`])
  expect(other.told).toEqual(one.told)
  outOfPatience = new AbortController()
  const again = server.next(isQuestion)
  timing.advance(quietMs)
  ;(await again).json(200, {})
  one.leave()
  other.leave()
})

test('bytes on a watch while the question is open are a sign of life as well', async () => {
  const watch = follow()
  const question = server.next(isQuestion)
  timing.advance(quietMs)
  await question
  timing.advance(1)
  pulse.heard()
  const rearmed = timing.alarm(quietMs)
  outOfPatience.abort(new DOMException('', 'TimeoutError'))
  await rearmed
  expect(watch.told).toEqual([])
  watch.leave()
})

test('the last to leave takes the open question along', async () => {
  const watch = follow()
  const question = server.next(isQuestion)
  timing.advance(quietMs)
  const { gone } = await question
  watch.leave()
  await gone
  expect(watch.told).toEqual([])
})
