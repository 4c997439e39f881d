import type { Action, RolloutDetail } from '@/lib/rollouts/view.ts'
import type { Rights } from '@/lib/stream/protocol.ts'

export interface Standing {
  readonly detail: RolloutDetail
  readonly rights: Rights
  /** Why nothing at all may be done: gone, stale, read-only; null when the picture is fresh. */
  readonly road: string | null
}

/** Why this action cannot be taken now, as a sentence; null when it can. What holds up everything is said first. */
export function lockOf(action: Action, { detail, rights, road }: Standing): string | null {
  if (road !== null) return road
  const missing = missingRight(action, detail, rights)
  if (missing !== null) return `Needs patch on ${missing} in namespace ${detail.row.namespace}.`
  const verdict = detail.verdicts[action]
  return verdict.allowed ? null : verdict.because
}

// A right that could not be asked for is not held against anyone: the API server has the last word.
function missingRight(action: Action, { row }: RolloutDetail, rights: Rights): string | null {
  if (rights.patchStatus === false) return 'rollouts/status'
  const writesSpec = row.pause?.reason === 'manually paused'
  const promotes = action === 'promote' || action === 'promote-full'
  return promotes && writesSpec && rights.patchRollout === false ? 'rollouts' : null
}

/**
 * The one action that is filled: the next thing a person would do, which with failing pods is to abort. Null where nobody is asked for
 * anything: while a step runs, promote would skip it.
 */
export function primaryAction({ verdicts, row }: RolloutDetail): Action | null {
  if (row.trouble.length > 0 && verdicts.abort.allowed) return 'abort'
  if (row.pause !== null && verdicts.promote.allowed) return 'promote'
  return verdicts.retry.allowed ? 'retry' : null
}
