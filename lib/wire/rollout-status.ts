import type { RolloutStatus, RunStatusRef, TrafficWeight } from '../rollouts/model.ts'
import { readConditions } from './meta.ts'
import {
  childOf,
  childrenOf,
  flagOf,
  instantOf,
  type Node,
  optionalChildOf,
  optionalFlagOf,
  optionalTextOf,
  optionalWholeOf,
  textOf,
  wholeOf,
} from './read.ts'

/** Reads the status of a Rollout; without one all counts are 0 and all texts empty, as in Go. */
export function readRolloutStatus(status: Node): RolloutStatus {
  return {
    phase: textOf(status, 'phase'),
    message: textOf(status, 'message'),
    observedGeneration: textOf(status, 'observedGeneration'),
    replicas: wholeOf(status, 'replicas'),
    updatedReplicas: wholeOf(status, 'updatedReplicas'),
    readyReplicas: wholeOf(status, 'readyReplicas'),
    availableReplicas: wholeOf(status, 'availableReplicas'),
    currentStepIndex: optionalWholeOf(status, 'currentStepIndex'),
    currentPodHash: textOf(status, 'currentPodHash'),
    stableRS: textOf(status, 'stableRS'),
    abort: flagOf(status, 'abort'),
    abortedAt: instantOf(status, 'abortedAt'),
    promoteFull: flagOf(status, 'promoteFull'),
    controllerPause: flagOf(status, 'controllerPause'),
    pauseConditions: childrenOf(status, 'pauseConditions').map((pause) => ({
      reason: textOf(pause, 'reason'),
      startTime: instantOf(pause, 'startTime'),
    })),
    conditions: readConditions(status),
    restartedAt: instantOf(status, 'restartedAt'),
    canary: readCanaryStatus(childOf(status, 'canary')),
    blueGreen: readBlueGreenStatus(childOf(status, 'blueGreen')),
  }
}

function readCanaryStatus(canary: Node): RolloutStatus['canary'] {
  const weights = optionalChildOf(canary, 'weights')
  return {
    weights: weights && {
      canary: readWeight(childOf(weights, 'canary')),
      stable: readWeight(childOf(weights, 'stable')),
      verified: optionalFlagOf(weights, 'verified'),
    },
    stablePingPong: textOf(canary, 'stablePingPong'),
    currentExperiment: optionalTextOf(canary, 'currentExperiment'),
    currentStepAnalysisRun: readRunRef(canary, 'currentStepAnalysisRunStatus'),
    currentBackgroundAnalysisRun: readRunRef(canary, 'currentBackgroundAnalysisRunStatus'),
  }
}

const readBlueGreenStatus = (blueGreen: Node): RolloutStatus['blueGreen'] => ({
  activeSelector: textOf(blueGreen, 'activeSelector'),
  previewSelector: textOf(blueGreen, 'previewSelector'),
  prePromotionAnalysisRun: readRunRef(blueGreen, 'prePromotionAnalysisRunStatus'),
  postPromotionAnalysisRun: readRunRef(blueGreen, 'postPromotionAnalysisRunStatus'),
})

const readWeight = (weight: Node): TrafficWeight => ({
  weight: wholeOf(weight, 'weight'),
  serviceName: optionalTextOf(weight, 'serviceName'),
  podTemplateHash: optionalTextOf(weight, 'podTemplateHash'),
})

function readRunRef(node: Node, key: string): RunStatusRef | null {
  const run = optionalChildOf(node, key)
  return run && { name: textOf(run, 'name'), status: textOf(run, 'status'), message: textOf(run, 'message') }
}
