import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hostAllowed, parseHost } from './host.ts'

const loopback = { address: null, allowHosts: [] }
const answers = (header: string, reach: Parameters<typeof hostAllowed>[1] = loopback) => {
  const host = parseHost(header)
  return host !== null && hostAllowed(host, reach)
}

describe('parseHost', () => {
  test.each([
    ['localhost:3100', { name: 'localhost', port: 3100 }],
    ['LOCALHOST', { name: 'localhost', port: null }],
    ['127.0.0.1:0', { name: '127.0.0.1', port: 0 }],
    ['[::1]:3100', { name: '[::1]', port: 3100 }],
    ['[0:0:0:0:0:0:0:1]', { name: '[::1]', port: null }],
    ['cockpit.example.org', { name: 'cockpit.example.org', port: null }],
  ])('%s', (header, host) => {
    expect(parseHost(header)).toEqual(host)
  })

  test.each([
    null,
    '',
    ':3100',
    'localhost:',
    'localhost:65536',
    'localhost:3100:1',
    'localhost.',
    '.localhost',
    'localhost@evil.example',
    'evil.example#localhost',
    'evil.example/localhost',
    'localhost localhost',
    'localhost,evil.example',
    'http://localhost',
    '127.1',
    '2130706433',
    '127.0.0.1.',
    '127.0.0.01',
    '[::1',
    '::1',
    '[fe80::1%25eth0]',
    '[127.0.0.1]',
    'löcalhost',
    'a'.repeat(300),
  ])('refuses %s', (header) => {
    expect(parseHost(header)).toBeNull()
  })
})

describe('hostAllowed', () => {
  test.each(['localhost', '127.0.0.1', '[::1]'])('answers to %s on every port, for tunnels', (name) => {
    expect(answers(name)).toBe(true)
    expect(answers(`${name}:80`)).toBe(true)
    expect(answers(`${name}:49152`)).toBe(true)
  })

  test.each([
    'evil.example',
    'localhost.evil.example',
    'evil.localhost',
    '127.0.0.1.nip.io',
    '127.0.0.2',
    '10.0.0.5',
  ])('does not answer to %s', (name) => {
    expect(answers(name)).toBe(false)
  })

  test('answers to the address it was bound to, and to no other', () => {
    const reach = { address: '192.168.1.20', allowHosts: [] }
    expect(answers('192.168.1.20:3100', reach)).toBe(true)
    expect(answers('192.168.1.21:3100', reach)).toBe(false)
    expect(answers('evil.example:3100', reach)).toBe(false)
  })

  test('knows an IPv6 address in every spelling', () => {
    expect(answers('[2001:db8::5]:3100', { address: '2001:DB8:0:0:0:0:0:5', allowHosts: [] })).toBe(true)
  })

  test.each(['0.0.0.0', '::'])('bound to %s it answers to addresses, never to a name', (address) => {
    const reach = { address, allowHosts: [] }
    expect(answers('10.1.2.3:3100', reach)).toBe(true)
    expect(answers('[2001:db8::5]', reach)).toBe(true)
    expect(answers('evil.example', reach)).toBe(false)
  })

  test('answers to the names it was given', () => {
    const reach = { address: null, allowHosts: ['cockpit.example.org'] }
    expect(answers('Cockpit.Example.org', reach)).toBe(true)
    expect(answers('x.cockpit.example.org', reach)).toBe(false)
  })
})

// Node reads headers as Latin-1.
const latin1 = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code))

describe('whatever a client sends', () => {
  const hostile = fc.oneof(
    fc.string({ unit: latin1, maxLength: 400 }),
    fc
      .tuple(fc.constantFrom('localhost', '127.0.0.1', '[::1]', 'evil.example'), fc.string({ maxLength: 20 }))
      .map(([name, tail]) => name + tail),
    fc
      .tuple(
        fc.string({ minLength: 1, maxLength: 20 }),
        fc.constantFrom('localhost', '127.0.0.1', '[::1]:3100'),
      )
      .map(([head, name]) => head + name),
  )

  test('a Host is answered only where the URL parser reads a loopback name from it too', () => {
    fc.assert(
      fc.property(hostile, (header) => {
        if (!answers(header)) return
        expect(URL.canParse(`http://${header}/`)).toBe(true)
        expect(['localhost', '127.0.0.1', '[::1]']).toContain(new URL(`http://${header}/`).hostname)
      }),
      { numRuns: 2000 },
    )
  })

  test('what was parsed reads the same when parsed again', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          hostile,
          fc.domain(),
          fc.ipV4(),
          fc.ipV6().map((ip) => `[${ip}]`),
        ),
        (header) => {
          const host = parseHost(header)
          if (host === null) return
          expect(parseHost(host.port === null ? host.name : `${host.name}:${host.port}`)).toEqual(host)
        },
      ),
    )
  })
})
