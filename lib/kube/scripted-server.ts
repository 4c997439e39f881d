import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createServer as createTlsServer, type ServerOptions } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'

/** One request the server has received and the test has still to answer. */
export interface Exchange {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly socket: Socket
  readonly watch: boolean
  /** Resolves when the client has gone. */
  readonly gone: Promise<void>
  json(code: number, value: unknown, headers?: Record<string, string>): void
  text(code: number, value: string, headers?: Record<string, string>): void
  /** Answers 200 and leaves the stream open. */
  stream(): EventStream
}

export interface EventStream {
  event(type: string, object: unknown): void
  raw(bytes: string | Uint8Array): void
  /** Ends the answer as a server does. */
  end(): void
  /** Closes the connection in the middle of the answer. */
  fin(): void
  reset(): void
}

export interface ScriptedServer {
  readonly url: string
  readonly port: number
  /** The next request not yet taken, of those that `accept`. */
  next(accept?: (exchange: Exchange) => boolean): Promise<Exchange>
  /** Answers by itself whatever the function takes (answers true to). */
  always(handler: (exchange: Exchange) => boolean): void
  /** Requests taken by nobody yet. */
  waiting(): number
  connections(): number
  /** Resolves once no connection is open. */
  quiet(): Promise<void>
  close(): Promise<void>
}

/** A server on a free loopback port that answers each request as the test says, and shows signs of life by itself. */
export async function startScriptedServer(tls?: ServerOptions): Promise<ScriptedServer> {
  const untaken: Exchange[] = []
  const takers: { accept: (exchange: Exchange) => boolean; take: (exchange: Exchange) => void }[] = []
  const sockets = new Set<Socket>()
  const quietWaiters: (() => void)[] = []
  let handler: (exchange: Exchange) => boolean = () => false

  const receive = (exchange: Exchange) => {
    if (handler(exchange)) return
    const index = takers.findIndex((taker) => taker.accept(exchange))
    if (index === -1 && ['/version', '/readyz'].includes(exchange.path)) exchange.json(200, {})
    else if (index === -1) untaken.push(exchange)
    else takers.splice(index, 1)[0]?.take(exchange)
  }
  const server: Server = tls === undefined ? createServer() : createTlsServer(tls)
  server.on('request', async (request, response) => {
    let body = ''
    try {
      for await (const chunk of request) body += String(chunk)
    } catch {
      return
    }
    receive(toExchange(request, response, body))
  })
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => {
      sockets.delete(socket)
      if (sockets.size === 0) for (const wake of quietWaiters.splice(0)) wake()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const port = portOf(server)
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    next(accept = () => true) {
      const index = untaken.findIndex(accept)
      const [found] = index === -1 ? [] : untaken.splice(index, 1)
      if (found !== undefined) return Promise.resolve(found)
      return new Promise((take) => takers.push({ accept, take }))
    },
    always(next) {
      handler = next
      for (const exchange of untaken.splice(0)) receive(exchange)
    },
    waiting: () => untaken.length,
    connections: () => sockets.size,
    quiet: () =>
      sockets.size === 0 ? Promise.resolve() : new Promise((resolve) => quietWaiters.push(resolve)),
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function toExchange(request: IncomingMessage, response: ServerResponse, body: string): Exchange {
  const url = new URL(request.url ?? '/', 'http://server')
  const text = (code: number, value: string, headers: Record<string, string> = {}) => {
    response.writeHead(code, { 'content-type': 'text/plain; charset=utf-8', ...headers })
    response.end(value)
  }
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body,
    socket: request.socket,
    watch: url.searchParams.get('watch') === 'true',
    gone: new Promise((resolve) => response.once('close', resolve)),
    json: (code, value, headers) =>
      text(code, JSON.stringify(value), { 'content-type': 'application/json', ...headers }),
    text,
    stream: () => openStream(request.socket, response),
  }
}

function openStream(socket: Socket, response: ServerResponse): EventStream {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.flushHeaders()
  return {
    event: (type, object) => response.write(`${JSON.stringify({ type, object })}\n`),
    raw: (bytes) => response.write(bytes),
    end: () => response.end(),
    fin: () => socket.end(),
    reset: () => socket.resetAndDestroy(),
  }
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server is not listening')
  return address.port
}
