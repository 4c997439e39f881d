import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { CockpitError } from '../errors.ts'
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts'
import { getThroughService } from './service-proxy.ts'
import { createKubeSource } from './source.ts'
import { contextTo, status } from './testing.ts'
import { realTiming } from './timing.ts'
import { createTransport } from './transport.ts'

let server: ScriptedServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

const never = new AbortController().signal

async function start(user?: Record<string, unknown>) {
  server = await startScriptedServer()
  const source = createKubeSource(contextTo(server.url, user), { namespaces: null })
  return { server, get: (path = '/') => source.getThroughService('team', 'web:http', path, never) }
}

describe('a GET through the proxy of a Service', () => {
  test('goes to the Service and brings status and text', async () => {
    const { server, get } = await start()
    const answer = get('/version?a=b')
    const exchange = await server.next()
    expect(exchange.method).toBe('GET')
    expect(exchange.path).toBe('/api/v1/namespaces/team/services/web%3Ahttp/proxy/version')
    expect(exchange.query.get('a')).toBe('b')
    exchange.text(200, '{"version":"6.9.3"}')
    expect(await answer).toEqual({ status: 200, body: '{"version":"6.9.3"}' })
  })

  test('brings no header and no cookie of the app', async () => {
    const { server, get } = await start()
    const answer = get()
    const exchange = await server.next()
    exchange.text(200, 'hi', { 'set-cookie': 'session=stolen', 'content-type': 'text/html', location: '/x' })
    expect(Object.keys(await answer)).toEqual(['status', 'body'])
  })

  test('follows no redirect', async () => {
    const { server, get } = await start()
    const answer = get()
    const exchange = await server.next()
    exchange.text(302, '', { location: '/api/v1/namespaces/kube-system/configmaps' })
    expect(await answer).toEqual({ status: 302, body: '' })
    expect(server.waiting()).toBe(0)
  })

  test('reads the beginning of a giant body and lets the rest go', async () => {
    const { server, get } = await start()
    const answer = get()
    const exchange = await server.next()
    const stream = exchange.stream()
    stream.raw('x'.repeat(100_000))
    expect((await answer).body).toHaveLength(8 * 1024)
    await exchange.gone
  })

  test('takes bytes that are no text', async () => {
    const { server, get } = await start()
    const answer = get()
    const stream = (await server.next()).stream()
    stream.raw(Uint8Array.of(0xff, 0xfe, 0x41))
    stream.end()
    expect((await answer).body).toContain('A')
  })

  test('does not wait for ever for a slow app, and says so', async () => {
    const { server } = await start()
    const transport = createTransport(contextTo(server.url), realTiming)
    const target = { namespace: 'team', service: 'web:http', path: '/' }
    const answer = getThroughService(transport, target, never, 200)
    const stream = (await server.next()).stream()
    stream.raw('{"version":')
    await expect(answer).rejects.toMatchObject({ kind: 'unreachable', message: 'No answer within 0.2 s.' })
  })

  test.each([
    [
      403,
      'Forbidden',
      'services "web" is forbidden: User "v" cannot get resource "services/proxy"',
      'forbidden',
    ],
    [404, 'NotFound', 'services "web" not found', 'not-found'],
    [503, 'ServiceUnavailable', 'no endpoints available for service "web"', 'unreachable'],
  ] as const)('the API server refuses with %i', async (code, reason, message, kind) => {
    const { server, get } = await start()
    const answer = get()
    ;(await server.next()).json(code, status(code, reason, message))
    await expect(answer).rejects.toMatchObject({ kind, message: expect.stringContaining(message) })
  })

  test('an error of the app is its answer', async () => {
    const { server, get } = await start()
    const answer = get()
    ;(await server.next()).json(500, { error: 'boom' })
    expect(await answer).toEqual({ status: 500, body: '{"error":"boom"}' })
  })

  test('a 401 of the app is no reason to fetch new credentials: one request, one answer', async () => {
    const { server, get } = await start({ token: 'the-token' })
    const answer = get()
    ;(await server.next()).text(401, 'who are you?')
    expect(await answer).toEqual({ status: 401, body: 'who are you?' })
    expect(server.waiting()).toBe(0)
  })

  test.each(['/../../../secrets', '/%2e%2e/%2e%2e/x', '/a/../b', '/a\\..\\b', '/a#b', '/a\tb'])(
    'a path that leads elsewhere is never sent: %s',
    async (path) => {
      const { server, get } = await start()
      await expect(get(path)).rejects.toThrow()
      expect(server.waiting()).toBe(0)
    },
  )
})

test('who leaves is not waited for', async () => {
  const silent = createServer(() => {})
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const address: AddressInfo | string | null = silent.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const source = createKubeSource(contextTo(`http://127.0.0.1:${port}`), { namespaces: null })
  const leaving = new AbortController()
  const answer = source.getThroughService('team', 'web:http', '/', leaving.signal)
  leaving.abort()
  await expect(answer).rejects.toBeInstanceOf(CockpitError)
  silent.closeAllConnections()
  await new Promise((resolve) => silent.close(resolve))
})
