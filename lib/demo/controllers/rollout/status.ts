import {
  at,
  isJsonObject,
  type Json,
  type JsonObject,
  listAt,
  numberAt,
  objectAt,
  textAt,
} from '../../objects/json.ts'
import { type Condition, readConditions } from '../conditions.ts'

/** One entry of status.pauseConditions. */
export interface PauseCondition extends JsonObject {
  readonly reason: string
  readonly startTime: string
}

/** What the status says of an analysis run it started. */
export interface RunReference extends JsonObject {
  readonly name: string
  readonly status: string
  readonly message: string
}

/** The status of a Rollout as the controller works with it: what is left out in JSON is empty, zero, false or null here. */
export interface Status {
  readonly abort: boolean
  readonly abortedAt: string | null
  readonly controllerPause: boolean
  readonly pauseConditions: readonly PauseCondition[]
  readonly promoteFull: boolean
  readonly currentPodHash: string
  readonly currentStepHash: string
  readonly currentStepIndex: number | null
  readonly stableRS: string
  readonly replicas: number
  readonly updatedReplicas: number
  readonly readyReplicas: number
  readonly availableReplicas: number
  readonly hpaReplicas: number
  readonly selector: string
  readonly observedGeneration: string
  readonly workloadObservedGeneration: string
  readonly conditions: readonly Condition[]
  readonly restartedAt: string | null
  readonly phase: string
  readonly message: string
  readonly stepRun: RunReference | null
  readonly backgroundRun: RunReference | null
  readonly currentExperiment: string
  /** What a traffic router was last told, as the API has it. */
  readonly weights: JsonObject | null
  /** `ping` or `pong`: the Service of the stable version; empty before the first one. */
  readonly stablePingPong: string
  readonly activeSelector: string
  readonly previewSelector: string
  readonly scaleUpPreviewCheckPoint: boolean
  readonly preRun: RunReference | null
  readonly postRun: RunReference | null
}

/** The status of a Rollout no controller has seen. */
export const emptyStatus: Status = readStatus({})

/** The status as it stands in the object. */
export function readStatus(status: Json | undefined): Status {
  const text = (key: string) => textAt(status, key)
  const flag = (...keys: readonly string[]) => at(status, ...keys) === true
  const index = at(status, 'currentStepIndex')
  const weights = at(status, 'canary', 'weights')
  return {
    abort: flag('abort'),
    abortedAt: text('abortedAt') || null,
    controllerPause: flag('controllerPause'),
    pauseConditions: listAt(status, 'pauseConditions').map((pause) => ({
      reason: textAt(pause, 'reason'),
      startTime: textAt(pause, 'startTime'),
    })),
    promoteFull: flag('promoteFull'),
    currentPodHash: text('currentPodHash'),
    currentStepHash: text('currentStepHash'),
    currentStepIndex: typeof index === 'number' ? index : null,
    stableRS: text('stableRS'),
    replicas: numberAt(status, 'replicas'),
    updatedReplicas: numberAt(status, 'updatedReplicas'),
    readyReplicas: numberAt(status, 'readyReplicas'),
    availableReplicas: numberAt(status, 'availableReplicas'),
    hpaReplicas: numberAt(status, 'HPAReplicas'),
    selector: text('selector'),
    observedGeneration: text('observedGeneration'),
    workloadObservedGeneration: text('workloadObservedGeneration'),
    conditions: readConditions(status),
    restartedAt: text('restartedAt') || null,
    phase: text('phase'),
    message: text('message'),
    stepRun: runAt(status, 'canary', 'currentStepAnalysisRunStatus'),
    backgroundRun: runAt(status, 'canary', 'currentBackgroundAnalysisRunStatus'),
    currentExperiment: textAt(status, 'canary', 'currentExperiment'),
    weights: isJsonObject(weights) ? weights : null,
    stablePingPong: textAt(status, 'canary', 'stablePingPong'),
    activeSelector: textAt(status, 'blueGreen', 'activeSelector'),
    previewSelector: textAt(status, 'blueGreen', 'previewSelector'),
    scaleUpPreviewCheckPoint: flag('blueGreen', 'scaleUpPreviewCheckPoint'),
    preRun: runAt(status, 'blueGreen', 'prePromotionAnalysisRunStatus'),
    postRun: runAt(status, 'blueGreen', 'postPromotionAnalysisRunStatus'),
  }
}

function runAt(status: Json | undefined, strategy: string, key: string): RunReference | null {
  const run = at(status, strategy, key)
  if (!isJsonObject(run)) return null
  return { name: textAt(run, 'name'), status: textAt(run, 'status'), message: textAt(run, 'message') }
}

/** The status as the API has it, without what is empty. Mirrors argo-rollouts@v1.10.1 pkg/apis/rollouts/v1alpha1/types.go#L930 */
export const writeStatus = (status: Status): JsonObject => ({
  ...present({
    abort: status.abort,
    abortedAt: status.abortedAt,
    controllerPause: status.controllerPause,
    currentPodHash: status.currentPodHash,
    currentStepHash: status.currentStepHash,
    stableRS: status.stableRS,
    replicas: status.replicas,
    updatedReplicas: status.updatedReplicas,
    readyReplicas: status.readyReplicas,
    availableReplicas: status.availableReplicas,
    HPAReplicas: status.hpaReplicas,
    selector: status.selector,
    observedGeneration: status.observedGeneration,
    workloadObservedGeneration: status.workloadObservedGeneration,
    restartedAt: status.restartedAt,
    promoteFull: status.promoteFull,
    phase: status.phase,
    message: status.message,
  }),
  ...(status.pauseConditions.length === 0 ? {} : { pauseConditions: status.pauseConditions }),
  ...(status.conditions.length === 0 ? {} : { conditions: status.conditions }),
  // The index is a pointer in Go: 0 is written.
  ...(status.currentStepIndex === null ? {} : { currentStepIndex: status.currentStepIndex }),
  canary: present({
    currentStepAnalysisRunStatus: runJson(status.stepRun),
    currentBackgroundAnalysisRunStatus: runJson(status.backgroundRun),
    currentExperiment: status.currentExperiment,
    weights: status.weights,
    stablePingPong: status.stablePingPong,
  }),
  blueGreen: present({
    activeSelector: status.activeSelector,
    previewSelector: status.previewSelector,
    scaleUpPreviewCheckPoint: status.scaleUpPreviewCheckPoint,
    prePromotionAnalysisRunStatus: runJson(status.preRun),
    postPromotionAnalysisRunStatus: runJson(status.postRun),
  }),
})

const runJson = (run: RunReference | null): JsonObject | null =>
  run && { name: run.name, status: run.status, ...present({ message: run.message }) }

const present = (fields: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== null && value !== '' && value !== 0 && value !== false,
    ),
  )

/** The part of the spec with the settings of this strategy. */
export const strategyOf = (rollout: Json, strategy: 'canary' | 'blueGreen'): JsonObject =>
  objectAt(rollout, 'spec', 'strategy', strategy)
