import { Agent, type Dispatcher, Pool, ProxyAgent } from 'undici'
import type { Tls } from './credentials.ts'

const connectMs = 10_000
const answerMs = 30_000

/** The pool of connections to one API server, directly or through an HTTP proxy (CONNECT for https). */
export function createDispatcher(tls: Tls, proxy: URL | null): Dispatcher {
  const connect = {
    rejectUnauthorized: tls.verify,
    ...(tls.ca === null ? {} : { ca: tls.ca }),
    ...(tls.cert === null ? {} : { cert: tls.cert }),
    ...(tls.key === null ? {} : { key: tls.key }),
    ...(tls.servername === null ? {} : { servername: tls.servername }),
    timeout: connectMs,
    keepAlive: true,
    keepAliveInitialDelay: 30_000,
    // Over HTTP/2 all watches would share one connection, and a dead one could not be left by one of them alone.
    allowH2: false,
  }
  const limits = {
    headersTimeout: answerMs,
    bodyTimeout: answerMs,
    connectTimeout: connectMs,
    allowH2: false,
  }
  if (proxy === null) return new Agent({ ...limits, connect })
  return new ProxyAgent({
    ...limits,
    uri: proxy.href,
    requestTls: connect,
    // The connection to the proxy has its own limit: without it a proxy that never answers CONNECT holds us for minutes.
    clientFactory: (origin, options) => new Pool(origin, { ...options, headersTimeout: connectMs }),
  })
}
