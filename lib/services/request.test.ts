import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultPort, parseSamplePath, portNamed, proxyName } from './request.ts'

describe('a path that may be asked', () => {
  test.each(['/', '/version', '/a/b.c/~d', '/api/info?a=1&b=/x', '/%C3%A4', '/a:b@c', '/..a', '/...'])(
    '%s',
    (path) => {
      expect(parseSamplePath(path)).toBe(path)
    },
  )

  test.each([
    '',
    'version',
    '/../../secrets',
    '/..',
    '/a/../b',
    '/a/./b',
    '/%2e%2e/b',
    '/%2E%2e/%2e./x',
    '/.%2e/b',
    '/a%2f..%2fb',
    '/a%2Fb',
    '/a%5c..%5cb',
    '/a\\..\\b',
    '/a#b',
    '/?',
    "/?a='",
    '/a b',
    '/a\nb',
    '/a\tb',
    '/a%00b',
    '/%0d%0aHost:x',
    '/%',
    '/%zz',
    '/%ff',
    '/%252e%252e/',
    '/ä',
    '//evil.example/x\\',
    `/${'a'.repeat(256)}`,
  ])('%j may not', (path) => {
    expect(parseSamplePath(path)).toBeNull()
  })

  test('never leaves the place it is put below, whatever is typed', () => {
    const letters = fc.constantFrom(
      '/',
      '.',
      '..',
      '%2e',
      '%2f',
      '%5c',
      '\\',
      'a',
      '?',
      '#',
      '%',
      '\t',
      ':',
      '@',
      '//',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(letters, fc.string({ maxLength: 3 })), { maxLength: 12 }), (parts) => {
        const path = parseSamplePath(`/${parts.join('')}`)
        if (path === null) return
        const below = '/api/v1/namespaces/n/services/s:http/proxy'
        const url = new URL(`https://api:6443${below}${path}`)
        expect(url.host).toBe('api:6443')
        expect(`${url.pathname}${url.search}`).toBe(`${below}${path}`)
      }),
      { numRuns: 2_000 },
    )
  })
})

const port = (name: string, number: number, protocol = 'TCP', appProtocol = '') => ({
  name,
  port: number,
  protocol,
  appProtocol,
})

describe('the port that is asked', () => {
  test('is the one that is called http, else one that begins so, else the first', () => {
    expect(defaultPort([port('grpc', 9999), port('http', 80)])?.name).toBe('http')
    expect(defaultPort([port('grpc', 9999), port('http-metrics', 9797)])?.name).toBe('http-metrics')
    expect(defaultPort([port('', 8080)])?.port).toBe(8080)
  })

  test('speaks TCP', () => {
    expect(defaultPort([port('dns', 53, 'UDP')])).toBeNull()
    expect(portNamed([port('dns', 53, 'UDP')], 'dns')).toBeNull()
  })

  test('is found by name and by number', () => {
    const ports = [port('http', 80), port('admin', 81)]
    expect(portNamed(ports, 'admin')?.port).toBe(81)
    expect(portNamed(ports, '81')?.name).toBe('admin')
    expect(portNamed(ports, '82')).toBeNull()
  })

  test.each([
    [port('http', 80), 'web:http'],
    [port('', 8080), 'web:8080'],
    [port('https', 443), 'https:web:https'],
    [port('tls', 8443, 'TCP', 'https'), 'https:web:tls'],
    [port('http', 443, 'TCP', 'http'), 'web:http'],
  ])('is named as the proxy wants it: %j', (one, name) => {
    expect(proxyName('web', one)).toBe(name)
  })
})
