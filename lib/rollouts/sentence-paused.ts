import {
  afterSwitch,
  currentStep,
  joined,
  nextPods,
  outlook,
  type Sentence,
  type Told,
  versions,
} from './outlook.ts'
import type { RolloutRow } from './view.ts'
import { ended, secondsUntil, spokenDuration } from './words.ts'

/** Whether spec.paused holds the Rollout: the controller's own word for it stands as the reason. */
export const pausedByHand = ({ pause }: RolloutRow): boolean => pause?.reason === 'manually paused'

/** What is wrong with the pods of the new version while it stands still; empty when nothing is known to be. */
function butUnready(told: Told): string {
  const trouble = told.row.trouble.join(', ')
  const pods = nextPods(told)
  if (pods !== null && pods.desired > 0 && pods.ready < pods.desired) {
    const few = pods.ready === 0 ? 'no pod' : `only ${pods.ready} of ${pods.desired} pods`
    const verb = pods.ready === 0 || pods.desired === 1 ? 'is' : 'are'
    return `, but ${few} of the new version ${verb} ready${trouble === '' ? '' : ` (${trouble})`}`
  }
  return trouble === '' ? '' : `, but pods of the new version are in trouble (${trouble})`
}

function waited(told: Told, now: number): string {
  const until = secondsUntil(told.row.pause?.since ?? null, now)
  return until === null ? 'How long it has waited is not known.' : `It has waited ${spokenDuration(-until)}.`
}

function byHand(told: Told): Sentence {
  const { row } = told
  const headline = 'Paused by hand.'
  if (row.fullyPromoted)
    return { headline, next: 'No update is under way; scaling stands still until a person promotes.' }
  const step = currentStep(told)
  if (step === null)
    return { headline, next: 'Scaling and any switch of users stand still until a person promotes.' }
  return {
    headline: `Paused by hand at ${step}.`,
    next: `Scaling and steps stand still until a person promotes, which also passes ${step}. ${outlook(told)}`,
  }
}

function inconclusive(told: Told, what: string, now: number): Sentence {
  return {
    headline: `${what} was inconclusive: a person must decide${butUnready(told)}.`,
    next: `Promote lets it go on, abort goes back to ${versions(told).stable}. ${waited(told, now)}`,
  }
}

function byClock(told: Told, now: number): Sentence {
  const { row } = told
  const left = secondsUntil(row.pause?.waitsFor === 'clock' ? row.pause.until : null, now)
  const when =
    left === null
      ? 'by itself, when is not known'
      : left <= 0
        ? 'by itself any moment'
        : `by itself in ${spokenDuration(left)}`
  if (row.strategy === 'BlueGreen')
    return {
      headline: `Switches users to ${versions(told).next} ${when}${butUnready(told)}.`,
      next: `Until then users stay on ${versions(told).stable}. A person can promote earlier or abort.`,
    }
  const step = currentStep(told)
  return {
    headline: `Goes on ${when}${butUnready(told)}.`,
    next: joined(step === null ? '' : `Paused at ${step}.`, outlook(told), 'A person can promote earlier.'),
  }
}

function byPerson(told: Told, now: number): Sentence {
  const unready = butUnready(told)
  if (told.row.strategy === 'BlueGreen') {
    return {
      headline:
        unready === ''
          ? 'The preview is ready. Waiting for a person to promote.'
          : `Waiting for a person to promote${unready}.`,
      next: joined(`Users stay on ${versions(told).stable}.`, afterSwitch(told), waited(told, now)),
    }
  }
  const step = currentStep(told)
  return {
    headline: `Waiting for a person to promote${step === null ? '' : ` at ${step}`}${unready}.`,
    next: joined(outlook(told), 'Nothing happens until someone decides.', waited(told, now)),
  }
}

/** The sentence of a Rollout whose phase is Paused. */
export function pausedSentence(told: Told, now: number): Sentence {
  const { pause, message } = told.row
  if (pausedByHand(told.row)) return byHand(told)
  if (pause === null)
    return {
      headline: ended(`Paused${message === '' ? '' : `: ${message}`}`),
      next: 'What it waits for is not known.',
    }
  if (pause.reason === 'InconclusiveAnalysisRun') return inconclusive(told, 'An analysis', now)
  if (pause.reason === 'InconclusiveExperiment') return inconclusive(told, 'An experiment', now)
  return pause.waitsFor === 'clock' ? byClock(told, now) : byPerson(told, now)
}
