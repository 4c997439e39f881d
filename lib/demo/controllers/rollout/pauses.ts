import { pauseSeconds } from '../../../rollouts/go-duration.ts'
import type { PauseStep } from '../../../rollouts/model.ts'
import { instantOf, momentOf } from '../facts.ts'
import type { PauseCondition, Status } from './status.ts'

/** What one look at a Rollout decides of its pauses and its abort; written into the status at the end. */
export interface PauseIntents {
  readonly add: Set<string>
  readonly remove: Set<string>
  clear: boolean
  addAbort: boolean
  removeAbort: boolean
  /** Why it was aborted, empty when a person did it. */
  abortMessage: string
}

/** A turn begins without wanting any pause. */
export const noIntents = (): PauseIntents => ({
  add: new Set(),
  remove: new Set(),
  clear: false,
  addAbort: false,
  removeAbort: false,
  abortMessage: '',
})

/** Whether the Rollout is aborted when this look ends. Mirrors argo-rollouts@v1.10.1 rollout/pause.go#L31 */
export const isAborted = (status: Status, intents: PauseIntents): boolean =>
  !intents.removeAbort && (intents.addAbort || status.abort)

/** The pause of this reason in the status; null where there is none. */
export const findPause = (status: Status, reason: string): PauseCondition | null =>
  status.pauseConditions.find((pause) => pause.reason === reason) ?? null

/** The abort and pause fields of the next status. Mirrors argo-rollouts@v1.10.1 rollout/pause.go#L61 */
export function pauseFields(
  status: Status,
  intents: PauseIntents,
  now: number,
): Pick<Status, 'abort' | 'abortedAt' | 'controllerPause' | 'pauseConditions'> {
  const none = { abort: false, abortedAt: null, controllerPause: false, pauseConditions: [] }
  if (isAborted(status, intents))
    return { ...none, abort: true, abortedAt: status.abortedAt ?? instantOf(now) }
  if (intents.clear) return none
  const kept = status.pauseConditions.filter(({ reason }) => !intents.remove.has(reason))
  const added = [...intents.add]
    .filter((reason) => findPause(status, reason) === null)
    .map((reason) => ({ reason, startTime: instantOf(now) }))
  const pauseConditions = [...kept, ...added]
  if (pauseConditions.length === 0) return none
  return { ...none, controllerPause: status.controllerPause || added.length > 0, pauseConditions }
}

/** When a pause step with a duration ends, in milliseconds; null for one that a person ends. */
export function pauseEnd(pause: PauseCondition, step: PauseStep): number | null {
  const seconds = pauseSeconds(step.duration)
  return seconds === null ? null : momentOf(pause.startTime) + seconds * 1000
}

/** Whether a person or the clock has ended the canary's pause step. Mirrors argo-rollouts@v1.10.1 rollout/pause.go#L172 */
export function isPauseStepOver(status: Status, step: PauseStep, now: number): boolean {
  const pause = findPause(status, 'CanaryPauseStep')
  if (pause === null) return status.controllerPause
  const end = pauseEnd(pause, step)
  return end !== null && now > end
}
