/** `no-transform` keeps every hop from compressing, `x-accel-buffering` keeps nginx from gathering what must flow. */
const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-store, no-transform',
  'x-accel-buffering': 'no',
}

/** How many bytes are handed on ahead of a reader's socket. */
const ahead = 64 * 1024

/**
 * Answers with an event stream of the frames that `open` yields. Its signal aborts when the request does and when
 * the body is cancelled: whichever of the two the server's runtime happens to tell.
 */
export function sseResponse(
  open: (signal: AbortSignal) => AsyncIterable<Uint8Array>,
  requestSignal: AbortSignal,
): Response {
  const leaving = new AbortController()
  const leave = () => leaving.abort()
  if (requestSignal.aborted) leave()
  requestSignal.addEventListener('abort', leave, { once: true, signal: leaving.signal })
  const frames = open(leaving.signal)[Symbol.asyncIterator]()
  let cancelled = false
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await frames.next()
        if (!next.done) return controller.enqueue(next.value)
        leave()
        // A cancelled body is closed already, and closing it twice throws.
        if (!cancelled) controller.close()
      },
      cancel() {
        cancelled = true
        leave()
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: ahead }),
  )
  return new Response(body, { headers })
}
