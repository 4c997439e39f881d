import type { Target } from './target.ts'

const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses the connection: is it running, and is the address right?',
  ECONNRESET: 'broke off the connection.',
  EPIPE: 'broke off the connection.',
  UND_ERR_SOCKET: 'broke off the connection.',
  ENOTFOUND: 'cannot be found: its host name has no address here.',
  EAI_AGAIN: 'cannot be found: name resolution does not answer.',
  ETIMEDOUT: 'does not answer.',
  UND_ERR_CONNECT_TIMEOUT: 'does not answer: no connection within 10 s.',
  UND_ERR_HEADERS_TIMEOUT: 'took the request and does not answer.',
  UND_ERR_BODY_TIMEOUT: 'stopped in the middle of an answer.',
  EHOSTUNREACH: 'cannot be reached from this machine.',
  ENETUNREACH: 'cannot be reached from this machine.',
  CERT_HAS_EXPIRED: 'shows a certificate that has expired.',
  CERT_NOT_YET_VALID: 'shows a certificate that is not valid yet: is the clock right?',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'shows a certificate for another name: correct the server address, or set tls-server-name in the kubeconfig.',
}

const unknownIssuer =
  'shows a certificate of an unknown authority: set certificate-authority in the kubeconfig to the right one.'
const unknownIssuers: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
])

/** Says in one sentence why no answer came from the API server. */
export function networkSentence(error: unknown, target: Target): string {
  const errors = [...chain(error)]
  const code = errors.map(codeOf).find((found) => found !== null) ?? ''
  const known = unknownIssuers.has(code) ? unknownIssuer : sentences[code]
  const words = errors.find((one) => one.message !== '')?.message ?? 'for a reason not known'
  const proxy = /Proxy response \((\d+)\)|Proxy Authentication Required/.exec(words)
  if (proxy) return `The proxy on the way to ${target.server} refuses (${proxy[1] ?? '407'}).`
  if (known !== undefined) return `The API server at ${target.server} ${known}`
  if (errors.some((one) => one.name === 'TimeoutError'))
    return `The API server at ${target.server} does not answer.`
  const tls = /^(ERR_SSL|ERR_TLS|EPROTO|ERR_OSSL)/.test(code) ? 'TLS with' : 'The road to'
  return `${tls} the API server at ${target.server} failed: ${words}`
}

// An error may hide the telling one: undici in `cause`, a dual-stack connect in `errors`.
function* chain(error: unknown): Generator<Error> {
  let current = error
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    yield current
    if (current instanceof AggregateError && current.errors[0] instanceof Error) yield current.errors[0]
    current = current.cause
  }
}

function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null
}
