import { setImmediate } from 'node:timers/promises'
import type { RolloutDetail } from '../../rollouts/view.ts'
import { isRolloutDetail, type PageDetail } from '../../stream/page.ts'
import type { StreamMessage } from '../../stream/protocol.ts'
import type { Hub } from '../hub.ts'
import type { Scope } from '../readers.ts'

export interface Reader {
  /** What came since the last call, decoded. */
  take(): Promise<readonly StreamMessage[]>
  /** The encoded frames of the same. */
  readonly frames: readonly Uint8Array[]
  readonly ended: () => boolean
  leave(): void
}

export const fleetScope: Scope = { fleet: true, pages: [] }

/** A detail that is a Rollout's. */
export const rolloutIn = (detail: PageDetail | null | undefined): RolloutDetail | null =>
  detail && isRolloutDetail(detail) ? detail : null

export function decode(frame: Uint8Array): StreamMessage {
  const text = new TextDecoder().decode(frame)
  const found = /^event: (\S+)\ndata: ([^\n\r]*)\n\n$/.exec(text)
  if (found === null) throw new Error(`not one event: ${text}`)
  const message: StreamMessage = JSON.parse(found[2] ?? '')
  if (message.type !== found[1]) throw new Error(`event ${found[1]} carries ${message.type}`)
  return message
}

/** Reads a hub's stream as fast as it comes. */
export function readAll(hub: Hub, scope: Scope = fleetScope): Reader {
  const leaving = new AbortController()
  const frames: Uint8Array[] = []
  let taken = 0
  let ended = false
  const reading = (async () => {
    for await (const frame of hub.subscribe(scope, leaving.signal)) frames.push(frame)
    ended = true
  })()
  void reading
  return {
    frames,
    ended: () => ended,
    leave: () => leaving.abort(),
    async take() {
      // One turn of the event loop runs all microtasks and no timer.
      await setImmediate()
      const fresh = frames.slice(taken).map(decode)
      taken = frames.length
      return fresh
    },
  }
}
