import { useEffect, useReducer } from 'react'
import { CockpitError } from '@/lib/errors.ts'
import type { RolloutRef } from '@/lib/paths.ts'
import { asFailure } from '@/lib/query/client.ts'
import { postSample } from '@/lib/query/service.ts'
import { idle, reduceSampler, type SamplerState } from './sampler-state.ts'

/** Small, so that the squares come one after the other. */
const batch = 5
const pauseMs = 500
/** Waits no longer than this for its turn among all who sample. */
const longestPauseMs = 5_000

export interface Sampler extends SamplerState {
  readonly start: (path: string, port: string | null) => void
  readonly stop: () => void
  readonly clear: () => void
}

/**
 * Asks a Service again and again from the moment somebody asks for it, until they stop it, the page is hidden or left, it fails, or it has
 * had its answers. `basis` names what is counted: when that changes, counting begins anew.
 */
export function useSampler(ref: RolloutRef, basis: string, lock: string | null): Sampler {
  const [state, dispatch] = useReducer(reduceSampler, idle)
  const { cluster, namespace, name } = ref
  const { running, path, port } = state

  useEffect(() => {
    dispatch({ type: 'basis', basis })
  }, [basis])

  useEffect(() => {
    if (lock !== null) dispatch({ type: 'stop', because: lock })
  }, [lock])

  useEffect(() => {
    if (!running) return
    const leaving = new AbortController()
    const hide = () => {
      if (document.visibilityState === 'hidden')
        dispatch({ type: 'stop', because: 'Stopped while the page was hidden.' })
    }
    document.addEventListener('visibilitychange', hide)
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      try {
        const question = { path, port, count: batch }
        const sample = await postSample({ cluster, namespace, name }, question, leaving.signal)
        if (leaving.signal.aborted) return
        dispatch({ type: 'answers', answers: sample.answers })
        timer = setTimeout(() => void ask(), Math.min(Math.max(pauseMs, sample.retryAfterMs), longestPauseMs))
      } catch (error) {
        if (!leaving.signal.aborted) dispatch({ type: 'failed', failure: asFailure(error) })
      }
    }
    void ask()
    return () => {
      leaving.abort(new CockpitError('unreachable', 'The page was left.'))
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', hide)
    }
  }, [running, path, port, cluster, namespace, name])

  return {
    ...state,
    start: (wanted, from) => dispatch({ type: 'start', path: wanted, port: from }),
    stop: () => dispatch({ type: 'stop', because: null }),
    clear: () => dispatch({ type: 'clear' }),
  }
}
