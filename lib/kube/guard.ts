import type { Timing } from './timing.ts'

export interface GuardLimits {
  /** The longest silence, in milliseconds. */
  readonly idleMs: number
  /** The longest life, in milliseconds. */
  readonly lifeMs: number
}

/** Watches over one stream. `signal` aborts it when it is silent, overdue, or no longer wanted. */
export interface Guard {
  readonly signal: AbortSignal
  /** Why the guard ended the stream; null while it did not. */
  verdict(): 'silent' | 'overdue' | null
  heard(): void
  /** Takes the alarm off and ends the stream if it is still open. */
  end(): void
}

/** A guard that ends a stream which brings no byte for too long or outlives its time, and when `parent` aborts. */
export function createGuard(timing: Timing, limits: GuardLimits, parent: AbortSignal): Guard {
  const controller = new AbortController()
  let startedAt = timing.now()
  let heardAt = startedAt
  let verdict: 'silent' | 'overdue' | null = null
  let cancel = () => {}

  const follow = () => controller.abort(parent.reason)
  // One alarm, moved on only when it rings: bytes come thousands of times more often.
  const check = () => {
    const now = timing.now()
    // A clock that was set back must not stretch what is allowed.
    startedAt = Math.min(startedAt, now)
    heardAt = Math.min(heardAt, now)
    const idleLeft = heardAt + limits.idleMs - now
    const lifeLeft = startedAt + limits.lifeMs - now
    if (lifeLeft <= 0) verdict = 'overdue'
    else if (idleLeft <= 0) verdict = 'silent'
    if (verdict === null) cancel = timing.after(Math.min(idleLeft, lifeLeft), check)
    else controller.abort()
  }
  if (parent.aborted) follow()
  parent.addEventListener('abort', follow, { once: true })
  check()
  return {
    signal: controller.signal,
    verdict: () => verdict,
    heard() {
      heardAt = timing.now()
    },
    end() {
      cancel()
      parent.removeEventListener('abort', follow)
      controller.abort()
    },
  }
}
