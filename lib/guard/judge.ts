import type { FailureKind } from '../errors.ts'
import { carriesToken, type ReadableHeaders, signedIn } from '../session.ts'
import { type Area, areaOf, isAction } from './area.ts'
import { hostAllowed, parseHost, type Reach } from './host.ts'
import { foreign } from './origin.ts'

export interface Question {
  readonly method: string
  readonly pathname: string
  readonly headers: ReadableHeaders
}

export interface Rules extends Reach {
  readonly token: string
  readonly readOnly: boolean
  readonly development: boolean
}

/** Why a request goes no further: the HTTP status and what the person is told. */
export interface Refusal {
  readonly status: number
  readonly kind: FailureKind
  readonly message: string
}

const refuse = (status: number, kind: FailureKind, message: string): Refusal => ({ status, kind, message })

/** The first reason why a request may not reach a page or a route; null when there is none. */
export function judge(question: Question, rules: Rules): Refusal | null {
  const area = areaOf(question.pathname, rules.development)
  // Probes come under the pod's address and learn nothing but whether this server runs.
  const wrongHost = area === 'health' ? null : judgeHost(question, rules)
  const wrong = wrongHost ?? judgeMethod(question, area)
  const closed = area === 'data' || area === 'nowhere'
  if (wrong !== null || (!closed && area !== 'session')) return wrong
  return (
    judgeSender(question) ?? (closed ? judgeSession(question, rules) : null) ?? judgeWrite(question, rules)
  )
}

function judgeHost({ headers }: Question, rules: Rules): Refusal | null {
  const host = parseHost(headers.get('host'))
  if (host === null)
    return refuse(421, 'forbidden', 'The Host header of this request is none that is served here.')
  if (hostAllowed(host, rules)) return null
  return refuse(
    421,
    'forbidden',
    `This cockpit does not answer to the name ${host.name}. Open it as localhost, or start it with --allow-host ${host.name}.`,
  )
}

function judgeMethod({ method, pathname }: Question, area: Area): Refusal | null {
  const methods = area === 'data' || area === 'session' ? ['GET', 'HEAD', 'POST', 'DELETE'] : ['GET', 'HEAD']
  if (methods.includes(method)) return null
  return refuse(405, 'refused', `${method} is not possible at ${pathname}.`)
}

function judgeSender({ headers }: Question): Refusal | null {
  const sender = {
    host: headers.get('host') ?? '',
    origin: headers.get('origin'),
    fetchSite: headers.get('sec-fetch-site'),
  }
  return foreign(sender)
    ? refuse(403, 'forbidden', 'This request comes from a page of another site; it is not answered.')
    : null
}

/** One answer for everything, so that nobody without a session learns what exists. */
function judgeSession({ headers }: Question, { token }: Rules): Refusal | null {
  if (signedIn(headers, token)) return null
  return refuse(
    401,
    'unauthenticated',
    'There is no session. Open the address that the cockpit printed when it started, or send its token as a bearer token.',
  )
}

function judgeWrite({ method, pathname, headers }: Question, { token, readOnly }: Rules): Refusal | null {
  if (method === 'GET' || method === 'HEAD') return null
  if (readOnly && isAction(pathname))
    return refuse(405, 'refused', 'This cockpit was started with --read-only: it changes nothing.')
  if (headers.get('x-cockpit') !== '1')
    return refuse(403, 'forbidden', 'A request that changes something needs the header "x-cockpit: 1".')
  // A browser names the origin of each such request; only a script that holds the token may leave it out.
  if (headers.get('origin') === null && !carriesToken(headers, token))
    return refuse(
      403,
      'forbidden',
      'A request that changes something must name its Origin or carry the token.',
    )
  const type = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (method === 'POST' && type !== 'application/json')
    return refuse(415, 'invalid', 'A request that changes something needs the content type application/json.')
  return null
}
