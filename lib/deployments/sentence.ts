import { versionNames } from '../rollouts/image.ts'
import { joined, type Sentence } from '../rollouts/outlook.ts'
import { ended, secondsUntil, spokenDuration, spokenPods } from '../rollouts/words.ts'
import type { DeploymentDetail, DeploymentRow, WindowView } from './view.ts'

interface Told {
  readonly row: DeploymentRow
  readonly detail: DeploymentDetail | null
  /** The two versions as a person calls them. */
  readonly from: string
  readonly to: string
}

function toTold(row: DeploymentRow, detail: DeploymentDetail | null): Told {
  const { stable, next } = versionNames(row.stableImages, row.nextImages)
  return { row, detail, from: stable ?? 'the old version', to: next ?? 'the new version' }
}

const sameImages = ({ stableImages, nextImages }: DeploymentRow): boolean =>
  stableImages.join() === nextImages.join()

const failing = ({ row }: Told): string =>
  row.trouble.length === 0 ? '' : `, but new pods fail: ${row.trouble.join(', ')}`

/** `up to 1 more and 0 fewer than 3 pods` */
export const windowWords = ({ surge, unavailable, desired }: WindowView): string =>
  `up to ${surge} more and ${unavailable} fewer than ${spokenPods(desired)}`

function healthy({ row }: Told): Sentence {
  const next = 'Nothing is under way.'
  if (row.counts.desired === 0) return { headline: 'Scaled to 0: no pod runs.', next }
  const { stable } = versionNames(row.stableImages, [])
  const headline = stable === null ? 'Healthy: the update is complete.' : `Healthy: all pods have ${stable}.`
  return { headline, next }
}

function pausedNow({ row, from, to }: Told): Sentence {
  const next = 'Pods are still kept up and scaled; a change of the template is held until someone resumes it.'
  if (!row.updating) return { headline: 'Paused: no change is rolled out until someone resumes it.', next }
  const { updated, desired } = row.counts
  if (updated === 0) return { headline: `Paused: the change to ${to} is held.`, next }
  const what = sameImages(row) ? 'a restart' : `the update from ${from} to ${to}`
  return { headline: `Paused within ${what}: ${updated} of ${desired} pods are new.`, next }
}

function deadline({ detail }: Told, now: number): string {
  const left = secondsUntil(detail?.deadlineAt ?? null, now)
  if (left === null) return ''
  if (left <= 0) return 'It is about to count as failed: nothing has moved for long enough.'
  return `If nothing moves for ${spokenDuration(left)}, it counts as failed.`
}

/** On what the next step waits; empty where only the row is known. */
function awaited({ detail, row }: Told): string {
  if (detail === null || detail.awaited === null) return ''
  const { awaited, window } = detail
  const bounds = row.strategy === 'RollingUpdate' ? `, within ${windowWords(window)}` : ''
  switch (awaited.what) {
    case 'controller':
      return 'It waits for the controller.'
    case 'person':
      return ''
    case 'new-pods': {
      const reason = row.trouble.length === 0 ? '' : `, which fail: ${row.trouble.join(', ')}`
      return `The next step waits for ${spokenPods(awaited.count).replace('pod', 'new pod')} to become available${reason}.`
    }
    case 'old-pods':
      return row.strategy === 'Recreate'
        ? `Every old pod ends before the first new one starts: ${awaited.count} left.`
        : `It waits for ${spokenPods(awaited.count).replace('pod', 'old pod')} to end.`
    case 'nothing':
      return `The controller goes on at once${bounds}.`
  }
}

function replacing(told: Told): string {
  const { row, from, to } = told
  const { updated, desired } = row.counts
  const done = `${updated} of ${desired} pods are new${failing(told)}`
  if (row.stableImages.length === 0) return `Starting ${to}: ${done}.`
  return sameImages(row) ? `Restarting: ${done}.` : `Replacing ${from} by ${to}: ${done}.`
}

function settling({ row }: Told): string {
  const { desired, current, available } = row.counts
  if (current > desired) return `Scaling to ${spokenPods(desired)}: ${current} are there.`
  const trouble = row.trouble.length === 0 ? '' : `, the others fail: ${row.trouble.join(', ')}`
  return `Pods are starting: ${available} of ${desired} available${trouble}.`
}

function progressing(told: Told, now: number): Sentence {
  const { row, detail } = told
  if (detail?.awaited?.what === 'controller' || row.message.includes('spec update to be observed'))
    return {
      headline: row.seen
        ? 'The spec has changed; the controller has not seen it yet.'
        : 'No controller has looked at it yet.',
      next: row.seen ? 'What is shown is from before the change.' : '',
    }
  return {
    headline: row.updating ? replacing(told) : settling(told),
    next: joined(awaited(told), deadline(told, now)),
  }
}

function degraded(told: Told): Sentence {
  const { row, detail, to } = told
  const { available, desired } = row.counts
  const serving = `${available} of ${spokenPods(desired)} ${desired === 1 ? 'is' : 'are'} available.`
  if (!row.message.includes('progress deadline')) {
    const headline =
      row.trouble.length > 0 && row.message.startsWith('Waiting for')
        ? `Pods have failed: ${row.trouble.join(', ')}.`
        : 'The controller cannot make the pods.'
    return { headline, next: serving }
  }
  const seconds = detail?.progressDeadlineSeconds ?? null
  const long = seconds === null ? 'in time' : `for ${spokenDuration(seconds)}`
  const what = row.updating && !sameImages(row) ? `the update to ${to}` : 'it'
  const why = row.trouble.length === 0 ? '' : ` New pods fail: ${row.trouble.join(', ')}.`
  return {
    headline: ended(`No progress ${long}: ${what} is stuck`),
    next: `${serving}${why} The controller undoes nothing, and goes on once new pods come up.`,
  }
}

function tell(told: Told, now: number): Sentence {
  if (told.detail?.deleted) return { headline: 'It is being deleted.', next: 'Its pods go with it.' }
  switch (told.row.phase) {
    case 'Healthy':
      return healthy(told)
    case 'Paused':
      return pausedNow(told)
    case 'Degraded':
      return degraded(told)
    case 'Progressing':
      return progressing(told, now)
    case 'Unknown':
      return { headline: 'The state is unknown.', next: '' }
  }
}

/** What the page of a Deployment says at `now` (milliseconds); literally true of what the controller has written. */
export const deploymentSentence = (detail: DeploymentDetail, now: number): Sentence =>
  tell(toTold(detail.row, detail), now)

/** The headline in the few words that fit a row of the fleet, without a full stop. */
export const plainDeploymentMessage = (row: DeploymentRow): string =>
  // A row has no clock in it.
  tell(toTold(row, null), 0).headline.replace(/\.$/, '')
