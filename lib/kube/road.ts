import type { Resource, RoadPhase, RoadState } from '../cluster/source.ts'
import type { Timing } from './timing.ts'

const contactEveryMs = 10_000

/** The state of one road, told on every change and, while bytes come, at most every 10 s. */
export interface Road {
  heard(): void
  tell(state: RoadPhase, problem: string | null): void
}

/** Makes the road of one resource in one namespace or (`null`) in all; `emit` must not throw. */
export function createRoad(
  resource: Resource,
  namespace: string | null,
  timing: Timing,
  emit: (road: RoadState) => void,
): Road {
  let state: RoadPhase | null = null
  let problem: string | null = null
  let heardAt: number | null = null
  let toldAt: number | null = null

  const say = () => {
    if (state === null) return
    toldAt = heardAt
    const lastContact = heardAt === null ? null : new Date(heardAt).toISOString()
    emit({ resource, namespace, state, lastContact, problem })
  }
  return {
    heard() {
      heardAt = timing.now()
      // Either way: a clock may be set back.
      if (state === 'live' && Math.abs(heardAt - (toldAt ?? 0)) >= contactEveryMs) say()
    },
    tell(nextState, nextProblem) {
      if (nextState === state && nextProblem === problem) return
      state = nextState
      problem = nextProblem
      say()
    },
  }
}
