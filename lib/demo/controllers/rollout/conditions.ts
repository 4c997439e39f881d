import { isJsonObject, listAt, textAt } from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import { type Condition, condition, findCondition, withCondition, withoutCondition } from '../conditions.ts'
import { annotationOf, countOf, countsOf, sizeOf } from '../facts.ts'
import { DESIRED_REPLICAS } from './names.ts'
import { isAborted } from './pauses.ts'
import { hasProgressed, isHealthy, isTimedOut, timedOutMessage } from './progress.ts'
import type { Status } from './status.ts'
import { hashOf, newSet, revisionOf, strategyIsCanary, type Turn } from './turn.ts'

type Conditions = readonly Condition[]

const NOT_AVAILABLE = 'Rollout does not have minimum availability'

/** The conditions that go with the next status, with the events they cause. Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L623 */
export function nextConditions(turn: Turn, after: Status): Conditions {
  const health = withHealth(turn, after, after.conditions)
  const aborted = withAbort(turn, health.conditions)
  const progress = isAborted(turn.status, turn.pauses)
    ? aborted
    : withProgress(turn, { ...after, conditions: aborted }, health.becameUnhealthy)
  const available = withAvailability(turn, after, progress)
  return withCompletion(turn, after, withFailure(turn, available))
}

const isPaused = ({ rollout }: Turn, after: Status): boolean =>
  after.pauseConditions.length > 0 || rollout.spec.paused

function withHealth(
  turn: Turn,
  after: Status,
  before: Conditions,
): { readonly conditions: Conditions; readonly becameUnhealthy: boolean } {
  if (!isPaused(turn, after) && isHealthy(turn, after)) {
    const healthy = condition(turn.now, 'Healthy', 'True', 'RolloutHealthy', 'Rollout is healthy')
    return { conditions: withCondition(before, healthy), becameUnhealthy: false }
  }
  if (findCondition(turn.status.conditions, 'Healthy') === null) {
    return { conditions: before, becameUnhealthy: false }
  }
  const unhealthy = condition(turn.now, 'Healthy', 'False', 'RolloutHealthy', 'Rollout is not healthy')
  const conditions = withCondition(before, unhealthy)
  return { conditions, becameUnhealthy: conditions !== before }
}

function withAbort(turn: Turn, before: Conditions): Conditions {
  if (!isAborted(turn.status, turn.pauses)) return before
  const { abortMessage } = turn.pauses
  const what = `Rollout aborted update to revision ${revisionOf(turn.object)}`
  const message = abortMessage === '' ? what : `${what}: ${abortMessage}`
  const after = withCondition(before, condition(turn.now, 'Progressing', 'False', 'RolloutAborted', message))
  if (after !== before) turn.journal.tell(turn.object, 'RolloutAborted', message, 'Warning')
  return after
}

function withProgress(turn: Turn, after: Status, becameUnhealthy: boolean): Conditions {
  const fresh = newSet(turn)
  const what = fresh ? `ReplicaSet "${fresh.metadata.name}"` : `Rollout "${turn.rollout.meta.name}"`
  const progressing = (status: 'True' | 'False', reason: string, message: string) =>
    condition(turn.now, 'Progressing', status, reason, message)
  if (isHealthy(turn, after)) {
    const name = fresh?.metadata.name ?? ''
    const message = `ReplicaSet "${name}" has successfully progressed.`
    return withCondition(after.conditions, progressing('True', 'NewReplicaSetAvailable', message))
  }
  if (hasProgressed(turn, after) || becameUnhealthy) {
    const lost = becameUnhealthy && after.stableRS === after.currentPodHash
    const next = lost
      ? progressing('True', 'ReplicaSetNotAvailable', NOT_AVAILABLE)
      : progressing('True', 'ReplicaSetUpdated', `${what} is progressing.`)
    return renewed(turn, after.conditions, next)
  }
  if (!isTimedOut(turn, after)) return after.conditions
  const timedOut = progressing('False', 'ProgressDeadlineExceeded', timedOutMessage(turn))
  return withCondition(after.conditions, timedOut)
}

/** Progress renews the time of its condition though nothing else in it changes. */
function renewed(turn: Turn, before: Conditions, next: Condition): Conditions {
  const current = findCondition(turn.status.conditions, 'Progressing')
  const { lastTransitionTime } = current?.status === 'True' ? current : next
  return [...withoutCondition(before, 'Progressing'), { ...next, lastTransitionTime }]
}

/** Whether a ReplicaSet has all of the Rollout's pods and all are available. Mirrors argo-rollouts@v1.10.1 utils/annotations/annotations.go#L257 */
export const isSaturated = (turn: Turn, set: KubeObject | null): boolean =>
  set !== null &&
  sizeOf(set) === turn.replicas &&
  annotationOf(set, DESIRED_REPLICAS) === String(turn.replicas) &&
  countOf(set, 'availableReplicas') === turn.replicas

function withAvailability(turn: Turn, after: Status, before: Conditions): Conditions {
  const active = turn.sets.find((set) => hashOf(set) === after.activeSelector) ?? null
  const available = strategyIsCanary(turn)
    ? countsOf(turn.sets, 'availableReplicas') >= turn.replicas
    : isSaturated(turn, active)
  const message = available ? 'Rollout has minimum availability' : NOT_AVAILABLE
  return withCondition(
    before,
    condition(turn.now, 'Available', available ? 'True' : 'False', 'AvailableReason', message),
  )
}

/** A ReplicaSet that cannot make its pods says so on the Rollout, the new one first. Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L888 */
function withFailure(turn: Turn, before: Conditions): Conditions {
  const fresh = newSet(turn)
  const failures = [...(fresh ? [fresh] : []), ...turn.sets].flatMap((set) =>
    listAt(set, 'status', 'conditions')
      .filter(isJsonObject)
      .filter((one) => textAt(one, 'type') === 'ReplicaFailure'),
  )
  const [failure] = failures
  if (failure === undefined) return withoutCondition(before, 'ReplicaFailure')
  const at = textAt(failure, 'lastTransitionTime')
  return withCondition(before, {
    type: 'ReplicaFailure',
    status: textAt(failure, 'status'),
    reason: textAt(failure, 'reason'),
    message: textAt(failure, 'message'),
    lastUpdateTime: at,
    lastTransitionTime: at,
  })
}

function withCompletion(turn: Turn, after: Status, before: Conditions): Conditions {
  const done = after.stableRS !== '' && after.stableRS === after.currentPodHash
  const reason = 'RolloutCompleted'
  const conditions = withCondition(
    before,
    condition(turn.now, 'Completed', done ? 'True' : 'False', reason, reason),
  )
  if (!done && conditions !== before) {
    const message = `Rollout not completed, started update to revision ${revisionOf(turn.object)} (${after.currentPodHash})`
    turn.journal.tell(turn.object, 'RolloutNotCompleted', message)
  }
  return conditions
}
