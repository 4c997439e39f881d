import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closeSession, openSession, sameSecret, signedIn } from './session.ts'

const host = { name: 'localhost', port: 3100 }
const token = 'a-token-of-the-session'
const cookieOf = (header: string) => header.slice(0, header.indexOf(';'))

test('the cookie is out of reach of scripts, of other sites and of the token', () => {
  const header = openSession(host, token)
  expect(header).toMatch(/^cockpit-session-3100=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  expect(header).not.toContain(token)
})

test('a session opens under its Host and its token alone', () => {
  const cookie = cookieOf(openSession(host, token))
  const asked = (hostHeader: string) => new Headers({ host: hostHeader, cookie })
  expect(signedIn(asked('localhost:3100'), token)).toBe(true)
  expect(signedIn(asked('localhost:3101'), token)).toBe(false)
  expect(signedIn(asked('localhost'), token)).toBe(false)
  expect(signedIn(asked('localhost:3100'), `${token}2`)).toBe(false)
  expect(signedIn(new Headers({ host: 'localhost:3100' }), token)).toBe(false)
})

test('a closed session is empty and gone at once', () => {
  expect(closeSession(host)).toBe('cockpit-session-3100=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0')
})

test('no other word signs in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (word) => {
      fc.pre(word.trim() !== token)
      const headers = { get: (name: string) => (name === 'host' ? 'localhost:3100' : word) }
      expect(signedIn(headers, token)).toBe(false)
      expect(signedIn({ get: (name) => (name === 'authorization' ? `Bearer ${word}` : null) }, token)).toBe(
        false,
      )
    }),
  )
})

test('secrets of any length can be compared', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (a, b) => sameSecret(a, b) === (a === b)))
})
