import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CockpitError } from '../../errors.ts'
import type { Rules } from '../../guard/judge.ts'
import { openSession } from '../../session.ts'
import { createFaults, noFault } from '../api/faults.ts'
import type { Command } from './command.ts'
import type { Control, DemoState } from './control.ts'
import { controlHandler } from './handler.ts'

const token = 'a-token-of-the-session'
const rules: Rules = { token, address: null, allowHosts: [], readOnly: true, development: false }
const state: DemoState = {
  scenarios: [],
  shippable: [],
  speed: 1,
  now: '2026-11-23T10:00:00.000Z',
  fault: { kind: 'none', namespace: null, resource: null },
  traffic: { on: false, perSecond: 1, services: [] },
  pages: [],
}
const performed: Command[] = []
const faults: unknown[] = []
const played = createFaults()
const control: Control = {
  state: () => state,
  perform: (command) => {
    performed.push(command)
    if (command.do === 'clear') throw new CockpitError('not-found', 'Nothing is told.')
    if (command.do === 'skip') throw new TypeError('a defect with a secret in it')
  },
}
let server: Server
let port = 0

beforeAll(async () => {
  const before = controlHandler({
    control,
    faults: played,
    rules,
    onFault: (error) => void faults.push(error),
  })
  server = createServer(
    before((asked, response) => {
      if (asked.url === '/stream') response.write('begun')
      else response.end('the page')
    }),
  )
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  port = typeof address === 'object' ? (address?.port ?? 0) : 0
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

interface Ask {
  readonly path?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly body?: string
}

const script = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-cockpit': '1' }

async function ask({ path = '/demo/commands', method = 'POST', headers = {}, body = '' }: Ask) {
  const sent = Object.entries({ ...script, ...headers }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  )
  const options = { host: '127.0.0.1', port, path, method, agent: false, headers: Object.fromEntries(sent) }
  const asked = request(options)
  asked.end(body)
  const [response] = await once(asked, 'response')
  return { status: response.statusCode, headers: response.headers, text: await text(response) }
}

const jump = JSON.stringify({ do: 'jump', ms: 1000 })
const sentence = (answer: { readonly text: string }) => JSON.parse(answer.text).error

describe('what lies below /demo', () => {
  test('tells the state to a session, as JSON that nobody keeps', async () => {
    const answer = await ask({ path: '/demo/state', method: 'GET' })
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.text)).toEqual(state)
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    })
  })

  test('answers a GET that comes with a body, and reads none of it', async () => {
    const answer = await ask({ path: '/demo/state', method: 'GET', body: jump })
    expect(answer.status).toBe(200)
    expect(performed).toEqual([])
  })

  test('takes a command and answers with the state, with --read-only too', async () => {
    const answer = await ask({ body: jump })
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, state])
    expect(performed.splice(0)).toEqual([{ do: 'jump', ms: 1000, namespace: null }])
  })

  const cookie = openSession({ name: 'localhost', port: 3100 }, token).split(';')[0] ?? ''
  const page = { host: 'localhost:3100', cookie, authorization: undefined, origin: 'http://localhost:3100' }

  test('takes it from the own page', async () => {
    expect((await ask({ headers: page, body: jump })).status).toBe(200)
    performed.splice(0)
  })

  test.each([
    ['no session', { authorization: undefined }, 401],
    ['a wrong token', { authorization: 'Bearer wrong' }, 401],
    ['another site', { origin: 'http://evil.example' }, 403],
    ['another port of this machine', { ...page, origin: 'http://localhost:3101' }, 403],
    ['a cookie without an Origin', { ...page, origin: undefined }, 403],
    ['no header of ours', { 'x-cockpit': undefined }, 403],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['another Host', { host: 'evil.example' }, 421],
  ])('refuses %s as the product does, and does nothing', async (_who, headers, status) => {
    const answer = await ask({ headers, body: jump })
    expect([answer.status, performed]).toEqual([status, []])
    expect(sentence(answer).message).toMatch(/^[A-Z].*\.$/)
  })

  test.each([
    ['an outsider who asks for the state', { path: '/demo/state', method: 'GET' }, 401],
    ['an outsider at what is not there', { path: '/demo/nothing', method: 'GET' }, 401],
    ['an outsider at the root', { path: '/demo', method: 'GET' }, 401],
  ])('%s learns nothing', async (_who, asked, status) => {
    const answer = await ask({ ...asked, headers: { authorization: undefined } })
    expect(answer.status).toBe(status)
    expect(sentence(answer).kind).toBe('unauthenticated')
  })

  test.each([
    ['GET', '/demo/commands', 405],
    ['POST', '/demo/state', 405],
    ['DELETE', '/demo/commands', 405],
    ['PUT', '/demo/commands', 405],
    ['POST', '/demo/commands/', 404],
    ['GET', '/demo', 404],
    ['GET', '/x/../demo/other', 404],
  ])('%s %s: %d', async (method, path, status) => {
    const answer = await ask({ method, path, body: method === 'GET' ? '' : jump })
    expect([answer.status, performed]).toEqual([status, []])
    expect(sentence(answer).message).toMatch(/^[A-Z].*\.$/)
  })

  test.each(['/', '/demonstration', '/api/demo/state', '/%64emo/state', '/demo/../c/demo'])(
    '%s is for the pages',
    async (path) => {
      expect((await ask({ path, method: 'GET' })).text).toBe('the page')
    },
  )

  test.each([
    ['no JSON', '{', 400, 'The command is no JSON.'],
    ['nothing', '', 400, 'The command is no JSON.'],
    [
      'a large one',
      `{"do":"jump","ms":${'1'.repeat(5000)}}`,
      413,
      'A command may not be larger than 4096 bytes.',
    ],
    ['a deep one', '['.repeat(4000), 400, 'The command is no JSON.'],
    ['an unknown one', '{"do":"rm"}', 400, expect.stringMatching(/^"do" must be one of/)],
    ['one that is refused', '{"do":"clear"}', 404, 'Nothing is told.'],
  ])('a body with %s is refused in a sentence', async (_what, body, status, message) => {
    const answer = await ask({ body })
    expect([answer.status, sentence(answer).message]).toEqual([status, message])
    performed.splice(0)
  })

  test('a defect is told to the terminal and not to the page', async () => {
    const answer = await ask({ body: '{"do":"skip","namespace":"shop"}' })
    expect(answer.status).toBe(500)
    expect(answer.text).not.toContain('secret')
    expect(faults.splice(0)).toEqual([expect.any(TypeError)])
    performed.splice(0)
  })

  test('plays a server that is away to the pages, and goes on answering itself', async () => {
    const open = request({ host: '127.0.0.1', port, path: '/stream', agent: false })
    open.end()
    const [stream] = await once(open, 'response')
    const cut = once(stream, 'error')
    await once(stream, 'data')
    played.set({ ...noFault, kind: 'no-server' })
    await cut
    await expect(ask({ path: '/', method: 'GET' })).rejects.toThrow(/socket hang up|ECONNRESET/)
    expect((await ask({ path: '/demo/state', method: 'GET' })).status).toBe(200)
    played.set(noFault)
    expect((await ask({ path: '/', method: 'GET' })).text).toBe('the page')
  })

  test('whatever is sent is answered with JSON, and the next request is answered too', async () => {
    const bodies = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.constant(jump))
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const answer = await ask({ body })
        expect([200, 400, 404]).toContain(answer.status)
        JSON.parse(answer.text)
      }),
      { numRuns: 100 },
    )
    performed.splice(0)
    expect(faults).toEqual([])
    expect((await ask({ path: '/demo/state', method: 'GET' })).status).toBe(200)
  })
})
