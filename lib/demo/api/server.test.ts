import { once } from 'node:events'
import { connect } from 'node:tls'
import { Client } from 'undici'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { createStore, type Store } from '../objects/store.ts'
import { kubeconfigOf } from './kubeconfig.ts'
import { type Api, startApi } from './server.ts'

let store: Store
let api: Api
let client: Client
const faults: unknown[] = []

beforeEach(async () => {
  store = createStore({ now: Date.now, history: 20 })
  store.create('namespaces', { metadata: { name: 'shop' } })
  api = await startApi({ store, now: Date.now, onFault: (error) => faults.push(error) })
  client = new Client(api.url, { connect: { ca: api.ca } })
})
afterEach(async () => {
  await client.destroy()
  await api.close()
  expect(faults).toEqual([])
})

const authorization = () => `Bearer ${api.identities.operator.token}`
const get = async (
  path: string,
  headers: Readonly<Record<string, string>> = { authorization: authorization() },
) => {
  const { statusCode, body } = await client.request({ method: 'GET', path, headers })
  return { code: statusCode, body: await body.text() }
}

describe('the server', () => {
  test('is known by its own certificate and asks for a token', async () => {
    expect(await get('/readyz', {})).toEqual({ code: 200, body: 'ok' })
    expect((await get('/api/v1/pods', {})).code).toBe(401)
    expect((await get('/api/v1/pods', { authorization: 'Bearer wrong' })).code).toBe(401)
    expect((await get('/api/v1/pods')).code).toBe(200)
    const stranger = new Client(api.url)
    await expect(stranger.request({ method: 'GET', path: '/readyz' })).rejects.toThrow(
      /self-signed certificate/,
    )
    await stranger.destroy()
  })

  test('writes a kubeconfig with both identities', () => {
    const config = parse(kubeconfigOf(api))
    expect(config.clusters[0].cluster.server).toBe(api.url)
    expect(Buffer.from(config.clusters[0].cluster['certificate-authority-data'], 'base64').toString()).toBe(
      api.ca,
    )
    expect(config.users.map(({ user }: { user: { token: string } }) => user.token)).toEqual([
      api.identities.operator.token,
      api.identities.viewer.token,
    ])
    expect(config['current-context']).toBe('demo')
  })

  test('says why a body is too long, and goes on', async () => {
    const body = `"${'x'.repeat(3 * 1024 * 1024)}"`
    const path = '/api/v1/namespaces/shop/configmaps'
    const answer = await client.request({
      method: 'POST',
      path,
      body,
      headers: { authorization: authorization() },
    })
    expect(answer.statusCode).toBe(413)
    expect(await answer.body.json()).toMatchObject({ kind: 'Status', reason: 'RequestEntityTooLarge' })
    expect((await get('/readyz')).code).toBe(200)
  })

  test('survives what is no HTTP', async () => {
    const { hostname, port } = new URL(api.url)
    const socket = connect({ host: hostname, port: Number(port), ca: api.ca })
    await once(socket, 'secureConnect')
    socket.end('\0\0 nonsense\r\n\r\n')
    socket.resume()
    await once(socket, 'close')
    expect((await get('/readyz')).code).toBe(200)
  })

  test('forgets a watch whose reader has gone, and ends the others when it closes', async () => {
    const watch = async () => {
      const path = '/api/v1/namespaces/shop/configmaps?watch=1'
      const reader = new Client(api.url, { connect: { ca: api.ca } })
      const { body } = await reader.request({
        method: 'GET',
        path,
        headers: { authorization: authorization() },
      })
      return { reader, lines: body[Symbol.asyncIterator]() }
    }
    const [one, two] = [await watch(), await watch()]
    store.create('configmaps', { metadata: { name: 'a', namespace: 'shop' } })
    for (const { lines } of [one, two]) expect(String((await lines.next()).value)).toContain('"type":"ADDED"')
    await one.reader.destroy()
    store.create('configmaps', { metadata: { name: 'b', namespace: 'shop' } })
    expect(String((await two.lines.next()).value)).toContain('"name":"b"')
    await api.close()
    await expect(two.lines.next()).rejects.toThrow()
    await two.reader.destroy()
    api = await startApi({ store, now: Date.now })
  })

  test('says that a port is taken', async () => {
    const port = Number(new URL(api.url).port)
    await expect(startApi({ store, now: Date.now, port })).rejects.toThrow(`could not listen on port ${port}`)
  })
})
