import type { Rollout } from './model.ts'
import { isGenerationObserved, isUnpausing } from './phase.ts'
import { stepsAndIndex } from './plans.ts'
import { isFullyPromoted } from './promotion.ts'
import type { Action, Verdict } from './view.ts'

const allowed: Verdict = { allowed: true }
const refused = (because: string): Verdict => ({ allowed: false, because })

/** What keeps the controller from carrying out anything at all; null when nothing does. */
function standsInTheWay(rollout: Rollout): string | null {
  const { meta, spec, status } = rollout
  if (meta.deletedAt !== null) return 'The Rollout is being deleted.'
  if (spec.strategy.type === 'unknown')
    return 'The Rollout has no readable strategy; the controller acts only once its spec names canary or blueGreen.'
  if (!isGenerationObserved(rollout))
    return 'The controller has not seen the last change of the spec; possible once it has.'
  if (status.conditions.some(({ type }) => type === 'InvalidSpec'))
    return 'The controller refuses the spec and acts only once it is corrected.'
  return null
}

/**
 * Promote is possible wherever the plugin's patches have an effect: it ends a pause, or, on a canary that is not paused, it skips the
 * step that runs, a setWeight step that is still scaling included. Only spec.paused makes it useful where nothing is to promote.
 */
function promote(rollout: Rollout): Verdict {
  const { spec, status } = rollout
  if (spec.paused) return allowed
  if (status.stableRS === '') return refused('A first deployment runs no steps and has no pause to end.')
  if (status.abort)
    return refused('The update is aborted and promote does not undo that; retry it, or promote it fully.')
  if (status.promoteFull && !isFullyPromoted(rollout))
    return refused('A full promotion is already under way.')
  if (status.pauseConditions.length > 0) return allowed
  if (isUnpausing(rollout)) return refused('The controller has not yet gone on from the last promotion.')
  if (isFullyPromoted(rollout))
    return refused('There is nothing to promote: all users are meant to have this version.')
  if (spec.strategy.type === 'BlueGreen')
    return status.blueGreen.activeSelector === status.currentPodHash
      ? refused('Users are already on the new version; promote full skips the verification it waits for.')
      : refused('There is no pause to end yet; possible once the preview is ready and the Rollout pauses.')
  const plan = stepsAndIndex(rollout)
  if (plan === null) return refused('It has no steps, so promote has none to skip; it goes on by itself.')
  if (plan.index >= plan.count) return refused('All steps are done; the last pods are being replaced.')
  return allowed
}

/** A canary past its last step, with nothing that could still hold it: full promotion would do what is being done. */
function goesToTheEnd(rollout: Rollout): boolean {
  const { strategy, paused } = rollout.spec
  if (strategy.type !== 'Canary' || strategy.canary.trafficRouting !== null) return false
  if (paused || rollout.status.abort || rollout.status.pauseConditions.length > 0) return false
  const plan = stepsAndIndex(rollout)
  return (plan === null || plan.index >= plan.count) && !strategy.canary.backgroundAnalysis
}

function promoteFull(rollout: Rollout): Verdict {
  const { spec, status } = rollout
  if (status.stableRS === '') return refused('A first deployment goes to all users without steps.')
  if (isFullyPromoted(rollout))
    return spec.paused
      ? refused('All users are meant to have this version; promote ends the manual pause.')
      : refused('It is fully promoted: all users are meant to have this version.')
  if (status.promoteFull)
    return spec.paused
      ? refused('A full promotion is already asked for; promote ends the manual pause that holds it.')
      : refused('A full promotion is already under way.')
  if (goesToTheEnd(rollout)) return refused('It already goes to all users without any step or pause.')
  return allowed
}

function abort(rollout: Rollout): Verdict {
  const { status } = rollout
  if (status.stableRS === '') return refused('A first deployment has no earlier version to go back to.')
  if (isFullyPromoted(rollout))
    return refused('No update is under way; to go back, deploy the earlier version.')
  if (status.abort) return refused('It is already aborted.')
  // A full promotion removes the abort again: argo-rollouts@v1.10.1 rollout/canary.go#L378, rollout/bluegreen.go#L275
  if (status.promoteFull)
    return refused('A full promotion is under way, and the controller does not abort one.')
  return allowed
}

function retry({ status }: Rollout): Verdict {
  if (status.abort) return allowed
  const timedOut = status.conditions.some(({ reason }) => reason === 'ProgressDeadlineExceeded')
  return timedOut
    ? refused('It is not aborted; retry does not help an update that made no progress in time.')
    : refused('It is not aborted; only an aborted update can be retried.')
}

/**
 * For each action whether it would have an effect on this object, or why not. The plugin asks none of this and reports success all
 * the same. Mirrors what the controller does with each patch: argo-rollouts@v1.10.1 rollout/canary.go#L346, rollout/bluegreen.go#L268,
 * rollout/controller.go#L594, rollout/sync.go#L1000
 */
export function verdictsOf(rollout: Rollout): Readonly<Record<Action, Verdict>> {
  const because = standsInTheWay(rollout)
  if (because !== null) {
    const none = refused(because)
    return { promote: none, 'promote-full': none, abort: none, retry: none }
  }
  return {
    promote: promote(rollout),
    'promote-full': promoteFull(rollout),
    abort: abort(rollout),
    retry: retry(rollout),
  }
}
