import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foreign } from './origin.ts'

const host = 'localhost:3100'

test.each([
  ['a script', null, null],
  ['the own page', 'http://localhost:3100', 'same-origin'],
  ['a person at the address bar', null, 'none'],
  ['an old browser on the own page', 'http://localhost:3100', null],
  ['a proxy that ended TLS', 'https://localhost:3100', 'same-origin'],
])('%s is not foreign', (_who, origin, fetchSite) => {
  expect(foreign({ host, origin, fetchSite })).toBe(false)
})

test.each([
  ['another site', 'https://evil.example', 'cross-site'],
  ['another site that hides its origin', null, 'cross-site'],
  ['another port of this machine', 'http://localhost:3000', 'same-site'],
  ['another port, without fetch metadata', 'http://localhost:3000', null],
  ['a sandboxed frame or a file', 'null', null],
  ['a sandboxed frame that claims to be us', 'null', 'same-origin'],
  ['a lie in the origin', 'http://localhost:3100@evil.example', null],
  ['a browser extension', 'chrome-extension://abcdef', null],
  ['a name that begins alike', 'http://localhost:31000', null],
  ['nothing', '', null],
  ['a word nobody knows', 'http://localhost:3100', 'same-planet'],
])('%s is foreign', (_who, origin, fetchSite) => {
  expect(foreign({ host, origin, fetchSite })).toBe(true)
})

test('the default port may be written or not', () => {
  expect(foreign({ host: 'cockpit.example:443', origin: 'https://cockpit.example', fetchSite: null })).toBe(
    false,
  )
  expect(foreign({ host: 'cockpit.example', origin: 'http://cockpit.example:80', fetchSite: null })).toBe(
    false,
  )
  expect(foreign({ host: 'cockpit.example:443', origin: 'http://cockpit.example', fetchSite: null })).toBe(
    true,
  )
})

// Node reads headers as Latin-1.
const latin1 = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code))

const lookalike = fc
  .tuple(
    fc.constantFrom('http://', 'https://', 'HTTP:', ''),
    fc.string({ maxLength: 5 }),
    fc.string({ maxLength: 5 }),
  )
  .map(([scheme, before, after]) => `${scheme}${before}${host}${after}`)

test('no origin but the own passes, whatever it looks like', () => {
  fc.assert(
    fc.property(fc.oneof(lookalike, fc.string({ unit: latin1 })), (origin) => {
      const same = URL.canParse(origin) && new URL(origin).host === host
      if (!same) expect(foreign({ host, origin, fetchSite: null })).toBe(true)
    }),
  )
})
