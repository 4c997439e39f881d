import type { ServerResponse } from 'node:http'
import type { Answer } from './answer.ts'

type Stream = Extract<Answer, { readonly stream: unknown }>['stream']

/** A reader that is behind and takes nothing for so long is let go; it comes back and lists. */
const PATIENCE_MS = 60_000

/** What waits for a reader that cannot be told to wait, in bytes; a reader of a log does not come that far behind. */
const BACKLOG_LIMIT = 16 * 1024 * 1024

/** Writes a stream to a response whose head is written, and ends it when its reader goes, however that happens. */
export function sendStream(response: ServerResponse, stream: Stream): void {
  const { socket } = response.req
  let impatience: NodeJS.Timeout | undefined
  let stop: () => void = () => undefined
  let over = false
  const gone = () => {
    if (over) return
    over = true
    clearTimeout(impatience)
    socket.off('close', gone)
    response.off('close', gone)
    stop()
  }
  // Of a request that came in behind another one on its connection, the response does not hear that the connection is closed.
  socket.once('close', gone)
  response.once('close', gone)
  response.flushHeaders()
  stop = stream({
    write: (text) => {
      if (response.writableEnded || response.destroyed) return true
      if (response.write(text)) return true
      if (response.writableLength > BACKLOG_LIMIT) response.destroy()
      return false
    },
    whenTaken: (resume) => {
      impatience = setTimeout(() => response.destroy(), PATIENCE_MS)
      response.once('drain', () => {
        clearTimeout(impatience)
        resume()
      })
    },
    end: () => void response.end(),
  })
  if (over) stop()
  else if (socket.destroyed) gone()
}
