import { describe, expect, test } from 'vitest'
import { CockpitError } from '../errors.ts'
import { failureOfAnswer, failureOfThrown, presentable, toCockpitError } from './errors.ts'
import { status } from './testing.ts'

const target = { server: 'https://api:6443', user: 'me' }
const answered = (code: number, text: string) => failureOfAnswer({ code, text, retryAfter: null }, target, 0)

describe('an answer', () => {
  test.each([
    [400, 'refused'],
    [401, 'unauthenticated'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [409, 'conflict'],
    [415, 'refused'],
    [422, 'refused'],
    [429, 'unreachable'],
    [500, 'unreachable'],
    [504, 'unreachable'],
    [302, 'unexpected'],
  ] as const)('%i is %s', (code, kind) => {
    expect(answered(code, '')).toMatchObject({ kind, code })
  })

  test('keeps the own words of the API server', () => {
    const words =
      'Operation cannot be fulfilled on rollouts.argoproj.io "a": the object has been modified; please apply your changes to the latest version and try again'
    const error = toCockpitError(answered(409, JSON.stringify(status(409, 'Conflict', words))))
    expect(error).toBeInstanceOf(CockpitError)
    expect(error.message).toBe(words)
  })

  test('in plain text counts, in HTML says no more than its code', () => {
    expect(answered(400, 'Client sent an HTTP request to an HTTPS server.\n').message).toBe(
      'Client sent an HTTP request to an HTTPS server.',
    )
    expect(answered(503, '<html><h1>sorry</h1>').message).toBe('https://api:6443 answered 503.')
    expect(answered(404, '').message).toBe('https://api:6443 answered 404.')
    expect(answered(500, '{"message":""}').message).toBe('https://api:6443 answered 500.')
  })

  test('that quotes a whole object is cut to 500 characters', () => {
    const text = JSON.stringify(status(422, 'Invalid', `strict decoding error: ${'x'.repeat(9000)}`))
    expect(answered(422, text).message).toHaveLength(500)
  })
})

describe('a thrown error', () => {
  const coded = (code: string, message = 'x') => Object.assign(new Error(message), { code })

  test.each([
    [coded('ECONNREFUSED'), /refuses the connection/],
    [new AggregateError([coded('ECONNREFUSED')], ''), /refuses the connection/],
    [new Error('fetch failed', { cause: coded('ENOTFOUND') }), /host name has no address/],
    [coded('UND_ERR_CONNECT_TIMEOUT'), /no connection within 10 s/],
    [coded('UND_ERR_HEADERS_TIMEOUT'), /took the request and does not answer/],
    [coded('SELF_SIGNED_CERT_IN_CHAIN'), /unknown authority: set certificate-authority/],
    [coded('ERR_TLS_CERT_ALTNAME_INVALID'), /tls-server-name/],
    [
      coded('ERR_SSL_WRONG_VERSION_NUMBER', 'wrong version number'),
      /^TLS with .* failed: wrong version number/,
    ],
    [new Error('Proxy response (407) !== 200 when HTTP Tunneling'), /proxy on the way .* refuses \(407\)/],
    [AbortSignal.abort(new DOMException('x', 'TimeoutError')).reason, /6443 does not answer\.$/],
    [new Error('odd'), /^The road to the API server at https:\/\/api:6443 failed: odd$/],
    ['not an error', /failed: for a reason not known/],
  ])('%s', (error, sentence) => {
    expect(failureOfThrown(error, target)).toMatchObject({ kind: 'unreachable', code: null })
    expect(failureOfThrown(error, target).message).toMatch(sentence)
  })

  test('of ours keeps its kind', () => {
    expect(failureOfThrown(new CockpitError('invalid', 'no file'), target)).toMatchObject({
      kind: 'invalid',
      message: 'no file',
    })
  })
})

test('what looks like a token is never shown', () => {
  const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl'
  expect(presentable(`header "Bearer ${jwt}" and ${jwt}, Bearer k8s-aws-v1.aHR0cHM6Ly9zdHMu`)).toBe(
    'header "Bearer …" and …, Bearer …',
  )
})
