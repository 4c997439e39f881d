import { sleep } from './timing.ts'
import type { Transport } from './transport.ts'

/** At most so long after it is ready again (and 5 s more where it hangs) an API server is known to be back. */
export const askEveryMs = 2_000
const answerMs = 5_000

/** Tells those that rest because the API server could not be reached of its return; shared by all who watch the same one. */
export interface Comeback {
  /** Resolves after so many milliseconds or when the signal aborts (false), or earlier (true) once the API server is back. */
  rest(ms: number, signal: AbortSignal): Promise<boolean>
  /** How often it has come back while anybody rested. */
  returns(): number
}

/**
 * While anybody rests, `/readyz` is asked every 1 to 2 s in the name of all, so that a long absence does not make them late. Only
 * the change from not ready to ready wakes: a road that fails beside others that lead waits its time.
 */
export function createComeback(transport: Transport): Comeback {
  const { timing } = transport
  const resting = new Set<AbortController>()
  let asking: AbortController | null = null
  let ready = true
  let returns = 0

  function ask(): AbortController {
    const enough = new AbortController()
    void askUntil(enough.signal)
    return enough
  }

  async function askUntil(enough: AbortSignal) {
    for (;;) {
      await sleep(timing, Math.round(askEveryMs * (0.5 + timing.random() / 2)), enough)
      if (enough.aborted) return
      const answer = await isReady(transport, enough)
      if (enough.aborted) return
      const back = answer && !ready
      ready = answer
      if (!back) continue
      returns += 1
      for (const one of resting) one.abort()
    }
  }

  return {
    async rest(ms, signal) {
      const woken = new AbortController()
      resting.add(woken)
      asking ??= ask()
      await sleep(timing, ms, AbortSignal.any([signal, woken.signal]))
      resting.delete(woken)
      if (resting.size === 0) {
        asking?.abort()
        asking = null
      }
      return woken.signal.aborted
    },
    returns: () => returns,
  }
}

// Refused is not ready: before its roles are loaded an API server refuses all but its own, and would refuse the lists as well.
async function isReady(transport: Transport, enough: AbortSignal): Promise<boolean> {
  const signal = AbortSignal.any([enough, AbortSignal.timeout(answerMs)])
  const question = { method: 'GET', path: '/readyz', query: {}, body: null, endless: false, signal } as const
  try {
    const answer = await transport.send(question)
    await answer.body.dump()
    return answer.statusCode < 300
  } catch {
    return false
  }
}
