import type { DeploymentAction, DeploymentDetail } from '@/lib/deployments/view.ts'
import type { Rights } from '@/lib/stream/protocol.ts'

export interface DeploymentStanding {
  readonly detail: DeploymentDetail
  readonly rights: Rights
  /** Why nothing at all may be done: gone, stale, read-only; null when the picture is fresh. */
  readonly road: string | null
}

/** Why this action cannot be taken now, as a sentence; null when it can. What holds up everything is said first. */
export function orderLock(
  action: DeploymentAction,
  { detail, rights, road }: DeploymentStanding,
): string | null {
  if (road !== null) return road
  const missing = missingRight(action, rights)
  if (missing !== null) return `Needs patch on ${missing} in namespace ${detail.row.namespace}.`
  const verdict = detail.verdicts[action]
  return verdict.allowed ? null : verdict.because
}

// A right that could not be asked for is not held against anyone: the API server has the last word.
function missingRight(action: DeploymentAction, rights: Rights): string | null {
  if (action === 'scale') return rights.scaleDeployment === false ? 'deployments/scale' : null
  return rights.patchDeployment === false ? 'deployments' : null
}

/** The one action that is filled: the next thing a person would do. Null where nobody is asked for anything. */
export function primaryOrder({ row, verdicts }: DeploymentDetail): DeploymentAction | null {
  const stuck = row.phase === 'Degraded' || row.trouble.length > 0
  if (stuck && row.updating && verdicts.undo.allowed) return 'undo'
  return row.pause !== null && verdicts.resume.allowed ? 'resume' : null
}
