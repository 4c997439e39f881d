/** Beyond this many waiting bytes a reader is given a fresh snapshot instead of everything it missed. */
const outboxLimit = 512 * 1024

export interface Outbox {
  post(frame: Uint8Array): void
  /** What waits is dropped; the reader goes on from a fresh snapshot. */
  restart(): void
  /** The reader's iteration ends at once, even where it is parked. */
  end(): void
  read(): AsyncGenerator<Uint8Array, void>
}

/**
 * One reader's mailbox. It begins with `snapshot()`, taken when the reader is there to take it; whoever reads too
 * slowly gets the next snapshot in place of what waits, so memory is bounded by `limit`, not by slowness.
 */
export function createOutbox(snapshot: () => readonly Uint8Array[], limit = outboxLimit): Outbox {
  // A snapshot counts nothing: only what gathers behind it shows a slow reader.
  let whole: Uint8Array[] = []
  let waiting: Uint8Array[] = []
  let bytes = 0
  let behind = true
  let ended = false
  let wake: (() => void) | null = null

  function rouse() {
    wake?.()
    wake = null
  }

  function empty() {
    whole = []
    waiting = []
    bytes = 0
  }

  function restart() {
    empty()
    behind = true
    rouse()
  }

  function take(): Uint8Array | undefined {
    if (behind) {
      whole = [...snapshot()]
      behind = false
    }
    const first = whole.shift()
    if (first !== undefined) return first
    const frame = waiting.shift()
    bytes -= frame?.byteLength ?? 0
    return frame
  }

  return {
    restart,
    post(frame) {
      if (behind || ended) return
      bytes += frame.byteLength
      if (whole.length + waiting.length > 0 && bytes > limit) return restart()
      waiting.push(frame)
      rouse()
    },
    end() {
      ended = true
      empty()
      rouse()
    },
    async *read() {
      while (!ended) {
        const frame = take()
        if (frame !== undefined) yield frame
        else
          await new Promise<void>((resolve) => {
            wake = resolve
          })
      }
    },
  }
}
