import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { front, judgeMessage } from './front.mjs'

const status = (method: string, url: string, headers: Record<string, string> = {}) =>
  judgeMessage({ method, url, headers })?.status ?? 'passes'

test.each([
  ['/', 'passes'],
  ['/c/arn%3Aaws%3Aeks%2Fx/ns/rollouts/web?q=100%', 'passes'],
  ['/c/caf%C3%A9', 'passes'],
  ['/c/x?next=//evil.example', 'passes'],
  ['/c/%', 400],
  ['/c/%ff', 400],
  ['/c/%C3/%A9', 400],
  ['/%2', 400],
  ['//', 400],
  ['//evil.example/c', 400],
  ['/c//x', 400],
  ['/\\evil.example', 400],
  ['http://localhost/c/x', 400],
  ['*', 400],
  ['', 400],
])('%s: %s', (url, outcome) => {
  expect(status('GET', url)).toBe(outcome)
})

test('what passes can be decoded, segment by segment', () => {
  const piece = fc.constantFrom('/', '%', '%2', '%41', '%ff', '%C3', '%A9', '\\', 'a', '?')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const url = `/${pieces.join('')}`
      if (status('GET', url) !== 'passes') return
      for (const segment of url.split('?', 1).join().split('/')) decodeURIComponent(segment)
    }),
  )
})

test.each([
  ['a body that is small', { 'content-length': '65536' }, 'passes'],
  ['a body that is large', { 'content-length': '65537' }, 413],
  ['a body without a known end', { 'transfer-encoding': 'chunked' }, 411],
])('%s: %s', (_what, headers, outcome) => {
  expect(status('POST', '/api/session', headers)).toBe(outcome)
})

test('TRACE is refused', () => expect(status('TRACE', '/')).toBe(405))

test('a refusal is a sentence in JSON, inert, and ends the connection without waiting for the body', async () => {
  const asked: string[] = []
  const server = createServer(front(({ url }, res) => void res.end(asked.push(String(url)))))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const socket = connect(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1')
  socket.write('POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000000\r\n\r\n{')
  const answer = await text(socket)
  server.close()
  expect(answer).toMatch(/^HTTP\/1\.1 413 /)
  expect(answer).toMatch(/x-content-type-options: nosniff\r\n/)
  expect(JSON.parse(answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1))).toEqual({
    error: { kind: 'invalid', message: 'A request may not be larger than 65536 bytes.' },
  })
  expect(asked).toEqual([])
})
