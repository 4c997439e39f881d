import type { Resource } from '../cluster/source.ts'
import type { Failure } from './errors.ts'
import { textAt, valueAt } from './json.ts'
import { ask, type Call } from './request.ts'
import { listPath } from './resources.ts'
import { slim } from './slim.ts'
import type { Transport } from './transport.ts'

const pageSize = '500'

/** A consistent list and the resourceVersion a watch goes on from, or why there is none. */
export type Listing =
  | { readonly ok: true; readonly objects: readonly unknown[]; readonly resourceVersion: string }
  | { readonly ok: false; readonly failure: Failure }

export interface Reading {
  readonly transport: Transport
  readonly resource: Resource
  readonly namespace: string | null
  readonly signal: AbortSignal
  /** Called whenever the API server is heard. */
  readonly heard: () => void
}

/** Lists a resource in pages of 500, slimmed; never rejects. */
export async function listAll(reading: Reading): Promise<Listing> {
  const paged = await listPages(reading, { limit: pageSize })
  // The token of a later page may expire. The fresh one that comes with the refusal would mix two states of the
  // cluster in one list, so the whole is asked for at once, as kubectl does.
  return paged.ok || paged.failure.code !== 410 ? paged : listPages(reading, {})
}

async function listPages(reading: Reading, first: Readonly<Record<string, string>>): Promise<Listing> {
  const objects: unknown[] = []
  for (let query = first; ; ) {
    const answer = await ask(reading.transport, toCall(reading, query))
    if (!answer.ok) {
      if (answer.failure.code !== null) reading.heard()
      return answer
    }
    reading.heard()
    const items = valueAt(answer.value, 'items')
    const resourceVersion = textAt(answer.value, 'metadata', 'resourceVersion')
    if (resourceVersion === null || (items !== null && !Array.isArray(items))) return notAList(reading)
    for (const item of items ?? []) objects.push(slim(reading.resource, item))
    const next = textAt(answer.value, 'metadata', 'continue')
    if (next === null) return { ok: true, objects, resourceVersion }
    query = { limit: pageSize, continue: next }
  }
}

function toCall(reading: Reading, query: Readonly<Record<string, string>>): Call {
  return { method: 'GET', path: listPath(reading.resource, reading.namespace), query, signal: reading.signal }
}

function notAList({ transport, resource }: Reading): Listing {
  const message = `${transport.target.server} answered the list of ${resource} with something else.`
  return { ok: false, failure: { kind: 'unexpected', message, code: null, retryAfterMs: null } }
}
