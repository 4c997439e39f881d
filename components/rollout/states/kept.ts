import { type KeptPage, keepPage } from '@/components/page/kept.ts'
import type { RolloutDetail } from '@/lib/rollouts/view.ts'

/** What the page remembers between two messages, because the cluster does not. */
export interface Kept extends KeptPage<RolloutDetail> {
  /** Where the plan stood before an abort, which the controller resets to the first step. */
  readonly lastStep: { readonly uid: string; readonly revision: number; readonly index: number } | null
}

/** Nothing heard yet. */
export const nothingKept: Kept = { detail: null, goneAt: null, replacedUid: null, lastStep: null }

/** Takes in what the stream says now: `undefined` is "not heard yet", `null` is "not there". */
export function keep(kept: Kept, incoming: RolloutDetail | null | undefined, now: number): Kept {
  const next = keepPage<RolloutDetail, Kept>(kept, incoming, now)
  if (!incoming || next === kept || incoming === kept.detail) return next
  const changedHands = kept.detail !== null && kept.detail.row.uid !== incoming.row.uid
  return { ...next, lastStep: stepOf(incoming) ?? (changedHands ? null : kept.lastStep) }
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
