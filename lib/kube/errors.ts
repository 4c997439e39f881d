import { CockpitError, type FailureKind } from '../errors.ts'
import { parseJson, textAt, valueAt } from './json.ts'
import { networkSentence } from './network-errors.ts'
import type { Target } from './target.ts'

/** What went wrong with one request, with what the road needs to know to go on. */
export interface Failure {
  readonly kind: FailureKind
  /** A sentence fit to show to a person, at most 500 characters. */
  readonly message: string
  /** The HTTP status, or the code of an ERROR event; null when no answer came. */
  readonly code: number | null
  /** How long the API server asked to be left alone. */
  readonly retryAfterMs: number | null
}

/** One HTTP answer that is not a success, its body read to the end. */
export interface Refusal {
  readonly code: number
  readonly retryAfter: string | null
  readonly text: string
}

const longestMessage = 500

const kinds: Readonly<Record<number, FailureKind>> = {
  400: 'refused',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'refused',
  406: 'refused',
  408: 'unreachable',
  409: 'conflict',
  410: 'refused',
  413: 'refused',
  415: 'refused',
  422: 'refused',
  429: 'unreachable',
}

/** What an HTTP answer of 300 or more means: the API server's own words, from a Status or from plain text. */
export function failureOfAnswer(refusal: Refusal, target: Target, now: number): Failure {
  const status = parseJson(refusal.text)
  const words = textAt(status, 'message') ?? plainWords(refusal.text)
  return {
    kind: kindOf(refusal.code),
    message: sentence(refusal.code, words, target),
    code: refusal.code,
    retryAfterMs: retryAfterHeader(refusal.retryAfter, now) ?? retryAfterDetail(status),
  }
}

/** What the Status of a watch's ERROR event means. */
export function failureOfStatus(status: unknown, target: Target): Failure {
  const found = valueAt(status, 'code')
  const code = typeof found === 'number' ? found : 500
  return {
    kind: kindOf(code),
    message: sentence(code, textAt(status, 'message'), target),
    code,
    retryAfterMs: retryAfterDetail(status),
  }
}

/** What a thrown error means: refused or broken connections, name and certificate trouble, credentials that cannot be had. */
export function failureOfThrown(error: unknown, target: Target): Failure {
  const ours = error instanceof CockpitError
  return {
    kind: ours ? error.kind : 'unreachable',
    message: presentable(ours ? error.message : networkSentence(error, target)),
    code: null,
    retryAfterMs: null,
  }
}

/** The failure as the error that leaves this room. */
export function toCockpitError(failure: Failure): CockpitError {
  return new CockpitError(failure.kind, failure.message)
}

/** Shortens to 500 characters and blanks out whatever looks like a token. */
export function presentable(message: string): string {
  const safe = message
    .replace(/\b(Bearer|Basic)\s+[\w+/=.~-]{8,}/gi, '$1 …')
    .replace(/\beyJ[\w-]{8,}(\.[\w-]+)*/g, '…')
    .trim()
  return safe.length <= longestMessage ? safe : `${safe.slice(0, longestMessage - 1)}…`
}

function kindOf(code: number): FailureKind {
  return kinds[code] ?? (code >= 500 ? 'unreachable' : 'unexpected')
}

function sentence(code: number, words: string | null, target: Target): string {
  if (code === 401) {
    const who = target.user === null ? '' : ` of user ${target.user}`
    return presentable(
      `The API server at ${target.server} does not accept the credentials${who} (${words ?? 'Unauthorized'}).`,
    )
  }
  const kind = kindOf(code)
  if (words !== null && kind !== 'unreachable' && kind !== 'unexpected') return presentable(words)
  return presentable(`${target.server} answered ${code}${words === null ? '.' : `: ${words}`}`)
}

// A proxy's HTML page says nothing to a person that its status code does not.
function plainWords(text: string): string | null {
  const words = text.trim()
  return words === '' || /^[<{[]/.test(words) ? null : words
}

function retryAfterHeader(value: string | null, now: number): number | null {
  if (value === null) return null
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const instant = Date.parse(value)
  return Number.isNaN(instant) ? null : Math.max(0, instant - now)
}

function retryAfterDetail(status: unknown): number | null {
  const seconds = valueAt(status, 'details', 'retryAfterSeconds')
  return typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : null
}
