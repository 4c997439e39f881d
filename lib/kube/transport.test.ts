import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request as httpRequest, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TLSSocket } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { KubeContext } from './config.ts'
import { createCredentials } from './credentials.ts'
import { request } from './request.ts'
import { type Exchange, type ScriptedServer, startScriptedServer } from './scripted-server.ts'
import { contextTo } from './testing.ts'
import { makeAuthority, makeCertificate, type Pair } from './testing-tls.ts'
import { realTiming } from './timing.ts'
import { createTransport, type Transport } from './transport.ts'

let folder: string
let authority: Pair
let stranger: Pair
let serverPair: Pair
let clientPair: Pair
let otherClient: Pair

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'transport-'))
  authority = makeAuthority(folder, 'authority')
  stranger = makeAuthority(folder, 'stranger')
  serverPair = makeCertificate(folder, authority, 'server', 'DNS:kube.test')
  clientPair = makeCertificate(folder, authority, 'client', 'DNS:client')
  otherClient = makeCertificate(folder, authority, 'other-client', 'DNS:client')
})
afterAll(() => rmSync(folder, { recursive: true }))

const opened: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

function keep<T extends { close(): Promise<unknown> }>(one: T): T {
  opened.push(one)
  return one
}

const startPlain = async () => keep(await startScriptedServer())
async function startTls() {
  const tls = { cert: serverPair.cert, key: serverPair.key, ca: authority.cert }
  const server = keep(await startScriptedServer({ ...tls, requestCert: true, rejectUnauthorized: false }))
  server.always((exchange) => {
    exchange.json(200, { peer: peerOf(exchange), authorization: exchange.headers.authorization ?? null })
    return true
  })
  return server
}

function peerOf({ socket }: Exchange): string {
  const name = socket instanceof TLSSocket ? socket.getPeerCertificate().subject?.CN : undefined
  return typeof name === 'string' ? name : 'nobody'
}

function contextOf(
  cluster: Record<string, unknown> & { server: string },
  user: Record<string, unknown> = {},
  proxy: string | null = null,
): KubeContext {
  return {
    ...contextTo(cluster.server),
    proxy: () => (proxy === null ? null : new URL(proxy)),
    credentials: (timing) => createCredentials({ cluster, user, userName: 'tester', env: {} }, timing),
  }
}

const open = (context: KubeContext): Transport => keep(createTransport(context, realTiming))
const get = (transport: Transport, path = '/version') => request(transport, { method: 'GET', path })
const trusting = (server: ScriptedServer) => ({
  server: server.url,
  'certificate-authority': authority.certFile,
  'tls-server-name': 'kube.test',
})

describe('TLS', () => {
  test('trusts the named authority, for the name of tls-server-name', async () => {
    const server = await startTls()
    expect(await get(open(contextOf(trusting(server), { token: 't' })))).toEqual({
      peer: 'nobody',
      authorization: 'Bearer t',
    })
  })

  test('refuses another name, another authority, and no authority, and says what to do', async () => {
    const server = await startTls()
    const { 'tls-server-name': _, ...nameless } = trusting(server)
    await expect(get(open(contextOf(nameless)))).rejects.toThrow(/tls-server-name in the kubeconfig/)
    const other = { ...trusting(server), 'certificate-authority': stranger.certFile }
    await expect(get(open(contextOf(other)))).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/unknown authority: set certificate-authority/),
    })
    await expect(get(open(contextOf({ server: server.url })))).rejects.toThrow(/unknown authority/)
  })

  test('trusts anyone where insecure-skip-tls-verify is set', async () => {
    const server = await startTls()
    const answer = await get(open(contextOf({ server: server.url, 'insecure-skip-tls-verify': true })))
    expect(answer).toMatchObject({ peer: 'nobody' })
  })

  test('shows the client certificate, and the new one on new connections once the files have changed', async () => {
    const server = await startTls()
    const certFile = join(folder, 'me.crt')
    const keyFile = join(folder, 'me.key')
    const install = (pair: Pair) => {
      writeFileSync(certFile, pair.cert)
      writeFileSync(keyFile, pair.key)
    }
    install(clientPair)
    const transport = open(
      contextOf(trusting(server), { 'client-certificate': certFile, 'client-key': keyFile }),
    )
    expect(await get(transport)).toMatchObject({ peer: 'client' })
    expect(await get(transport)).toMatchObject({ peer: 'client' })
    install(otherClient)
    expect(await get(transport)).toMatchObject({ peer: 'other-client' })
  })

  test('that is missing or broken on the other side is said to be', async () => {
    const server = await startPlain()
    server.always((exchange) => {
      exchange.json(200, {})
      return true
    })
    const https = server.url.replace('http:', 'https:')
    await expect(get(open(contextOf({ server: https })))).rejects.toThrow(
      /^TLS with the API server at https:.* failed:/,
    )
    const missing = { ...trusting(server), server: https, 'certificate-authority': join(folder, 'no.crt') }
    await expect(get(open(contextOf(missing)))).rejects.toMatchObject({ kind: 'invalid' })
  })
})

describe('a proxy on the way', () => {
  /** A proxy that notes what it is asked for and tunnels CONNECT, or refuses with a status. */
  async function startProxy(refusal: number | null = null) {
    const asked: string[] = []
    const proxy: Server = createServer((incoming, response) => {
      asked.push(`${incoming.method} ${incoming.url}`)
      const onward = httpRequest(incoming.url ?? '', { headers: incoming.headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(response)
      })
      incoming.pipe(onward)
    })
    proxy.on('connect', (incoming, socket) => {
      asked.push(`CONNECT ${incoming.url} ${incoming.headers['proxy-authorization'] ?? '-'}`)
      socket.on('error', () => {})
      if (refusal !== null) {
        socket.end(`HTTP/1.1 ${refusal} No\r\n\r\n`)
        return
      }
      const port = Number(incoming.url?.split(':').at(-1))
      const onward = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        socket.pipe(onward).pipe(socket)
      })
      onward.on('error', () => socket.destroy())
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const close = () => new Promise((resolve) => proxy.close(resolve))
    keep({ close })
    const address: AddressInfo | string | null = proxy.address()
    const port = typeof address === 'object' ? address?.port : 0
    return { asked, port, url: `http://me:pass@127.0.0.1:${port}` }
  }
  const basic = `Basic ${Buffer.from('me:pass').toString('base64')}`

  test('tunnels https, with the certificates meant for the API server', async () => {
    const server = await startTls()
    const proxy = await startProxy()
    const user = { 'client-certificate': clientPair.certFile, 'client-key': clientPair.keyFile }
    const transport = open(contextOf(trusting(server), user, proxy.url))
    expect(await get(transport)).toMatchObject({ peer: 'client' })
    expect(proxy.asked).toEqual([`CONNECT 127.0.0.1:${server.port} ${basic}`])
  })

  test('passes plain http on', async () => {
    const server = await startPlain()
    const proxy = await startProxy()
    const transport = open(contextOf({ server: server.url }, {}, proxy.url))
    const answer = get(transport)
    const exchange = await server.next()
    exchange.json(200, { here: true })
    expect(await answer).toEqual({ here: true })
    expect(proxy.asked).toEqual([`GET ${server.url}/version`])
  })

  test('that refuses is named as what refuses', async () => {
    const server = await startTls()
    const proxy = await startProxy(407)
    const transport = open(contextOf(trusting(server), {}, proxy.url))
    await expect(get(transport)).rejects.toMatchObject({
      kind: 'unreachable',
      message: `The proxy on the way to ${server.url} refuses (407).`,
    })
  })
})

describe('a request', () => {
  test('keeps the path of the server address, and its connections', async () => {
    const server = await startPlain()
    server.always((exchange) => {
      exchange.json(200, { path: exchange.path })
      return true
    })
    const transport = open(contextTo(`${server.url}/k8s/clusters/c-1`))
    for (let round = 0; round < 20; round += 1) {
      expect(await get(transport)).toEqual({ path: '/k8s/clusters/c-1/version' })
    }
    expect(server.connections()).toBeLessThanOrEqual(2)
  })

  test('is sent once more with new credentials after a 401, and no more than once', async () => {
    const server = await startPlain()
    const tokenFile = join(folder, 'token')
    writeFileSync(tokenFile, 'old')
    const transport = open(contextTo(server.url, { tokenFile }))
    const answer = get(transport)
    const first = await server.next()
    expect(first.headers.authorization).toBe('Bearer old')
    writeFileSync(tokenFile, 'new')
    first.json(401, { message: 'Unauthorized' })
    const second = await server.next()
    expect(second.headers.authorization).toBe('Bearer new')
    second.json(200, { fine: true })
    expect(await answer).toEqual({ fine: true })

    const refused = get(transport)
    const third = await server.next()
    third.json(401, { message: 'Unauthorized' })
    await expect(refused).rejects.toMatchObject({ kind: 'unauthenticated' })
    expect(server.waiting()).toBe(0)
  })

  test('ends when its signal aborts, also while a plugin is still running', async () => {
    const server = await startPlain()
    const exec = { command: process.execPath, args: ['-e', 'setTimeout(() => {}, 300)'] }
    const controller = new AbortController()
    const answer = request(open(contextTo(server.url, { exec })), {
      method: 'GET',
      path: '/version',
      signal: controller.signal,
    })
    controller.abort()
    await expect(answer).rejects.toMatchObject({ kind: 'unreachable' })
    expect(server.waiting()).toBe(0)
  })
})
