import { describe, expect, test } from 'vitest'
import { chooseProxy } from './proxy.ts'

const choose = (server: string, env: Record<string, string>, proxyUrl: string | null = null) =>
  chooseProxy(new URL(server), proxyUrl, env)?.href ?? null

describe('the proxy on the way', () => {
  test('is the one of the kubeconfig, before any of the environment', () => {
    const env = { HTTPS_PROXY: 'http://env:1', NO_PROXY: '*' }
    expect(choose('https://api', env, 'http://mine:3128')).toBe('http://mine:3128/')
  })

  test('is the one for the scheme; upper case wins; a bare host means http', () => {
    expect(choose('https://api', { HTTP_PROXY: 'http://p:1' })).toBeNull()
    expect(choose('https://api', { https_proxy: 'p:2' })).toBe('http://p:2/')
    expect(choose('https://api', { HTTPS_PROXY: 'https://a:1', https_proxy: 'p:2' })).toBe('https://a:1/')
    expect(choose('http://api', { HTTP_PROXY: 'p:3', HTTPS_PROXY: 'p:4' })).toBe('http://p:3/')
  })

  test.each(['localhost', '127.0.0.1:6443', '[::1]:6443', '127.8.8.8', 'x.localhost'])(
    'is never used for this machine (%s)',
    (host) => {
      expect(choose(`https://${host}`, { HTTPS_PROXY: 'http://p:1' })).toBeNull()
    },
  )

  test.each([
    ['*', 'api.example.com', true],
    ['example.com', 'example.com', true],
    ['example.com', 'api.example.com', true],
    ['example.com', 'notexample.com', false],
    ['.example.com', 'api.example.com', true],
    ['.example.com', 'example.com', false],
    ['*.example.com', 'api.example.com', true],
    ['*.example.com', 'example.com', false],
    ['API.Example.com.', 'api.example.com', true],
    ['example.com:6443', 'example.com:6443', true],
    ['example.com:6443', 'example.com', false],
    ['example.com:443', 'example.com', true],
    ['10.0.0.0/8', '10.96.0.1', true],
    ['10.0.0.0/8', '11.96.0.1', false],
    ['10.0.0.0/40', '10.96.0.1', false],
    ['10.0.0.0/', '11.96.0.1', false],
    ['10.96.0.1', '10.96.0.1', true],
    ['10.96.0.1', '10.96.0.10', false],
    ['fd00::/8', '[fd12::1]', true],
    ['fd12::1', '[fd12::1]', true],
    ['[fd12::1]:443', '[fd12::1]', true],
    ['a.b, ,example.com ', 'example.com', true],
    ['', 'example.com', false],
  ])('NO_PROXY %j and %s: passed by = %s', (noProxy, host, passedBy) => {
    expect(choose(`https://${host}`, { HTTPS_PROXY: 'http://p:1', NO_PROXY: noProxy }) === null).toBe(
      passedBy,
    )
  })

  test('that is not http(s) is refused in a sentence that does not repeat its password', () => {
    expect(() => choose('https://api', {}, 'socks5://me:hunter2@p:1080')).toThrow(
      /proxy-url in the kubeconfig speaks socks5, which is not supported/,
    )
    expect(() => choose('https://api', { HTTPS_PROXY: 'http://me:hunter2@' })).toThrow(
      /^The proxy in HTTPS_PROXY is not an address\.$/,
    )
  })
})
