import { createHash } from 'node:crypto'
import { type Dispatcher, request } from 'undici'
import type { KubeContext } from './config.ts'
import type { Identity, Tls } from './credentials.ts'
import { createDispatcher } from './dispatcher.ts'
import type { Target } from './target.ts'
import type { Timing } from './timing.ts'

export interface Outgoing {
  readonly method: 'GET' | 'POST' | 'PATCH'
  /** Encoded, without the server's own prefix. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly body: { readonly text: string; readonly contentType: string } | null
  /** A watch: it may stay silent for as long as its reader allows. */
  readonly endless: boolean
  /** Somebody behind the API server answers: what they say of credentials is not about ours. */
  readonly foreign?: boolean
  readonly signal: AbortSignal
}

/** The way to one API server as one user. */
export interface Transport {
  readonly target: Target
  readonly timing: Timing
  /** Sends and answers as soon as the headers are there, whatever the status; throws what broke the connection. */
  send(outgoing: Outgoing): Promise<Dispatcher.ResponseData>
  /** Lets go of all idle connections; the next request opens new ones. */
  close(): Promise<void>
}

/** Opens the way: connections are kept, credentials are read for each request, and once more after a 401. */
export function createTransport(context: KubeContext, timing: Timing): Transport {
  const credentials = context.credentials(timing)
  let open: { readonly key: string; readonly dispatcher: Dispatcher } | null = null

  // Rotated certificates need new connections; those in use end by themselves.
  const dispatcherFor = (tls: Tls): Dispatcher => {
    const key = fingerprint(tls)
    if (open?.key !== key) {
      void open?.dispatcher.close()
      open = { key, dispatcher: createDispatcher(tls, context.proxy()) }
    }
    return open.dispatcher
  }
  const attempt = (outgoing: Outgoing, identity: Identity) =>
    request(`${context.server}${outgoing.path}${queryOf(outgoing.query)}`, {
      dispatcher: dispatcherFor(identity.tls),
      method: outgoing.method,
      signal: outgoing.signal,
      body: outgoing.body?.text ?? null,
      headers: {
        ...identity.headers,
        Accept: 'application/json',
        'User-Agent': 'rollout-cockpit',
        ...(outgoing.body === null ? {} : { 'Content-Type': outgoing.body.contentType }),
      },
      ...(outgoing.endless ? { bodyTimeout: 0 } : {}),
    })

  return {
    target: context,
    timing,
    async send(outgoing) {
      const identity = await unlessAborted(credentials.read(), outgoing.signal)
      const answer = await attempt(outgoing, identity)
      if (answer.statusCode !== 401 || outgoing.foreign === true || !credentials.renew(identity))
        return answer
      await answer.body.dump()
      return attempt(outgoing, await unlessAborted(credentials.read(), outgoing.signal))
    },
    async close() {
      const closing = open
      open = null
      await closing?.dispatcher.close()
    },
  }
}

function fingerprint(tls: Tls): string {
  const hash = createHash('sha256')
  for (const part of [tls.ca, tls.cert, tls.key, tls.servername, String(tls.verify)]) {
    hash.update(part ?? '').update('\0')
  }
  return hash.digest('base64')
}

function queryOf(query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(query).toString()
  return text === '' ? '' : `?${text}`
}

// A plugin may take its time; who stops waiting must not be held by it.
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason)
    if (signal.aborted) leave()
    signal.addEventListener('abort', leave, { once: true })
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })
}
