import { once } from 'node:events'
import { connect, type TLSSocket } from 'node:tls'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createStore, type Store } from '../objects/store.ts'
import { type Api, startApi } from './server.ts'

/** A store that counts who listens. */
function createCountingStore(history: number) {
  const inner = createStore({ now: Date.now, history })
  let listeners = 0
  const store: Store = {
    ...inner,
    subscribe: (listener) => {
      const stop = inner.subscribe(listener)
      listeners += 1
      return () => {
        listeners -= 1
        stop()
      }
    },
  }
  return { store, listeners: () => listeners }
}

let counted: ReturnType<typeof createCountingStore>
let api: Api
const faults: unknown[] = []
const watchPath = '/api/v1/namespaces/shop/configmaps?watch=1'

beforeEach(async () => {
  counted = createCountingStore(20)
  counted.store.create('namespaces', { metadata: { name: 'shop' } })
  api = await startApi({ store: counted.store, now: Date.now, onFault: (error) => faults.push(error) })
})
afterEach(async () => {
  vi.useRealTimers()
  await api.close()
  expect(faults).toEqual([])
})

/** More than a connection holds back by itself, in a few objects. */
const MUCH = 400 * 1024

interface Connection {
  readonly socket: TLSSocket
  get(path: string): void
  /** All that was said, once it holds the text. */
  until(text: string): Promise<string>
}

/** A connection on which requests are written one behind the other. */
async function open(): Promise<Connection> {
  const { hostname, port } = new URL(api.url)
  const socket = connect({ host: hostname, port: Number(port), ca: api.ca })
  await once(socket, 'secureConnect')
  socket.setEncoding('utf8')
  const said: string[] = []
  socket.on('data', (chunk: string) => void said.push(chunk))
  return {
    socket,
    get: (path) =>
      void socket.write(
        `GET ${path} HTTP/1.1\r\nHost: demo\r\nAuthorization: Bearer ${api.identities.operator.token}\r\n\r\n`,
      ),
    until: async (text) => {
      // What is looked for may stand across two pieces.
      for (let from = 0; !said.slice(from).join('').includes(text); ) {
        from = Math.max(0, said.length - 1)
        await once(socket, 'data')
      }
      return said.join('')
    },
  }
}

const fill = (count: number, bytes: number) => {
  const data = { text: 'x'.repeat(bytes) }
  for (let index = 0; index < count; index += 1)
    counted.store.create('configmaps', { metadata: { name: `m-${index}`, namespace: 'shop' }, data })
}

describe('a stream', () => {
  test('is forgotten with its connection, also one that waits behind another', async () => {
    const { socket, get, until } = await open()
    get(watchPath)
    get(watchPath)
    await until('HTTP/1.1 200')
    await vi.waitFor(() => expect(counted.listeners()).toBe(2))
    socket.destroy()
    await vi.waitFor(() => expect(counted.listeners()).toBe(0))
  })

  test('tells all there is to one who reads, however much it is', async () => {
    fill(15, MUCH)
    const { socket, get, until } = await open()
    get(watchPath)
    const said = await until('"name":"m-14"')
    expect(said.match(/"type":"ADDED"/g)).toHaveLength(15)
    expect(said.length).toBeGreaterThan(14 * MUCH)
    socket.destroy()
  })

  test('of one who does not read is not kept for him: he may go on, or is told that he is too late', async () => {
    const { socket, get, until } = await open()
    get(watchPath)
    await until('HTTP/1.1 200')
    socket.pause()
    fill(60, MUCH)
    socket.resume()
    expect(await until('"code":410')).not.toContain('"name":"m-59"')
    socket.destroy()
  })

  test('ends after a minute in which nothing was taken', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { socket, get, until } = await open()
    get(watchPath)
    await until('HTTP/1.1 200')
    socket.pause()
    fill(15, MUCH)
    expect(counted.listeners()).toBe(1)
    vi.advanceTimersByTime(59_000)
    expect(counted.listeners()).toBe(1)
    vi.advanceTimersByTime(1_000)
    vi.useRealTimers()
    await vi.waitFor(() => expect(counted.listeners()).toBe(0))
    socket.destroy()
  })
})
