import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import { CockpitError } from '../../errors.ts'
import { refuse } from '../objects/refusal.ts'
import type { Store } from '../objects/store.ts'
import type { Answer } from './answer.ts'
import type { Backing } from './call.ts'
import { type Certificate, createCertificate } from './certificate.ts'
import { createFaults, type Faults } from './faults.ts'
import { createIdentities, type Identities } from './identity.ts'
import type { PodLogs } from './pod-log.ts'
import { createRound } from './proxy.ts'
import { failureAnswer, respond } from './respond.ts'
import { sendStream } from './stream.ts'

/** By what clients know the server, and the server its clients. */
export interface Credentials {
  readonly certificate: Certificate
  readonly identities: Identities
}

export interface ApiSetting {
  readonly store: Store
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Without it no container has said anything. */
  readonly logs?: PodLogs
  /** 0 or left out for any free one. */
  readonly port?: number
  /** Those of an API that went before, so that a kubeconfig written for it goes on being good on the same port. */
  readonly credentials?: Credentials
  /** Told of a fault of the demo itself; the client gets a `Status` of code 500. */
  readonly onFault?: (error: unknown) => void
  /** Those that are played; without it there are none. */
  readonly faults?: Faults
}

export interface Api {
  /** `https://127.0.0.1:port`, without a slash at the end. */
  readonly url: string
  /** The certificate by which clients know the server, as PEM. */
  readonly ca: string
  readonly identities: Identities
  readonly credentials: Credentials
  /** Ends every watch and stops listening. */
  close(): Promise<void>
}

const silent: PodLogs = { lines: () => [], subscribe: () => () => undefined }

const BODY_LIMIT = 3 * 1024 * 1024
/** A reader that takes nothing for so long is let go; it comes back and lists. */
const PATIENCE_MS = 60_000

/** Serves a store as a Kubernetes API on 127.0.0.1; CockpitError `unexpected` when the port is taken. */
export async function startApi(setting: ApiSetting): Promise<Api> {
  const { store, now, logs = silent, port = 0, onFault = () => undefined } = setting
  const { credentials = { certificate: createCertificate(now()), identities: createIdentities() } } = setting
  const { identities } = credentials
  const { faults = createFaults() } = setting
  const backing: Backing = { store, now, logs, identities, round: createRound(), faults }
  const { key, certificate } = credentials.certificate
  const answer = (request: IncomingMessage, response: ServerResponse) =>
    void serve(backing, request, response, onFault)
  const server = createServer({ key, cert: certificate }, faults.guard(answer))
  faults.onChange(() => server.closeAllConnections())
  // Longer than a client keeps a quiet connection, so that it is never the server that closes one just taken up again.
  server.keepAliveTimeout = 120_000
  const url = `https://127.0.0.1:${await listen(server, port)}`
  return {
    url,
    ca: certificate,
    identities,
    credentials,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen({ port, host: '127.0.0.1' })
  try {
    await once(server, 'listening')
  } catch (error) {
    throw new CockpitError('unexpected', `The demo's API could not listen on port ${port}`, { cause: error })
  }
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

async function serve(
  backing: Backing,
  request: IncomingMessage,
  response: ServerResponse,
  onFault: (error: unknown) => void,
): Promise<void> {
  const { method = 'GET', url = '/', headers } = request
  try {
    const body = await readBody(request)
    send(response, respond(backing, { method, url, headers, body }, onFault))
  } catch (error) {
    // A client that has gone while it was sending hears no answer.
    const gone = request.destroyed && !request.complete
    if (!gone && !response.headersSent) return send(response, failureAnswer(error, onFault))
    if (!gone) onFault(error)
    response.destroy()
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  // Not destroyed, so that who sends too much still hears why it is refused.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    if (size > BODY_LIMIT)
      throw refuse('RequestEntityTooLarge', `Request entity too large: limit is ${BODY_LIMIT}`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.code, {
    'content-type': answer.type,
    'cache-control': 'no-cache, private',
    ...answer.headers,
  })
  if ('stream' in answer) {
    sendStream(response, answer.stream)
    return
  }
  // Until the connection waits for its next request again.
  response.setTimeout(PATIENCE_MS, () => response.destroy())
  response.end(answer.body)
}
