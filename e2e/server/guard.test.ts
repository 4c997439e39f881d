import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { kubeconfigFor, type RunningCockpit, startCockpit } from './cockpit.ts'

const config = kubeconfigFor('http://127.0.0.1:9')
let cockpit: RunningCockpit

beforeAll(async () => {
  cockpit = await startCockpit({ args: ['--kubeconfig', config.file] })
})
afterAll(async () => {
  await cockpit[Symbol.asyncDispose]()
  config[Symbol.dispose]()
})

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${cockpit.origin}${path}`, { redirect: 'manual', ...init })
const ours = () => ({ origin: cockpit.origin, 'x-cockpit': '1', 'content-type': 'application/json' })

/** Sends a request as it is written, where fetch would mend the path or the headers. */
async function raw(request: string): Promise<string> {
  const socket = connect(cockpit.port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(`${request}\r\nConnection: close\r\n\r\n`)
  return text(socket)
}

test.each([
  '/api/clusters',
  '/API/clusters',
  '/%61pi/clusters',
  '//api/clusters',
  '/api//clusters',
  '/api/clusters/',
  '/api/clusters.png',
  '/api/clusters?x=/c/',
  '/c/../api/clusters',
  '/c/%2e%2e/api/clusters',
  '/c/..%2fapi/clusters',
  '/c/..\\api\\clusters',
  '/_next/static/../../api/clusters',
  '/_next/static/..%2f..%2fapi/clusters',
  '/_next/data/x/api/clusters.json',
  '/_next/image?url=/api/clusters&w=64&q=75',
  '/healthz/../api/clusters',
  '/api/session/../clusters',
  '/api/session%2f..%2fclusters',
  'http://localhost/api/clusters',
])('no spelling of a path leads to data without a session: %s', async (path) => {
  const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: localhost:${cockpit.port}`)
  expect(answer).toMatch(/^HTTP\/1\.1 40[014] /)
  expect(answer).toContain('content-security-policy: ')
  expect(answer).not.toContain('127.0.0.1:9')
})

test.each([
  'x-middleware-subrequest: proxy:proxy:proxy:proxy:proxy',
  'x-middleware-subrequest: middleware:middleware:middleware:middleware:middleware',
  'x-middleware-next: 1',
  'x-middleware-rewrite: /api/clusters',
  'x-middleware-override-headers: authorization\r\nx-middleware-request-authorization: Bearer x',
  'x-invoke-path: /api/clusters',
  'x-matched-path: /api/clusters',
  'x-forwarded-host: localhost\r\nx-forwarded-for: 127.0.0.1',
  'x-forwarded-uri: /healthz\r\nx-original-url: /healthz\r\nx-rewrite-url: /healthz',
  'x-http-method-override: POST\r\nx-nextjs-data: 1\r\nrsc: 1\r\nnext-resume: 1',
  'upgrade: websocket\r\nsec-websocket-key: AAAA',
])('no header leads past the guard: %s', async (header) => {
  const answer = await raw(`GET /api/clusters HTTP/1.1\r\nHost: localhost:${cockpit.port}\r\n${header}`)
  expect(answer).toMatch(/^HTTP\/1\.1 401 /)
})

test.each(['/', '/api/clusters', '/api/session', '/_next/static/x.js'])(
  'a page that was rebound to this machine gets nothing from %s',
  async (path) => {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: evil.example:${cockpit.port}`)
    expect(answer).toMatch(/^HTTP\/1\.1 421 /)
  },
)

test.each(['/c/%', '/c/%ff/ns/rollouts/x', '/api/c/%/rollouts', '/_next/static/%', '//', '/c//x', '*'])(
  'an address that cannot be read is refused in a sentence: %s',
  async (path) => {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: localhost:${cockpit.port}`)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer).toContain('The address of this request cannot be read.')
  },
)

test('no body is read that is larger than any of ours', async () => {
  const body = JSON.stringify({ token: 'x'.repeat(70_000) })
  const answer = await ask('/api/session', { method: 'POST', headers: ours(), body })
  expect(answer.status).toBe(413)
})

test('no image is made in another size, even with a session', async () => {
  const headers = { authorization: `Bearer ${cockpit.token}` }
  expect((await ask('/_next/image?url=%2Ficon.svg&w=64&q=75', { headers })).status).toBe(404)
})

test('a path that leads nowhere is answered by a page that may use its own style and scripts', async () => {
  const answer = await ask('/nothing', { headers: { authorization: `Bearer ${cockpit.token}` } })
  expect(answer.status).toBe(404)
  expect(answer.headers.get('content-security-policy')).toMatch(/style-src-elem 'self'.*'nonce-/)
  expect((await ask('/nothing')).status).toBe(401)
})

test('the stream is not opened for who will not read it', async () => {
  const headers = { authorization: `Bearer ${cockpit.token}` }
  const path = '/api/stream?cluster=nowhere&fleet=1'
  expect((await ask(path, { method: 'HEAD', headers })).status).toBe(405)
})

test('the token opens a session that lasts until it is closed', async () => {
  const body = JSON.stringify({ token: cockpit.token })
  expect((await ask('/api/session')).status).toBe(401)
  const opened = await ask('/api/session', { method: 'POST', headers: ours(), body })
  expect(opened.status).toBe(204)
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
  expect((await ask('/api/session', { headers: { cookie } })).status).toBe(204)
  expect(await (await ask('/api/clusters', { headers: { cookie } })).json()).toMatchObject({
    clusters: [{ name: 'nowhere', current: true }],
  })
  const closed = await ask('/api/session', { method: 'DELETE', headers: { ...ours(), cookie } })
  expect(closed.headers.get('set-cookie')).toContain('Max-Age=0')
})

test.each([
  ['another token', { token: 'x'.repeat(43) }],
  ['a number', { token: 1 }],
  ['nothing', null],
  ['a list', [1]],
])('%s opens none', async (_what, body) => {
  const answer = await ask('/api/session', { method: 'POST', headers: ours(), body: JSON.stringify(body) })
  expect(answer.status).toBe(401)
  expect(answer.headers.get('set-cookie')).toBeNull()
})

test('no script of a page runs without the nonce, which is new with every answer', async () => {
  const nonces = await Promise.all(
    ['/', '/c/nowhere', '/c/nowhere/web/rollouts/shop', '/c/nowhere/no/such/page'].map(async (path) => {
      const page = await ask(path, { redirect: 'follow' })
      const nonce = /'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1]
      const scripts = (await page.text()).match(/<script\b[^>]*>/g) ?? []
      expect(scripts.length).toBeGreaterThan(0)
      for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
      expect(page.headers.get('cache-control')).toContain('no-store')
      return nonce
    }),
  )
  expect(new Set(nonces).size).toBe(nonces.length)
})

test('files of the build may be kept for good, data never', async () => {
  const page = await (await ask('/c/nowhere')).text()
  const [file = ''] = /\/_next\/static\/[^"]+\.js/.exec(page) ?? []
  const { headers } = await ask(file)
  expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  for (const path of [file, '/c/nowhere', '/api/clusters', '/healthz']) {
    const { headers } = await ask(path)
    expect(headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(headers.get('referrer-policy'), path).toBe('no-referrer')
    expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'")
  }
  expect((await ask('/api/clusters')).headers.get('cache-control')).toBe('no-store')
})

test('with --read-only an action is not there', async () => {
  await using still = await startCockpit({ args: ['--kubeconfig', config.file, '--read-only'] })
  const headers = { ...ours(), origin: still.origin, authorization: `Bearer ${still.token}` }
  const path = '/api/c/nowhere/web/rollouts/shop/actions/promote'
  const answer = await fetch(still.origin + path, { method: 'POST', headers, body: '{"state":"x"}' })
  expect(answer.status).toBe(405)
})
