import { once } from 'node:events'
import { createServer, get } from 'node:http'
import { expect, test } from 'vitest'
import { createOutbox } from './outbox.ts'
import { sseResponse } from './sse.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

/** A stream of what is posted, that keeps the signal it was opened with. */
function source() {
  const outbox = createOutbox(() => [bytes('first')])
  let signal = new AbortController().signal
  let left = 0
  return {
    outbox,
    left: () => left,
    signal: () => signal,
    open(given: AbortSignal) {
      signal = given
      given.addEventListener('abort', () => {
        left++
        outbox.end()
      })
      return outbox.read()
    },
  }
}

test('answers with the headers that keep every hop from holding it back', () => {
  const { headers } = sseResponse(source().open, new AbortController().signal)
  expect(Object.fromEntries(headers)).toEqual({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-store, no-transform',
    'x-accel-buffering': 'no',
  })
})

test('passes frames on as they are, not copies', async () => {
  const { outbox, open } = source()
  const reader = sseResponse(open, new AbortController().signal).body?.getReader()
  await reader?.read()
  const frame = bytes('shared by all')
  outbox.post(frame)
  expect((await reader?.read())?.value).toBe(frame)
})

test('a request that is aborted aborts the signal and ends the body', async () => {
  const { open, left } = source()
  const request = new AbortController()
  const reader = sseResponse(open, request.signal).body?.getReader()
  await reader?.read()
  const parked = reader?.read()
  request.abort()
  expect((await parked)?.done).toBe(true)
  expect(left()).toBe(1)
})

test('a body that is cancelled aborts the signal, once', async () => {
  const { open, left } = source()
  const request = new AbortController()
  const { body } = sseResponse(open, request.signal)
  await body?.cancel()
  request.abort()
  expect(left()).toBe(1)
})

test('a request that was aborted before it was answered opens nothing that stays', () => {
  const { open, signal } = source()
  sseResponse(open, AbortSignal.abort())
  expect(signal().aborted).toBe(true)
})

test('over a socket: frames arrive one by one, and a closed socket is noticed', async () => {
  const { outbox, open, signal } = source()
  const server = createServer((_, response) => {
    const closed = new AbortController()
    response.on('close', () => closed.abort())
    const socket = new WritableStream<Uint8Array>({ write: (frame) => void response.write(frame) })
    sseResponse(open, new AbortController().signal)
      .body?.pipeTo(socket, { signal: closed.signal })
      .catch(() => response.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const request = get({ port, host: '127.0.0.1' })
  const [response] = await once(request, 'response')
  expect(String((await once(response, 'data'))[0])).toBe('first')
  outbox.post(bytes('second'))
  expect(String((await once(response, 'data'))[0])).toBe('second')
  const left = once(signal(), 'abort')
  request.destroy()
  await left
  server.close()
  await once(server, 'close')
})
