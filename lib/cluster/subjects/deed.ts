import { CockpitError } from '../../errors.ts'
import type { Meta } from '../../rollouts/model.ts'
import type { Patch } from '../../rollouts/patch.ts'
import type { ClusterSource } from '../source.ts'
import type { At } from './subject.ts'

/** An action that was judged on the object as it is now: the patches to send to it, in order. */
export interface Prepared {
  readonly meta: Meta
  readonly patches: readonly Patch[]
}

/**
 * Reads the object afresh, compares it with what was confirmed, asks the verdict again and makes the plan. Throws CockpitError `conflict` when the
 * object has moved, `refused` when the action would have no effect.
 */
export type Prepare<Deed> = (source: Pick<ClusterSource, 'get'>, at: At, deed: Deed) => Promise<Prepared>

/** Throws `conflict` unless the object is in the state that was confirmed. */
export function requireUnmoved(kind: string, now: string, confirmed: string): void {
  if (now !== confirmed)
    throw new CockpitError(
      'conflict',
      `The ${kind} has moved since you looked. Look at its new state and decide again.`,
    )
}
