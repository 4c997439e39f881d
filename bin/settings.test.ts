import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseFlags, readSettings, readToken } from './settings.mjs'

const settingsOf = (argv: readonly string[], env: Record<string, string> = {}) =>
  readSettings({ ...env, ...parseFlags(argv).chosen })

test('every flag has a place', () => {
  const argv =
    '--kubeconfig f --context c --namespace a,b --port 0 --address 0.0.0.0 --allow-host x.example --read-only'
  expect(settingsOf(argv.split(' '))).toEqual({
    kubeconfig: 'f',
    context: 'c',
    namespaces: ['a', 'b'],
    port: 0,
    address: '0.0.0.0',
    allowHosts: ['x.example'],
    readOnly: true,
  })
})

test('a flag wins over its variable', () => {
  const env = { COCKPIT_PORT: '4000', COCKPIT_CONTEXT: 'one', COCKPIT_READ_ONLY: 'false' }
  expect(settingsOf(['--port=5000', '--read-only'], env)).toMatchObject({
    port: 5000,
    context: 'one',
    readOnly: true,
  })
})

test.each([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
  ['', false],
])('COCKPIT_READ_ONLY=%s means %s', (value, readOnly) => {
  expect(settingsOf([], { COCKPIT_READ_ONLY: value }).readOnly).toBe(readOnly)
})

test('namespaces may be given one by one, twice, and with spaces', () => {
  expect(settingsOf(['--namespace', 'a, b', '--namespace', 'a']).namespaces).toEqual(['a', 'b'])
})

test('localhost is what is listened on anyway', () => {
  expect(settingsOf(['--address', 'localhost']).address).toBeNull()
})

test.each([['--nonsense'], ['extra'], ['--port'], ['--read-only=maybe']])('%s is refused', (word) => {
  expect(() => parseFlags([word])).toThrow()
})

test('a port is a whole number from 0 to 65535, and nothing else is', () => {
  fc.assert(
    fc.property(fc.oneof(fc.integer({ min: -100_000, max: 100_000 }).map(String), fc.string()), (value) => {
      const port = Number(value.trim() || 'default')
      const fits = /^\d{1,5}$/.test(value.trim()) && port <= 65_535
      if (value.trim() === '') expect(settingsOf([], { COCKPIT_PORT: value }).port).toBe(3100)
      else if (fits) expect(settingsOf([], { COCKPIT_PORT: value }).port).toBe(port)
      else expect(() => settingsOf([], { COCKPIT_PORT: value })).toThrow('--port')
    }),
  )
})

test('the address of a Service named cockpit, which Kubernetes tells its pods, is not a choice of port', () => {
  expect(settingsOf([], { COCKPIT_PORT: 'tcp://10.96.0.7:80' }).port).toBe(3100)
})

test('a token may be left out, but not be short', () => {
  expect(readToken({})).toBeNull()
  expect(readToken({ COCKPIT_TOKEN: '0123456789abcdef' })).toBe('0123456789abcdef')
  expect(() => readToken({ COCKPIT_TOKEN: '0123456789abcde' })).toThrow('16 or more')
})
