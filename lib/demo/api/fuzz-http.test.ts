import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { Client, Pool } from 'undici'
import { expect, test } from 'vitest'
import { createSteppedClock } from '../clock.ts'
import { resourceNames } from '../objects/kinds.ts'
import { scenarios } from '../scenarios/course.ts'
import { createWorld } from '../world.ts'
import { startApi } from './server.ts'
import { expectAnswer, expectSound } from './testing-answers.ts'
import { type FuzzedRequest, fuzzedRequest, toSent } from './testing-requests.ts'

/** Requests in one run of the test, and how many are on their way at once. */
const REQUESTS = 1_000
const AT_ONCE = 30

/** A world with its controllers, served: what comes of a request is theirs to deal with. */
async function serveWorld() {
  const faults: unknown[] = []
  const onFault = (error: unknown) => faults.push(error)
  const world = createWorld({
    clock: (age) => createSteppedClock(Date.parse('2026-11-23T10:00:00Z'), age),
    podTimes: { start: 100, ready: 300, terminate: 200, apart: 0 },
    scenarios,
    onFault,
  })
  world.store.create('namespaces', { metadata: { name: 'shop' } })
  const api = await startApi({ store: world.store, now: world.clock.now, logs: world.logs, onFault })
  return { world, api, faults }
}

type Served = Awaited<ReturnType<typeof serveWorld>>

/** Sends a request and reads its answer; of a stream only the head, and then it is left. */
async function send({ api }: Served, pool: Pool, request: FuzzedRequest): Promise<void> {
  const { method, url, type, body } = toSent(request)
  // What is no path cannot be sent by an honest client.
  const path = url.startsWith('/') ? url.replaceAll(/[^\x21-\x7e]/gu, encodeURIComponent) : '/'
  const token = request.as === 'nobody' ? 'wrong' : api.identities[request.as].token
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const answer = await pool.request({
    method,
    path,
    headers: { authorization: `Bearer ${token}`, 'content-type': type, accept: request.accept },
    ...(method === 'GET' || method === 'HEAD' ? {} : { body: text }),
  })
  const kind = String(answer.headers['content-type'])
  if (/[?&](watch=1|follow=true)/.test(url) && answer.statusCode === 200) {
    // It is left on purpose.
    answer.body.on('error', () => undefined).destroy()
    return
  }
  const said = await answer.body.text()
  if (method === 'HEAD') return
  expectAnswer({ code: answer.statusCode, type: kind, body: kind.includes('json') ? JSON.parse(said) : said })
}

test(`${REQUESTS} random requests over HTTP, with controllers at work, leave the demo well`, {
  timeout: 120_000,
}, async () => {
  const served = await serveWorld()
  const { world, api, faults } = served
  const pool = new Pool(api.url, { connect: { ca: api.ca }, connections: 8 })
  const requests = fc.sample(fuzzedRequest, REQUESTS)
  for (let from = 0; from < REQUESTS; from += AT_ONCE) {
    await Promise.all(requests.slice(from, from + AT_ONCE).map((request) => send(served, pool, request)))
    world.clock.advance(500)
    if (from % 300 === 0) world.clock.jump(20_000)
    if (!world.store.get('namespaces', null, 'shop'))
      world.store.create('namespaces', { metadata: { name: 'shop' } })
  }
  await pool.destroy()
  await turn()
  expect(faults).toEqual([])
  for (const stored of resourceNames.flatMap((resource) => world.store.list(resource))) expectSound(stored)
  await expectAtWork(served)
  world.stop()
  await api.close()
})

/** The server answers, and a Rollout that is applied now becomes healthy. */
async function expectAtWork({ world, api }: Served): Promise<void> {
  const client = new Client(api.url, { connect: { ca: api.ca } })
  expect((await client.request({ method: 'GET', path: '/readyz' })).statusCode).toBe(200)
  await client.destroy()
  const [canary] = scenarios
  if (canary === undefined) throw new Error('There is no scenario')
  world.tell(canary)
  expect(world.store.get('rollouts', canary.namespace, 'frontend')).toMatchObject({
    status: { phase: 'Paused' },
  })
}
