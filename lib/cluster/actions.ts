import { CockpitError } from '../errors.ts'
import type { RolloutRef } from '../paths.ts'
import type { Patch, Rollout } from '../rollouts/model.ts'
import { planAction } from '../rollouts/plans.ts'
import { stateKey } from '../rollouts/state-key.ts'
import { verdictsOf } from '../rollouts/verdicts.ts'
import type { Action } from '../rollouts/view.ts'
import { parseRollout } from '../wire/parse.ts'
import type { ClusterSource } from './source.ts'

/** The API server took it; what the controller makes of it comes by the stream. */
export interface Accepted {
  readonly accepted: true
  /** Of the object that resulted. */
  readonly resourceVersion: string
}

export interface Actions {
  /** Does one action on the object that was looked at; throws CockpitError `conflict` when that object has moved. */
  run(ref: RolloutRef, action: Action, state: string): Promise<Accepted>
}

interface ActionDeps {
  readonly source: Pick<ClusterSource, 'getRollout' | 'patchRollout'>
  readonly readOnly: boolean
  /** Told of a namespace in which the API server refused what was thought allowed. */
  refused(namespace: string): void
}

/**
 * Runs actions so that a double click is one: the same action on the same state, while under way, is the same promise.
 * The plugin's fallback for v0.9 (one patch on the main resource where the status subresource is missing) is left out:
 * every CRD since v0.10 has the subresource.
 */
export function createActions({ source, readOnly, refused }: ActionDeps): Actions {
  const underWay = new Map<string, Promise<Accepted>>()

  async function perform(ref: RolloutRef, action: Action, state: string): Promise<Accepted> {
    const rollout = parseRollout(await source.getRollout(ref.namespace, ref.name))
    requireUnmoved(rollout, state)
    const verdict = verdictsOf(rollout)[action]
    if (!verdict.allowed) throw new CockpitError('refused', verdict.because)
    return { accepted: true, resourceVersion: await patchAll(source, rollout, planAction(action, rollout)) }
  }

  return {
    async run(ref, action, state) {
      if (readOnly) throw new CockpitError('forbidden', 'This cockpit is read-only.')
      const word = JSON.stringify([ref.namespace, ref.name, action, state])
      const same = underWay.get(word)
      if (same !== undefined) return same
      const performing = perform(ref, action, state)
      underWay.set(word, performing)
      try {
        return await performing
      } catch (error) {
        if (forbids(error)) refused(ref.namespace)
        throw error
      } finally {
        underWay.delete(word)
      }
    },
  }
}

/** The second half of an action, too. */
const forbids = (error: unknown): boolean =>
  error instanceof CockpitError && (error.kind === 'forbidden' || forbids(error.cause))

function requireUnmoved(rollout: Rollout, state: string) {
  if (stateKey(rollout) !== state)
    throw new CockpitError(
      'conflict',
      'The Rollout has moved since you looked. Look at its new state and decide again.',
    )
}

/**
 * In order. The first carries the version that was read, so that nobody's change in between is built upon unseen; the next cannot, because
 * the controller answers the first with writes of its own.
 */
async function patchAll(
  source: ActionDeps['source'],
  { meta }: Rollout,
  patches: readonly Patch[],
): Promise<string> {
  let { resourceVersion } = meta
  for (const [index, patch] of patches.entries()) {
    try {
      const precondition = index === 0 ? meta.resourceVersion : null
      const answer = await source.patchRollout(meta.namespace, meta.name, patch, precondition)
      resourceVersion = parseRollout(answer).meta.resourceVersion
    } catch (error) {
      throw index === 0 ? error : half(error, index, patches.length)
    }
  }
  return resourceVersion
}

/** Half an action is told as such, and under no kind that means that nothing was done: what was accepted stays. */
function half(error: unknown, done: number, of: number): unknown {
  if (!(error instanceof CockpitError)) return error
  const message = `Only ${done} of ${of} changes was accepted; the next one was not: ${error.message}`
  return new CockpitError('unexpected', message, { cause: error })
}
