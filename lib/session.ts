import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { type Host, parseHost } from './guard/host.ts'

/** The one thing asked of a request's headers. */
export interface ReadableHeaders {
  get(name: string): string | null
}

/** Whether a request carries the session's cookie or the token itself (`Authorization: Bearer`). */
export const signedIn = (headers: ReadableHeaders, token: string): boolean =>
  carriesToken(headers, token) || carriesCookie(headers, token)

/** Whether a request carries the token itself, as scripts do. */
export function carriesToken(headers: ReadableHeaders, token: string): boolean {
  const [, bearer = ''] = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '') ?? []
  return sameSecret(bearer, token)
}

function carriesCookie(headers: ReadableHeaders, token: string): boolean {
  const host = parseHost(headers.get('host'))
  if (host === null) return false
  const expected = `${cookieName(host)}=${sessionValue(token)}`
  const cookies = (headers.get('cookie') ?? '').split(';')
  return cookies.some((cookie) => sameSecret(cookie.trim(), expected))
}

/** The Set-Cookie header that opens a session for the browser that asked under this Host. */
export const openSession = (host: Host, token: string): string =>
  `${cookieName(host)}=${sessionValue(token)}; ${attributes}`

/** The Set-Cookie header that ends the session of the browser that asked under this Host. */
export const closeSession = (host: Host): string => `${cookieName(host)}=; ${attributes}; Max-Age=0`

/** Whether two secrets are equal, in a time that tells nothing of where they differ. */
export const sameSecret = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))

const attributes = 'Path=/; HttpOnly; SameSite=Strict'

/** Cookies do not tell ports apart, so the name does: two cockpits on one machine keep two sessions. */
const cookieName = ({ port }: Host): string => `cockpit-session-${port ?? 'default'}`

/** What the cookie holds is made from the token, so that a leaked cookie never reveals it. */
const sessionValue = (token: string): string =>
  createHmac('sha256', token).update('rollout-cockpit session 1').digest('base64url')

const digest = (text: string) => createHash('sha256').update(text).digest()
