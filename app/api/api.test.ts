import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CockpitError, type FailureKind } from '@/lib/errors.ts'
import { parseAction, parseRef, parseStreamScope, readBody, requireWriter, stateIn } from './params.ts'
import { errorResponse } from './respond.ts'

const failure = (kind: FailureKind) => expect.objectContaining({ kind })

describe('what a path may name', () => {
  test.each(['a', 'shop-1', 'x'.repeat(63)])('a namespace like %s', (namespace) => {
    const ref = { cluster: 'any cluster/at all', namespace, name: 'cart.v2' }
    expect(parseRef(ref)).toEqual(ref)
  })

  test.each([
    '',
    '..',
    '.',
    'Shop',
    'a/b',
    'a%2Fb',
    'a b',
    '-a',
    'a-',
    'a\n',
    'ü',
    'x'.repeat(64),
    '__proto__',
  ])('no namespace like %j', (namespace) => {
    expect(() => parseRef({ cluster: 'c', namespace, name: 'cart' })).toThrow(failure('invalid'))
  })

  test.each(['', '..', 'a..b', '.a', 'a.', 'A', '../../secrets/x', 'a?b', 'a#b', 'a\u0000', 'x'.repeat(254)])(
    'no Rollout like %j',
    (name) => {
      expect(() => parseRef({ cluster: 'c', namespace: 'shop', name })).toThrow(failure('invalid'))
    },
  )

  test('an action there is', () => {
    expect(parseAction('promote-full')).toBe('promote-full')
    expect(() => parseAction('toString')).toThrow(failure('not-found'))
  })

  test('a name is judged in time that does not explode', () => {
    expect(() => parseRef({ cluster: 'c', namespace: 'shop', name: `${'a-'.repeat(120)}!` })).toThrow(
      failure('invalid'),
    )
  })
})

describe('what a stream may be asked for', () => {
  const scope = (query: string) => parseStreamScope(new URLSearchParams(query))

  test('a fleet, Rollouts, or both', () => {
    expect(scope('cluster=arn%3Ax%2Fy&fleet=1&rollout=a/b&rollout=c/d')).toEqual({
      cluster: 'arn:x/y',
      fleet: true,
      pages: ['rollouts/a/b', 'rollouts/c/d'],
    })
  })

  test.each([
    '',
    'fleet=1',
    'cluster=&fleet=1',
    'cluster=c',
    'cluster=c&rollout=a',
    'cluster=c&rollout=a/b/c',
    'cluster=c&rollout=A/b',
    `cluster=c&${'rollout=a/b&'.repeat(65)}`,
  ])('nothing like %s', (query) => {
    expect(() => scope(query)).toThrow(failure('invalid'))
  })
})

describe('who may write', () => {
  const request = (headers: Record<string, string>, body = '{"state":"s"}') =>
    new Request('http://localhost/', { method: 'POST', headers, body })

  test('who sends JSON and the header', async () => {
    const good = request({ 'x-cockpit': '1', 'content-type': 'application/json; charset=utf-8' })
    requireWriter(good)
    expect(stateIn(await readBody(good))).toBe('s')
  })

  test.each([
    { 'content-type': 'application/json' },
    { 'x-cockpit': '0', 'content-type': 'application/json' },
    { 'x-cockpit': '1', 'content-type': 'text/plain' },
    { 'x-cockpit': '1', 'content-type': 'application/x-www-form-urlencoded' },
  ])('not who sends %j', (headers) => {
    expect(() => requireWriter(request(headers))).toThrow(failure('forbidden'))
  })

  test.each(['', '{', 'null', '"s"', '{}', '{"state":1}'])('the body %j says no state', async (body) => {
    const read = await readBody(request({}, body))
    expect(() => stateIn(read)).toThrow(failure('invalid'))
  })
})

describe('how a failure is told', () => {
  let log: string[] = []
  beforeEach(() => {
    log = []
    vi.spyOn(process.stderr, 'write').mockImplementation((line) => log.push(String(line)) > 0)
  })
  afterEach(() => void vi.restoreAllMocks())

  test.each<[FailureKind, number]>([
    ['unauthenticated', 502],
    ['forbidden', 403],
    ['not-found', 404],
    ['conflict', 409],
    ['refused', 422],
    ['unreachable', 503],
    ['invalid', 400],
    ['unexpected', 500],
  ])('%s with its words and %i', async (kind, status) => {
    const response = errorResponse(new CockpitError(kind, 'The words.'))
    expect([response.status, response.headers.get('cache-control')]).toEqual([status, 'no-store'])
    expect(await response.json()).toEqual({ error: { kind, message: 'The words.' } })
    expect(log).toEqual([])
  })

  test('a defect without its words, which are in the log', async () => {
    const response = errorResponse(new TypeError('undefined of token abc'))
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('abc')
    expect(log.join()).toContain('undefined of token abc')
  })
})
