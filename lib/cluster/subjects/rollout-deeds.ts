import { CockpitError } from '../../errors.ts'
import { planAction } from '../../rollouts/plans.ts'
import { stateKey } from '../../rollouts/state-key.ts'
import { verdictsOf } from '../../rollouts/verdicts.ts'
import type { Action } from '../../rollouts/view.ts'
import { parseRollout } from '../../wire/parse.ts'
import { type Prepare, requireUnmoved } from './deed.ts'

/** One action on a Rollout in the state that was confirmed. */
export interface RolloutDeed {
  readonly resource: 'rollouts'
  readonly action: Action
  readonly state: string
}

/**
 * Judges and plans an action on a Rollout. The plugin's fallback for v0.9 (one patch on the main resource where the status subresource is
 * missing) is left out: every CRD since v0.10 has the subresource.
 */
export const prepareRollout: Prepare<RolloutDeed> = async (
  source,
  { namespace, name },
  { action, state },
) => {
  const rollout = parseRollout(await source.get('rollouts', namespace, name))
  requireUnmoved('Rollout', stateKey(rollout), state)
  const verdict = verdictsOf(rollout)[action]
  if (!verdict.allowed) throw new CockpitError('refused', verdict.because)
  return { meta: rollout.meta, patches: planAction(action, rollout) }
}
