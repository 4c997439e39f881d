import { imageTag } from './image.ts'
import { beforeAnyPod } from './malformed.ts'
import { currentStep, outlook, type Sentence, type Told } from './outlook.ts'
import { abortedMessage, degradedSentence, invalidWords } from './sentence-degraded.ts'
import { pausedByHand, pausedSentence } from './sentence-paused.ts'
import { progressingSentence } from './sentence-progressing.ts'
import type { RolloutDetail, RolloutRow } from './view.ts'
import { ended, secondsUntil, spokenDuration } from './words.ts'

/** The two messages of Rollouts whose last change the controller has not worked off. */
const unobservedMessage = 'waiting for rollout spec update to be observed'
const unpausingMessage = 'waiting for rollout to unpause'

/** Whether the object holds a change that the controller has not reacted to at all. */
export const awaitsController = ({ message }: RolloutRow): boolean =>
  message.startsWith(unobservedMessage) || message === unpausingMessage

/** The message where it is the controller's own: what the CLI makes up for a Rollout that the controller has not looked at is not. */
export const controllerWords = (row: RolloutRow): string =>
  row.seen && !awaitsController(row) ? row.message : ''

/** A change was made that the controller has not reacted to yet; null when there is none. */
function unreacted(told: Told): Sentence | null {
  const { message, aborted, fullyPromoted } = told.row
  if (message.startsWith(unobservedMessage))
    return {
      headline: 'The spec has changed; the controller has not seen it yet.',
      next: 'What is shown is from before the change.',
    }
  if (message === unpausingMessage)
    return {
      headline: 'The pause was ended; waiting for the controller to go on.',
      next: outlook(told),
    }
  if (aborted && !fullyPromoted && !message.startsWith(abortedMessage))
    return { headline: 'Marked as aborted; the controller has not said so yet.', next: '' }
  return null
}

function healthy({ row }: Told, now: number): Sentence {
  const { desired, current } = row.counts
  const left = secondsUntil(row.scaleDownAt, now)
  const later =
    left === null
      ? 'Nothing is under way.'
      : left > 0
        ? `Old pods are removed in ${spokenDuration(left)}.`
        : 'Old pods are due to be removed.'
  if (desired === 0 && current === 0) return { headline: 'Scaled to 0: no pod runs.', next: later }
  const image = row.stableImages[0]
  return {
    headline:
      image === undefined
        ? 'Healthy: the update is complete.'
        : `Healthy: all users have ${imageTag(image)}.`,
    next: later,
  }
}

/** What is said before the phase, which the CLI computes for a Rollout that nothing comes of as well. */
function beforePhase(told: Told): Sentence | null {
  const nothingYet = beforeAnyPod(told.row)
  // An InvalidSpec is said first: while it lasts the controller reacts to nothing else.
  if (nothingYet !== null || invalidWords(told.row) !== null) return nothingYet
  return unreacted(told)
}

function tell(told: Told, now: number): Sentence {
  const { row } = told
  const first = beforePhase(told)
  if (first !== null) return first
  switch (row.phase) {
    case 'Healthy':
      return healthy(told, now)
    case 'Paused':
      return pausedSentence(told, now)
    case 'Degraded':
      return degradedSentence(told, now)
    case 'Progressing':
      return progressingSentence(told, now)
    case 'Unknown':
      return {
        headline: 'The state is unknown.',
        next: ended(row.message || (row.problems[0]?.message ?? 'The controller has not reported one')),
      }
  }
}

/** What the fleet knows to say of a Rollout at `now` (milliseconds); literally true of its row, unknown is said as unknown. */
export const sentence = (row: RolloutRow, now: number): Sentence => tell({ row, detail: null }, now)

/** What the page of a Rollout says at `now` (milliseconds): as `sentence`, told from all that is known. */
export const detailSentence = (detail: RolloutDetail, now: number): Sentence =>
  tell({ row: detail.row, detail }, now)

/** The headline in the few words that fit a row of the fleet, without a full stop. */
export function plainMessage(row: RolloutRow, now: number): string {
  const told: Told = { row, detail: null }
  const { headline } = tell(told, now)
  const waits =
    row.phase === 'Paused' &&
    row.pause?.waitsFor === 'person' &&
    !pausedByHand(row) &&
    beforePhase(told) === null
  if (!waits || row.pause?.reason.startsWith('Inconclusive')) return headline.replace(/\.$/, '')
  const trouble = row.trouble.length === 0 ? '' : `, in trouble: ${row.trouble.join(', ')}`
  if (row.strategy === 'BlueGreen')
    return trouble === '' ? 'Preview ready, waits for a person' : `Waits for a person${trouble}`
  const step = currentStep(told)
  return `Waits for a person${step === null ? '' : ` at ${step}`}${trouble}`
}
