import { afterSwitch, currentStep, joined, outlook, type Told, type Versions, versions } from './outlook.ts'
import { pausedByHand } from './sentence-paused.ts'
import type { Action, RolloutDetail } from './view.ts'
import { spokenDuration, spokenShare, spokenStep } from './words.ts'

/** What an action will do, for the person who is about to confirm it. */
export interface Consequence {
  readonly fromImages: readonly string[]
  readonly toImages: readonly string[]
  /** `step 2 of 5`; null where no step is in force. */
  readonly fromStep: string | null
  readonly toStep: string | null
  /** Weights of the new version as wanted by the plan; null for anything but a canary. */
  readonly weightFrom: number | null
  readonly weightTo: number | null
  /** What happens to users and pods, in one sentence or a few. */
  readonly effect: string
  /** The words on the button, e.g. `Promote to 50 %`. */
  readonly button: string
  /** Enter must not confirm it. */
  readonly needsConfirmByPointer: boolean
}

interface Case extends Versions {
  readonly told: Told
  readonly detail: RolloutDetail
  readonly byHand: boolean
}

type Outcome = Pick<Consequence, 'toStep' | 'weightTo' | 'effect' | 'button'>

function toCase(detail: RolloutDetail): Case {
  const told = { row: detail.row, detail }
  return {
    told,
    detail,
    byHand: pausedByHand(detail.row),
    ...versions(told),
  }
}

/** Where promote leads: an inconclusive background analysis or experiment is run again, all else passes the current step. */
function promotedIndex({ detail }: Case): number | null {
  const { plan, row, analysisRuns } = detail
  if (plan === null) return null
  if (row.pause?.reason === 'InconclusiveExperiment') return plan.index
  if (row.pause?.reason === 'InconclusiveAnalysisRun') {
    const ofStep = analysisRuns.some(
      ({ type, status, revision }) =>
        type === 'Step' && status === 'Inconclusive' && revision === row.revision,
    )
    return ofStep && plan.steps[plan.index]?.kind === 'analysis' ? plan.index + 1 : plan.index
  }
  return Math.min(plan.index + 1, plan.steps.length)
}

function promoteCanaryEffect(of: Case, to: number): string {
  const { detail, told, byHand } = of
  const step = currentStep(told) ?? 'the last step'
  const then = outlook(told)
  if (to === detail.plan?.index)
    return `Ends the pause and lets the inconclusive run be made again; ${step} is not skipped.`
  if (byHand) return joined(`Ends the manual pause and passes ${step}.`, then)
  if (detail.row.pause === null) {
    const text = detail.plan?.steps[detail.plan.index]?.text ?? ''
    return joined(`Skips ${step} (${text}), which has not finished.`, then)
  }
  if (detail.row.pause.reason === 'InconclusiveAnalysisRun')
    return joined(`Skips the inconclusive analysis of ${step}.`, then)
  return joined(`Ends the pause of ${step}.`, then)
}

function promoteCanary(of: Case, to: number): Outcome {
  const { detail, told, next } = of
  const steps = detail.plan?.steps ?? []
  const max = told.row.maxWeight
  const target = steps[to]
  const weightTo = target?.weight ?? max
  const skips = detail.row.pause === null && !of.byHand
  const button = skips
    ? `Promote, skip step ${(detail.plan?.index ?? 0) + 1}`
    : target === undefined || (target.kind === 'setWeight' && weightTo === max)
      ? `Promote ${next} to all users`
      : target.kind === 'setWeight'
        ? `Promote to ${spokenShare(weightTo, max)}`
        : to === detail.plan?.index
          ? 'Promote, decide again'
          : `Promote to ${spokenStep(to, steps.length)}`
  return {
    toStep: target === undefined ? null : spokenStep(to, steps.length),
    weightTo,
    effect: promoteCanaryEffect(of, to),
    button,
  }
}

function promoteBlueGreen({ detail, told, byHand, stable, next }: Case): Outcome {
  const none = { toStep: null, weightTo: null }
  if (byHand)
    return {
      ...none,
      effect:
        'Ends the manual pause; where the preview is waiting to be promoted, users are switched to it too.',
      button: 'Promote, end the manual pause',
    }
  if (detail.row.pause?.reason === 'InconclusiveAnalysisRun')
    return {
      ...none,
      effect: 'Ends the pause and runs the analysis again.',
      button: 'Promote, analyse again',
    }
  return {
    ...none,
    effect: joined(`Switches all users from ${stable} to ${next}.`, afterSwitch(told)),
    button: `Promote ${next} to all users`,
  }
}

function promote(of: Case): Outcome {
  const { detail, byHand } = of
  const { row } = detail
  const to = promotedIndex(of)
  const stays = { toStep: currentStep(of.told), weightTo: row.setWeight }
  if (byHand && row.aborted)
    return {
      ...stays,
      effect: 'Ends the manual pause, so that the abort is carried out; the update stays aborted.',
      button: 'Promote, end the manual pause',
    }
  if (byHand && (row.fullyPromoted || (to === null && row.strategy === 'Canary')))
    return {
      ...stays,
      effect: 'Ends the manual pause; pods are scaled again.',
      button: 'Promote, end the manual pause',
    }
  return to === null ? promoteBlueGreen(of) : promoteCanary(of, to)
}

function promoteFull({ detail, told, byHand, next, switched }: Case): Outcome {
  const { row } = detail
  const undone = joined(row.aborted ? 'The abort is undone.' : '', byHand ? 'The manual pause is ended.' : '')
  const button = `Promote fully, ${next} to all users`
  if (row.strategy === 'BlueGreen') {
    const effect = switched
      ? `Keeps all users on ${next} and skips the verification that is under way.`
      : `Switches all users to ${next} as soon as its pods are ready, without pause and analysis.`
    return { toStep: null, weightTo: null, effect: joined(effect, undone, afterSwitch(told)), button }
  }
  const effect = `Gives all users ${next} as fast as pods can be replaced, and skips every step, pause and analysis that is left.`
  return { toStep: null, weightTo: told.row.maxWeight, effect: joined(effect, undone), button }
}

function afterAbort({ detail, next }: Case): string {
  const delay = detail.abortScaleDownDelaySeconds
  if (delay === null) return `The pods of ${next} keep running.`
  // How long a router's canary lives on depends on dynamicStableScale too: argo-rollouts@v1.10.1 rollout/replicaset.go#L269
  if (detail.row.strategy === 'Canary') return `The pods of ${next} are scaled down afterwards.`
  return `The pods of ${next} are kept for ${spokenDuration(delay)}, then scaled down.`
}

function abort(of: Case): Outcome {
  const { detail, byHand, stable, next, switched } = of
  const held = byHand ? 'Pods are scaled only once promote ends the manual pause.' : ''
  const button = `Abort, back to ${stable}`
  if (detail.row.strategy === 'BlueGreen') {
    // The controller looks at the new pods before it looks at the abort, also on the way back: argo-rollouts@v1.10.1 rollout/service.go#L99
    const users = switched
      ? `Users go back to ${stable} once all pods of ${next} are available.`
      : `Users stay on ${stable}; the preview stays on ${next}.`
    return { toStep: null, weightTo: null, effect: joined(users, afterAbort(of), held), button }
  }
  const routed = (detail.traffic?.routers.length ?? 0) > 0
  const users = routed
    ? `All traffic goes back to ${stable}.`
    : `The pods of ${next} are replaced by ${stable} as fast as the limits allow.`
  const effect = joined(
    users,
    routed ? afterAbort(of) : '',
    detail.plan === null ? '' : 'A retry would begin at step 1.',
    held,
  )
  return { toStep: null, weightTo: 0, effect, button }
}

function retry({ detail, told, next }: Case): Outcome {
  const { row, plan } = detail
  const [first] = plan?.steps ?? []
  if (row.strategy === 'Canary' && plan !== null && first !== undefined)
    return {
      toStep: spokenStep(0, plan.steps.length),
      weightTo: first.weight,
      effect: `Begins the update to ${next} again at step 1: every step, pause and analysis runs anew.`,
      button: 'Retry from step 1',
    }
  return {
    toStep: null,
    weightTo: row.strategy === 'Canary' ? told.row.maxWeight : null,
    effect: `Begins the update to ${next} again.`,
    button: `Retry ${next}`,
  }
}

const outcomes: Readonly<Record<Action, (of: Case) => Outcome>> = {
  promote,
  'promote-full': promoteFull,
  abort,
  retry,
}

/** What an allowed action does to this Rollout, in the words of the confirmation card and of the button. */
export function consequenceOf(action: Action, detail: RolloutDetail): Consequence {
  const { row } = detail
  const of = toCase(detail)
  const coming = of.nextImages.length > 0 ? of.nextImages : of.stableImages
  const [fromImages, toImages] = action === 'abort' ? [coming, of.stableImages] : [of.stableImages, coming]
  return {
    fromImages,
    toImages,
    // The controller has put an aborted update back before its first step: argo-rollouts@v1.10.1 rollout/canary.go#L394
    fromStep: row.aborted ? null : currentStep(of.told),
    weightFrom: row.setWeight,
    ...outcomes[action](of),
    needsConfirmByPointer: action === 'promote-full' || action === 'abort',
  }
}
