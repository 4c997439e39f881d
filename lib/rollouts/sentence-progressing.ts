import { currentStep, nextPods, outlook, type Sentence, stepIndex, type Told, versions } from './outlook.ts'
import type { RolloutDetail, StepView } from './view.ts'
import { secondsUntil, spokenDuration, spokenPods, spokenShare } from './words.ts'

const failing = ({ row }: Told): string =>
  row.trouble.length === 0 ? '' : `, but pods of the new version fail: ${row.trouble.join(', ')}`

function restarting({ detail }: Told, now: number): Sentence {
  const left = secondsUntil(detail?.restartAt ?? null, now)
  if (left !== null && left > 0)
    return { headline: `A restart of the pods is due in ${spokenDuration(left)}.`, next: '' }
  return {
    // A row does not say when, and a restart may be asked for in advance.
    headline: detail === null ? 'A restart of the pods is asked for.' : 'The pods are being restarted.',
    next: 'No new revision: each pod is replaced by its like.',
  }
}

/** No update is under way: pods start, are replaced after one, or the scale changes. */
function settling(told: Told): Sentence {
  const { row } = told
  const { desired, available } = row.counts
  const next = row.revision <= 1 ? 'It is the first revision: no steps run.' : 'No step is left to run.'
  if (desired === 0) return { headline: 'Scaling to 0 pods.', next }
  if (row.message === 'old replicas are pending termination')
    return { headline: 'The old pods are being removed.', next }
  const trouble = row.trouble.length === 0 ? '' : `, the others fail: ${row.trouble.join(', ')}`
  return { headline: `Pods are starting: ${available} of ${desired} available${trouble}.`, next }
}

function towardsWeight(told: Told, weight: number, step: StepView | null): string {
  const before = told.row.stepWeights[stepIndex(told) - 1] ?? 0
  const verb = weight > before ? 'Raising' : weight < before ? 'Lowering' : 'Going'
  const pods = nextPods(told)
  const wanted = step?.replicas?.next ?? pods?.desired ?? 0
  const missing = pods === null ? 0 : wanted - pods.ready
  const waitsFor = failing(told) || (missing > 0 ? `, ${spokenPods(missing)} becoming ready` : '')
  return `${verb} to ${spokenShare(weight, told.row.maxWeight)}${waitsFor}.`
}

function runningStep(told: Told, at: string): string {
  const { row, detail } = told
  const index = stepIndex(told)
  const weight = row.stepWeights[index] ?? 0
  const step = detail?.plan?.steps[index] ?? null
  switch (step?.kind) {
    case 'setWeight':
      return towardsWeight(told, weight, step)
    case 'pause':
      return `Reaching the pause of ${at}${failing(told)}.`
    case 'analysis':
      return `Waiting for the analysis of ${at}${failing(told)}.`
    case 'experiment':
      return `Waiting for the experiment of ${at}${failing(told)}.`
    case 'setCanaryScale':
      return `Scaling the canary at ${at}${failing(told)}.`
    case 'plugin':
      return `Waiting for the step plugin of ${at}${failing(told)}.`
    case 'setHeaderRoute':
    case 'setMirrorRoute':
      return `Setting a route at ${at}.`
    case 'invalid':
    case undefined:
      // A row does not say what kind of step it is; only a setWeight changes the weight.
      return weight === (row.stepWeights[index - 1] ?? 0)
        ? `Working on ${at}${failing(told)}.`
        : towardsWeight(told, weight, null)
  }
}

function canary(told: Told): Sentence {
  const { row } = told
  const at = currentStep(told)
  if (at !== null) return { headline: runningStep(told, at), next: outlook(told) }
  const { updated, desired } = row.counts
  const then = `Then all users have ${versions(told).next}.`
  return row.stepWeights.length === 0
    ? {
        headline: `Replacing pods: ${updated} new of ${desired}${failing(told)}.`,
        next: `It has no steps and waits for nobody. ${then}`,
      }
    : { headline: `All steps are done; the last pods are being replaced${failing(told)}.`, next: then }
}

function afterPreview({ detail }: Told): string {
  const auto = detail?.autoPromotion ?? null
  if (auto === null) return ''
  if (!auto.enabled) return 'Once the preview is ready it waits for a person; users are not switched before.'
  return auto.seconds === null || auto.seconds === 0
    ? 'Once the preview is ready users are switched without a pause.'
    : `Once the preview is ready users are switched after ${spokenDuration(auto.seconds)}.`
}

const verifies = ({ analysisRuns }: RolloutDetail): boolean =>
  analysisRuns.some(({ type, status }) => type === 'PrePromotion' && /^(Pending|Running|)$/.test(status))

function blueGreen(told: Told): Sentence {
  const { message } = told.row
  const { next: name, switched } = versions(told)
  if (message === 'waiting for analysis to complete')
    return {
      headline: `Users are switched to ${name}; the post-promotion analysis decides.`,
      next: 'It goes on by itself when the analysis succeeds and is aborted when it fails.',
    }
  if (switched || message === 'waiting for post-promotion verification to complete')
    return { headline: `Users are switched to ${name}; the switch is being verified.`, next: '' }
  const pods = nextPods(told)
  const next = afterPreview(told)
  if (pods === null) return { headline: `Users are not yet switched to ${name}${failing(told)}.`, next }
  if (pods.desired === 0 || pods.ready < pods.desired)
    return {
      headline: `The preview is starting: ${pods.ready} of ${spokenPods(pods.desired)} ready${failing(told)}.`,
      next,
    }
  if (told.detail !== null && verifies(told.detail))
    return {
      headline: 'The preview is ready; the pre-promotion analysis decides.',
      next: 'The rollout goes on when it succeeds and is aborted when it fails.',
    }
  return { headline: `All preview pods are ready; users are not yet switched to ${name}.`, next }
}

/** The sentence of a Rollout whose phase is Progressing. */
export function progressingSentence(told: Told, now: number): Sentence {
  const { row } = told
  if (row.message === 'rollout is restarting') return restarting(told, now)
  if (row.fullyPromoted || row.revision <= 1) return settling(told)
  return row.strategy === 'Canary' ? canary(told) : blueGreen(told)
}
