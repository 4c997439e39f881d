import { createStore, type Store } from '../objects/store.ts'
import type { Answer } from './answer.ts'
import type { Backing } from './call.ts'
import { createFaults } from './faults.ts'
import { createIdentities } from './identity.ts'
import type { PodLogs } from './pod-log.ts'
import { createRound } from './proxy.ts'
import { respond } from './respond.ts'

export interface Asked {
  readonly code: number
  readonly type: string
  /** The JSON of the answer, its text where it is none, or the lines of a stream so far. */
  readonly body: unknown
  readonly lines: readonly unknown[]
  readonly headers: NonNullable<Answer['headers']>
  stop(): void
}

export interface Ask {
  readonly as?: 'operator' | 'viewer' | 'nobody'
  readonly body?: unknown
  readonly type?: string
  readonly accept?: string
}

/** The API without its socket, over an empty store with the namespace `shop`, at ten o'clock. */
export function createDesk(logs: PodLogs = { lines: () => [], subscribe: () => () => undefined }) {
  let now = Date.parse('2026-11-23T10:00:00Z')
  const store: Store = createStore({ now: () => now })
  store.create('namespaces', { metadata: { name: 'shop' } })
  const backing: Backing = {
    store,
    now: () => now,
    logs,
    identities: createIdentities(),
    round: createRound(),
    faults: createFaults(),
  }
  const faults: unknown[] = []

  function ask(method: string, url: string, { as = 'operator', body, type, accept }: Ask = {}): Asked {
    const token = as === 'nobody' ? 'wrong' : backing.identities[as].token
    const bytes = bytesOf(body)
    const answer = respond(
      backing,
      {
        method,
        url,
        headers: {
          authorization: `Bearer ${token}`,
          ...(type === undefined ? {} : { 'content-type': type }),
          ...(accept === undefined ? {} : { accept }),
        },
        body: bytes,
      },
      (error) => faults.push(error),
    )
    return read(answer)
  }

  return { store, backing, faults, ask, pass: (ms: number) => (now += ms) }
}

function bytesOf(body: unknown): Buffer {
  if (body instanceof Uint8Array) return Buffer.from(body)
  return Buffer.from(typeof body === 'string' ? body : (JSON.stringify(body) ?? ''))
}

function read(answer: Answer): Asked {
  const { code, type, headers = {} } = answer
  if ('body' in answer) {
    const text = answer.body.toString()
    return {
      code,
      type,
      body: type.includes('json') ? JSON.parse(text) : text,
      lines: [],
      headers,
      stop: () => undefined,
    }
  }
  const lines: unknown[] = []
  let ended = false
  const stop = answer.stream({
    write: (piece) => {
      const text = piece.toString()
      if (!ended) lines.push(type.includes('json') ? JSON.parse(text) : text)
      return true
    },
    whenTaken: () => undefined,
    end: () => {
      ended = true
    },
  })
  return { code, type, body: lines, lines, headers, stop }
}
