import { CockpitError, type FailureKind } from '../errors.ts'

const kinds: Readonly<Record<FailureKind, true>> = {
  unauthenticated: true,
  forbidden: true,
  'not-found': true,
  conflict: true,
  refused: true,
  unreachable: true,
  invalid: true,
  unexpected: true,
}
const isKind = (kind: unknown): kind is FailureKind => typeof kind === 'string' && kind in kinds

interface ErrorBody {
  readonly error?: { readonly kind?: unknown; readonly message?: unknown }
}

/** The failure an answer tells of; an answer that is not ours is told by its status. */
async function failureOf(response: Response): Promise<CockpitError> {
  const body: ErrorBody | null = await response.json().catch(() => null)
  const kind = body?.error?.kind
  const message = body?.error?.message
  if (isKind(kind) && typeof message === 'string') return new CockpitError(kind, message)
  if (response.status === 401) return new CockpitError('unauthenticated', 'The session is over.')
  return new CockpitError('unexpected', `The server answered ${response.status} ${response.statusText}.`)
}

async function send(url: string, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, { cache: 'no-store', ...init })
  } catch (cause) {
    if (init.signal?.aborted) throw cause
    throw new CockpitError('unreachable', 'The Rollout Cockpit server does not answer.', { cause })
  }
  if (!response.ok) throw await failureOf(response)
  return response
}

/** The JSON at a URL of our own server; throws a CockpitError for everything else. */
export async function getJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  const response = await send(url, signal === undefined ? {} : { signal })
  return response.json()
}

/** The plain text at a URL of our own server; throws a CockpitError for everything else. */
export async function getText(url: string): Promise<string> {
  const response = await send(url, {})
  return response.text()
}

/** Posts JSON to our own server, as its guard wants it; gives the answer's JSON, or null without one. */
export async function postJson<T>(url: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const response = await send(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-cockpit': '1' },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  })
  const text = await response.text()
  return JSON.parse(text === '' ? 'null' : text)
}
