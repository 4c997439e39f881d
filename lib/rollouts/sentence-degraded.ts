import { joined, nextPods, type Sentence, type Told, versions } from './outlook.ts'
import { pausedByHand } from './sentence-paused.ts'
import type { RolloutRow } from './view.ts'
import { ended, secondsUntil, spokenDuration } from './words.ts'

/** How the controller's message begins once it has carried out an abort. Mirrors argo-rollouts@v1.10.1 utils/rollout/rolloututil.go#L144 */
export const abortedMessage = 'RolloutAborted: '

/** The cause in the controller's message of an abort; empty when it gives none, as after an abort by a person. Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L643 */
const abortCause = (message: string): string =>
  /^RolloutAborted: Rollout aborted update to revision \d+: (.*)$/s.exec(message)?.[1] ?? ''

/** Whether all users have the stable version again; null when that cannot be told. */
function wholeAgain(told: Told): boolean | null {
  const { row, detail } = told
  // The active Service keeps to new pods that are not all available, even once they are scaled to 0: argo-rollouts@v1.10.1 rollout/service.go#L99
  if (row.strategy === 'BlueGreen') return row.stableImages.length === 0 ? null : !versions(told).switched
  // status.updatedReplicas counts the pods of the new version, ready or not: argo-rollouts@v1.10.1 rollout/sync.go#L417
  if (row.counts.updated === 0) return true
  const traffic = detail?.traffic ?? null
  if (traffic === null) return null
  if (traffic.routers.length > 0) return traffic.recorded === null ? null : traffic.recorded === 0
  return traffic.counted.next === 0
}

function abortedSentence(told: Told, now: number): Sentence {
  const { row } = told
  const { stable, next } = versions(told)
  const whole = wholeAgain(told)
  const cause = abortCause(row.message)
  const left = secondsUntil(row.scaleDownAt, now)
  return {
    headline:
      whole === null
        ? 'Aborted.'
        : whole
          ? `Aborted. All users have ${stable}.`
          : `Aborted. Some users may still have ${next}.`,
    next: joined(
      cause === ''
        ? 'The controller gives no cause, as after an abort by a person.'
        : `Cause: ${ended(cause)}`,
      pausedByHand(row) ? 'Pods are scaled only once a person promotes, which ends the manual pause.' : '',
      left !== null && left > 0 ? `The pods of ${next} are removed in ${spokenDuration(left)}.` : '',
      row.strategy === 'Canary' && row.stepWeights.length > 0
        ? `Retry begins again at step 1; deploying ${stable} ends the update.`
        : `Retry begins again; deploying ${stable} ends the update.`,
    ),
  }
}

function timedOutSentence(told: Told): Sentence {
  const { row } = told
  const pods = nextPods(told)
  const trouble = row.trouble.join(', ')
  const ready = pods === null ? '' : `${pods.ready} of ${pods.desired} new pods are ready. `
  const { stable } = versions(told)
  return {
    headline: `No progress within the deadline${trouble === '' ? '' : `: ${trouble}`}.`,
    next: row.fullyPromoted
      ? 'The controller keeps trying.'
      : `${ready}The controller keeps trying; abort goes back to ${stable}.`,
  }
}

/** What the controller says against the spec, and what that means; null when it says nothing against it. Mirrors argo-rollouts@v1.10.1 rollout/controller.go#L571 */
export const invalidWords = ({ message }: RolloutRow): string | null =>
  message.startsWith('InvalidSpec: ')
    ? `${ended(message.slice('InvalidSpec: '.length))} Nothing is created or scaled until it is corrected.`
    : null

/** The sentence of a Rollout whose phase is Degraded. */
export function degradedSentence(told: Told, now: number): Sentence {
  const { message, aborted } = told.row
  const invalid = invalidWords(told.row)
  if (invalid !== null) return { headline: 'The controller refuses the spec.', next: invalid }
  if (message.startsWith(abortedMessage))
    return aborted
      ? abortedSentence(told, now)
      : {
          headline: 'Retry was asked for.',
          next: 'Waiting for the controller to begin the update again.',
        }
  if (message.startsWith('ProgressDeadlineExceeded: ')) return timedOutSentence(told)
  return { headline: ended(message === '' ? 'Degraded' : `Degraded: ${message}`), next: 'No more is known.' }
}
