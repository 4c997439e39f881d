import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { getEnv } from '@/lib/env.ts'
import { areaOf, streamPath } from '@/lib/guard/area.ts'
import { judge, type Refusal } from '@/lib/guard/judge.ts'
import { commonHeaders, filePolicy, pagePolicy } from '@/lib/guard/policy.ts'

/** Every request passes here first; without a matcher, so that no path is forgotten. */
export function proxy(request: NextRequest): Response {
  const env = getEnv()
  const { pathname } = request.nextUrl
  const refusal = judge({ method: request.method, pathname, headers: request.headers }, env)
  if (refusal !== null) return guarded(refused(refusal), filePolicy)
  const area = areaOf(pathname, env.development)
  // The files of the build are named by their content; Next lets browsers keep them for good.
  if (area === 'asset') return guarded(NextResponse.next(), filePolicy, null)
  // Compressing the stream would cost every viewer a compressor of its own.
  if (pathname === streamPath) return guarded(NextResponse.next(), filePolicy, 'no-store, no-transform')
  if (area !== 'page' && area !== 'nowhere') return guarded(NextResponse.next(), filePolicy)
  const nonce = randomBytes(16).toString('base64')
  const policy = pagePolicy(nonce, env.development)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  // Next reads the nonce for its own scripts from the request's policy.
  headers.set('content-security-policy', policy)
  return guarded(NextResponse.next({ request: { headers } }), policy)
}

function guarded(response: Response, policy: string, caching: string | null = 'no-store'): Response {
  for (const [name, value] of Object.entries(commonHeaders)) response.headers.set(name, value)
  response.headers.set('content-security-policy', policy)
  if (caching !== null) response.headers.set('cache-control', caching)
  return response
}

const refused = ({ status, kind, message }: Refusal) =>
  Response.json({ error: { kind, message } }, { status })
