import { getEnv } from '@/lib/env.ts'
import { parseHost } from '@/lib/guard/host.ts'
import { closeSession, openSession, sameSecret, signedIn } from '@/lib/session.ts'

export const dynamic = 'force-dynamic'

/** Whether the browser that asks has a session. */
export const GET = (request: Request) =>
  signedIn(request.headers, getEnv().token)
    ? new Response(null, { status: 204 })
    : unauthenticated('This browser has no session.')

/** Trades the token for the session's cookie. The token has 256 bits, so guessing needs no brake. */
export async function POST(request: Request): Promise<Response> {
  const { token } = getEnv()
  const host = parseHost(request.headers.get('host'))
  const offered = await offeredToken(request)
  if (host === null || offered === null || !sameSecret(offered, token))
    return unauthenticated('This token does not open a session here.')
  return new Response(null, { status: 204, headers: { 'set-cookie': openSession(host, token) } })
}

export function DELETE(request: Request): Response {
  const host = parseHost(request.headers.get('host'))
  const headers = host === null ? undefined : { 'set-cookie': closeSession(host) }
  return new Response(null, { status: 204, ...(headers && { headers }) })
}

async function offeredToken(request: Request): Promise<string | null> {
  const body: unknown = await request.json().catch(() => null)
  if (typeof body !== 'object' || body === null || !('token' in body)) return null
  return typeof body.token === 'string' ? body.token : null
}

const unauthenticated = (message: string) =>
  Response.json({ error: { kind: 'unauthenticated', message } }, { status: 401 })
