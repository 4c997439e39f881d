import { CockpitError } from '../errors.ts'
import { type Failure, failureOfThrown } from './errors.ts'
import type { Transport } from './transport.ts'

/** After so much silence on all watches together the API server is asked for a sign of life. */
export const quietMs = 15_000
const answerMs = 10_000

/** Tells watches that bring nothing because nothing happens from those whose API server hangs. */
export interface Pulse {
  /** Bytes came, on whichever watch. */
  heard(): void
  /** Calls `lost` once when the API server owes an answer, until the returned function is called. */
  follow(lost: (failure: Failure) => void): () => void
}

/**
 * Asks for `/version` whenever all who follow have heard nothing for 15 s; any answer at all is a sign of life, none
 * within 10 s loses all of them. Silence alone proves nothing: bookmarks come once a minute.
 */
export function createPulse(transport: Transport, patience = () => AbortSignal.timeout(answerMs)): Pulse {
  const { timing } = transport
  const followers = new Set<(failure: Failure) => void>()
  let heardAt = timing.now()
  let cancel: (() => void) | null = null
  let asking: AbortController | null = null

  function rest() {
    cancel?.()
    cancel = null
    asking?.abort()
    asking = null
  }

  function arm() {
    // A clock that was set back must not stretch what is allowed.
    heardAt = Math.min(heardAt, timing.now())
    cancel = timing.after(Math.max(0, heardAt + quietMs - timing.now()), () => {
      if (timing.now() - heardAt < quietMs) arm()
      else void ask()
    })
  }

  async function ask() {
    const question = new AbortController()
    asking = question
    const askedAt = timing.now()
    const failure = await answerOf(transport, AbortSignal.any([question.signal, patience()]))
    // Nobody follows any more, or those who do have asked anew.
    if (asking !== question) return
    rest()
    if (failure === null) heardAt = timing.now()
    else if (heardAt <= askedAt) for (const lost of [...followers]) lost(failure)
    if (followers.size > 0) arm()
  }

  return {
    heard() {
      heardAt = timing.now()
    },
    follow(lost) {
      followers.add(lost)
      heardAt = followers.size === 1 ? timing.now() : heardAt
      if (cancel === null) arm()
      return () => {
        followers.delete(lost)
        if (followers.size === 0) rest()
      }
    },
  }
}

async function answerOf(transport: Transport, signal: AbortSignal): Promise<Failure | null> {
  const question = { method: 'GET', path: '/version', query: {}, body: null, endless: false, signal } as const
  try {
    const answer = await transport.send(question)
    await answer.body.dump()
    return null
  } catch (error) {
    // Credentials that cannot be read say nothing of the API server.
    if (error instanceof CockpitError) return null
    return failureOfThrown(error, transport.target)
  }
}
