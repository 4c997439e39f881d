import { describe, expect, test } from 'vitest'
import { openSession } from '../session.ts'
import { judge, type Rules } from './judge.ts'

const token = 'a-token-of-the-session'
const rules: Rules = { token, address: null, allowHosts: [], readOnly: false, development: false }
const host = 'localhost:3100'
const cookie = openSession({ name: 'localhost', port: 3100 }, token).split(';')[0] ?? ''
const bearer = `Bearer ${token}`
const action = '/api/c/kind/ns/rollouts/web/actions/promote'
const write = { host, 'content-type': 'application/json', 'x-cockpit': '1' }
const page = { ...write, cookie, origin: 'http://localhost:3100', 'sec-fetch-site': 'same-origin' }

function ask(
  method: string,
  pathname: string,
  headers: Record<string, string>,
  changed: Partial<Rules> = {},
) {
  const refusal = judge({ method, pathname, headers: new Headers(headers) }, { ...rules, ...changed })
  return refusal?.status ?? 'passes'
}

describe('reading', () => {
  test.each([
    ['a page needs no session', '/c/kind', { host }, 'passes'],
    ['a file of the build needs no session', '/_next/static/a.js', { host }, 'passes'],
    ['whether there is a session may always be asked', '/api/session', { host }, 'passes'],
    ['data needs a session', '/api/stream', { host }, 401],
    ['what is not there needs one too', '/api/nothing', { host }, 401],
    ['so does a path of no kind', '/nothing', { host }, 401],
    ['with a session it says that there is no such page', '/nothing', { host, cookie }, 'passes'],
    ['a cookie opens data', '/api/stream', { host, cookie }, 'passes'],
    ['a cookie among others', '/api/stream', { host, cookie: `theme=dark; ${cookie}; x=1` }, 'passes'],
    ['the cookie of another port does not', '/api/stream', { host: 'localhost:3101', cookie }, 401],
    ['a bearer token opens data', '/api/stream', { host, authorization: bearer }, 'passes'],
    ['the scheme is read in any case', '/api/stream', { host, authorization: `bearer ${token}` }, 'passes'],
    ['a wrong token does not', '/api/stream', { host, authorization: 'Bearer wrong' }, 401],
    ['the token is no cookie', '/api/stream', { host, cookie: `cockpit-session-3100=${token}` }, 401],
    ['Basic is no bearer', '/api/stream', { host, authorization: `Basic ${token}` }, 401],
    ['another Host', '/c/kind', { host: 'evil.example' }, 421],
    ['another Host with a session', '/api/stream', { host: 'evil.example', authorization: bearer }, 421],
    ['no Host', '/c/kind', {}, 421],
    ['a probe comes under any Host', '/healthz', { host: '10.1.2.3:3100' }, 'passes'],
    ['a stream for another site', '/api/stream', { host, cookie, origin: 'http://evil.example' }, 403],
    ['a stream for another port', '/api/stream', { host, cookie, 'sec-fetch-site': 'same-site' }, 403],
    ['a link to a page from elsewhere', '/c/kind', { host, 'sec-fetch-site': 'cross-site' }, 'passes'],
  ])('%s', (_what, pathname, headers, outcome) => {
    expect(ask('GET', pathname, { ...headers })).toBe(outcome)
  })

  test('the answer without a session is the same whether or not a thing exists', () => {
    const at = (pathname: string) => judge({ method: 'GET', pathname, headers: new Headers({ host }) }, rules)
    expect(at('/api/c/kind/rollouts')).toEqual(at('/api/c/no-such-cluster/rollouts'))
    expect(at('/api/c/kind/rollouts')).toEqual(at('/no/such/path'))
  })
})

describe('writing', () => {
  const without = (name: keyof typeof page) => {
    const { [name]: _left, ...rest } = page
    return rest
  }

  test.each([
    ['the own page', page, 'passes'],
    ['a script with the token', { ...write, authorization: bearer }, 'passes'],
    ['no session', without('cookie'), 401],
    ['no header of ours', without('x-cockpit'), 403],
    ['another value in it', { ...page, 'x-cockpit': 'true' }, 403],
    ['a cookie without an Origin', without('origin'), 403],
    ['a form', { ...page, 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['plain text that is JSON', { ...page, 'content-type': 'text/plain' }, 415],
    ['no content type', without('content-type'), 415],
    ['JSON with a charset', { ...page, 'content-type': 'Application/JSON; charset=utf-8' }, 'passes'],
    ['a sandboxed frame', { ...page, origin: 'null' }, 403],
    [
      'a script that lies about its Origin',
      { ...write, authorization: bearer, origin: 'http://evil.example' },
      403,
    ],
  ])('%s', (_who, headers, outcome) => {
    expect(ask('POST', action, headers)).toBe(outcome)
  })

  test('with --read-only no action passes, and reading goes on', () => {
    expect(ask('POST', action, page, { readOnly: true })).toBe(405)
    expect(ask('GET', '/api/stream', page, { readOnly: true })).toBe('passes')
    expect(ask('POST', '/api/session', page, { readOnly: true })).toBe('passes')
  })

  test('trading the token needs what every write needs, but no session', () => {
    expect(ask('POST', '/api/session', without('cookie'))).toBe('passes')
    expect(ask('POST', '/api/session', without('origin'))).toBe(403)
    expect(ask('POST', '/api/session', without('x-cockpit'))).toBe(403)
    expect(ask('POST', '/api/session', { ...page, origin: 'http://evil.example' })).toBe(403)
    expect(ask('DELETE', '/api/session', without('content-type'))).toBe('passes')
    expect(ask('DELETE', '/api/session', without('x-cockpit'))).toBe(403)
  })

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND'])('%s is not possible on a page', (method) => {
    expect(ask(method, '/c/kind', page)).toBe(405)
    expect(ask(method, '/healthz', page)).toBe(405)
  })

  test.each(['PUT', 'PATCH', 'OPTIONS'])('%s is not possible on data', (method) => {
    expect(ask(method, action, page)).toBe(405)
  })
})
