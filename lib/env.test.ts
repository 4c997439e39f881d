import { expect, test } from 'vitest'
import { parseEnv } from './env.ts'
import { CockpitError } from './errors.ts'

test('nothing chosen means all namespaces of the current context, on loopback', () => {
  expect(parseEnv({})).toMatchObject({
    kubeconfig: null,
    context: null,
    namespaces: null,
    port: 3100,
    address: null,
    loopback: true,
    allowHosts: [],
    readOnly: false,
    development: false,
  })
})

test.each([
  ['127.0.0.2', true],
  ['::1', true],
  ['0.0.0.0', false],
])('whether %s is of this machine alone', (COCKPIT_ADDRESS, loopback) => {
  expect(parseEnv({ COCKPIT_ADDRESS }).loopback).toBe(loopback)
})

test('a token is made once and left for the other module graphs of the process', () => {
  const env: Record<string, string | undefined> = {}
  const { token } = parseEnv(env)
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(parseEnv(env).token).toBe(token)
  expect(parseEnv({}).token).not.toBe(token)
})

test('a chosen token is taken without the line end that secrets kept in files have', () => {
  expect(parseEnv({ COCKPIT_TOKEN: 'abcdefghijklmnop+/==\n' }).token).toBe('abcdefghijklmnop+/==')
})

test.each([
  ['COCKPIT_TOKEN', 'short'],
  ['COCKPIT_TOKEN', 'sixteen letters with spaces'],
  ['COCKPIT_PORT', '3100x'],
  ['COCKPIT_PORT', '65536'],
  ['COCKPIT_PORT', '-1'],
  ['COCKPIT_ADDRESS', 'example.org'],
  ['COCKPIT_NAMESPACE', 'web,Not A Name'],
  ['COCKPIT_ALLOW_HOST', 'https://cockpit.example'],
  ['COCKPIT_ALLOW_HOST', 'cockpit.example:443'],
  ['COCKPIT_READ_ONLY', 'yes please'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => parseEnv({ [name]: value })).toThrow(CockpitError)
  expect(() => parseEnv({ [name]: value })).toThrow(name)
})
