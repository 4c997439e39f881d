import { calculatePhase } from '../../../rollouts/phase.ts'
import { parseRollout } from '../../../wire/parse.ts'
import { objectAt, sameJson } from '../../objects/json.ts'
import { withoutCondition } from '../conditions.ts'
import { annotationOf, countOf, countsOf, withStatus } from '../facts.ts'
import { referenceOf } from './analysis/run-phase.ts'
import { nextConditions } from './conditions.ts'
import { WORKLOAD_GENERATION } from './names.ts'
import { isAborted, pauseFields } from './pauses.ts'
import { abortOnDeadline, msToDeadlineCheck } from './progress.ts'
import { emptyStatus, type Status, writeStatus } from './status.ts'
import { hashOf, newSet, type Turn } from './turn.ts'

/** What the next status holds whatever the strategy. Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L394 */
export function baseStatus(turn: Turn): Status {
  const fresh = newSet(turn)
  return {
    ...emptyStatus,
    currentPodHash: hashOf(fresh) || turn.wanted,
    replicas: countsOf(turn.sets, 'replicas'),
    updatedReplicas: fresh ? countOf(fresh, 'replicas') : 0,
    readyReplicas: countsOf(turn.sets, 'readyReplicas'),
    conditions: withoutCondition(turn.status.conditions, 'InvalidSpec'),
    restartedAt: turn.restartedAt,
    promoteFull: turn.status.promoteFull,
    currentExperiment: turn.runningExperiment,
    weights: turn.weights,
    ...runsOf(turn),
  }
}

const runsOf = ({ runs }: Turn): Pick<Status, 'stepRun' | 'backgroundRun' | 'preRun' | 'postRun'> => ({
  stepRun: referenceOf(runs.step),
  backgroundRun: referenceOf(runs.background),
  preRun: referenceOf(runs.pre),
  postRun: referenceOf(runs.post),
})

/** The status as at the beginning of an update. Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L921 */
export function resetStatus(turn: Turn, status: Status): Status {
  turn.pauses.clear = true
  turn.pauses.removeAbort = true
  const { strategy, restartAt } = turn.rollout.spec
  const steps = strategy.type === 'Canary' ? strategy.canary.steps.length : 0
  return {
    ...status,
    restartedAt: restartAt,
    promoteFull: false,
    stepRun: null,
    backgroundRun: null,
    preRun: null,
    postRun: null,
    scaleUpPreviewCheckPoint: false,
    currentStepIndex: steps > 0 ? 0 : null,
  }
}

/**
 * Completes the status and writes it where it differs, with the events that go with it; where it does not, it asks to look again
 * when the progress deadline passes. Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L760
 */
export function persist(turn: Turn, draft: Status): void {
  const observed = {
    ...draft,
    observedGeneration: String(turn.object.metadata.generation ?? 0),
    workloadObservedGeneration: annotationOf(turn.object, WORKLOAD_GENERATION) ?? '',
  }
  abortOnDeadline(turn, observed)
  const paused = { ...observed, ...pauseFields(turn.status, turn.pauses, turn.now) }
  const status = withPhase(turn, { ...paused, conditions: nextConditions(turn, paused) })
  if (sameJson(writeStatus(status), writeStatus(turn.status))) {
    const ms = msToDeadlineCheck(turn, status)
    if (ms !== null) turn.journal.lookAgain(ms)
    return
  }
  writeRollout(turn, status)
  tellPauses(turn, status)
}

/** The status with phase and message as they follow from it. */
export function withPhase(turn: Turn, status: Status): Status {
  const { phase, message } = calculatePhase(parseRollout(withStatus(turn.object, writeStatus(status))))
  return { ...status, phase, message }
}

/** Writes the Rollout's status; the real controller patches it, so a flag that a person set to false stays. */
export function writeRollout(turn: Turn, status: Status): void {
  turn.object = turn.journal.change('rollouts', turn.object, 'status', (latest) => {
    const off = Object.entries(objectAt(latest, 'status')).filter(([, value]) => value === false)
    return withStatus(latest, { ...Object.fromEntries(off), ...writeStatus(status) })
  })
  turn.ended = true
}

/** Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L820 */
function tellPauses(turn: Turn, status: Status): void {
  const [pause] = status.pauseConditions
  if (turn.status.pauseConditions.length > 0 === (pause !== undefined)) return
  if (pause) turn.journal.tell(turn.object, 'RolloutPaused', `Rollout is paused (${pause.reason})`)
  else if (!isAborted(turn.status, turn.pauses)) {
    turn.journal.tell(turn.object, 'RolloutResumed', 'Rollout is resumed')
  }
}
