import type { RolloutDetail } from '@/lib/rollouts/view.ts'

/** What the page remembers between two messages, because the cluster does not. */
export interface Kept {
  /** The last picture there was; it stays when the Rollout goes. */
  readonly detail: RolloutDetail | null
  /** When the Rollout was seen to be gone, in milliseconds; null while it is there. */
  readonly goneAt: number | null
  /** The uid under this name before the present one, where the name changed hands while the page was open. */
  readonly replacedUid: string | null
  /** Where the plan stood before an abort, which the controller resets to the first step. */
  readonly lastStep: { readonly uid: string; readonly revision: number; readonly index: number } | null
}

/** Nothing heard yet. */
export const nothingKept: Kept = { detail: null, goneAt: null, replacedUid: null, lastStep: null }

/** Takes in what the stream says now: `undefined` is "not heard yet", `null` is "not there". */
export function keep(kept: Kept, incoming: RolloutDetail | null | undefined, now: number): Kept {
  if (incoming === undefined || incoming === kept.detail) {
    return incoming && kept.goneAt !== null ? { ...kept, goneAt: null } : kept
  }
  if (incoming === null) {
    return kept.detail === null || kept.goneAt !== null ? kept : { ...kept, goneAt: now }
  }
  const before = kept.detail?.row.uid
  const changedHands = before !== undefined && before !== incoming.row.uid
  return {
    detail: incoming,
    goneAt: null,
    replacedUid: changedHands ? before : kept.replacedUid,
    lastStep: stepOf(incoming) ?? (changedHands ? null : kept.lastStep),
  }
}

function stepOf({ row, plan }: RolloutDetail): Kept['lastStep'] {
  if (!plan || row.aborted || row.fullyPromoted || plan.index >= plan.steps.length) return null
  return { uid: row.uid, revision: row.revision, index: plan.index }
}

/** The step an abort interrupted, where the page saw it; else null. */
export function abortedStepOf({ detail, lastStep }: Kept): number | null {
  if (!detail?.row.aborted || lastStep === null) return null
  const same = lastStep.uid === detail.row.uid && lastStep.revision === detail.row.revision
  // Steps can be taken out of the plan without a new revision.
  return same && lastStep.index < (detail.plan?.steps.length ?? 0) ? lastStep.index : null
}
