import { CockpitError, type FailureKind } from '@/lib/errors.ts'

/** 401 is said of our own session alone: credentials that the cluster refuses are a fault behind us. */
const statuses: Readonly<Record<FailureKind, number>> = {
  unauthenticated: 502,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  refused: 422,
  unreachable: 503,
  invalid: 400,
  unexpected: 500,
}

const noStore = { 'cache-control': 'no-store' }

/** Data as JSON, kept by no cache. */
export const jsonResponse = (data: unknown, status = 200): Response =>
  Response.json(data, { status, headers: noStore })

/** Text as UTF-8, kept by no cache. */
export const textResponse = (text: string): Response =>
  new Response(text, { headers: { ...noStore, 'content-type': 'text/plain; charset=utf-8' } })

/** A failure as every route tells it; what is not ours to show is logged here and named in general words. */
export function errorResponse(error: unknown): Response {
  if (error instanceof CockpitError) {
    const { kind, message } = error
    return jsonResponse({ error: { kind, message } }, statuses[kind])
  }
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`${JSON.stringify({ level: 'error', kind: 'unexpected', error: words })}\n`)
  const message = 'Something went wrong in the server; its log says what.'
  return jsonResponse({ error: { kind: 'unexpected', message } }, statuses.unexpected)
}

/** The one road on which a route fails: what `answer` throws becomes an error answer. */
export async function respond(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer()
  } catch (error) {
    return errorResponse(error)
  }
}

/** The answer of a write route that is not there under --read-only. */
export const methodNotAllowed = (message: string): Response =>
  Response.json({ error: { kind: 'refused', message } }, { status: 405, headers: { ...noStore, allow: '' } })
