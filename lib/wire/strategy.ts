import type { BlueGreenStrategy, CanaryStrategy, Strategy, TrafficRouting } from '../rollouts/model.ts'
import {
  addProblem,
  childOf,
  childrenOf,
  flagOf,
  has,
  intOrTextOf,
  keysOf,
  type Node,
  optionalChildOf,
  optionalFlagOf,
  optionalTextOf,
  optionalWholeOf,
  textOf,
} from './read.ts'
import { readStep } from './step.ts'

/** Reads `spec.strategy`; with both strategies the canary is taken, as the CLI does. */
export function readStrategy(spec: Node): Strategy {
  const strategy = childOf(spec, 'strategy')
  const canary = optionalChildOf(strategy, 'canary')
  const blueGreen = optionalChildOf(strategy, 'blueGreen')
  if (canary && blueGreen) {
    addProblem(spec, 'strategy', 'has both canary and blueGreen; the controller takes only one of them')
  }
  if (canary) return { type: 'Canary', canary: readCanary(canary) }
  if (blueGreen) return { type: 'BlueGreen', blueGreen: readBlueGreen(blueGreen) }
  addProblem(spec, 'strategy', has(spec, 'strategy') ? 'has neither canary nor blueGreen' : 'is missing')
  return { type: 'unknown' }
}

function readCanary(canary: Node): CanaryStrategy {
  const pingPong = optionalChildOf(canary, 'pingPong')
  const routing = optionalChildOf(canary, 'trafficRouting')
  return {
    steps: childrenOf(canary, 'steps').map(readStep),
    stableService: optionalTextOf(canary, 'stableService'),
    canaryService: optionalTextOf(canary, 'canaryService'),
    pingPong: pingPong && {
      pingService: textOf(pingPong, 'pingService'),
      pongService: textOf(pingPong, 'pongService'),
    },
    trafficRouting: routing && readTrafficRouting(routing),
    maxSurge: intOrTextOf(canary, 'maxSurge'),
    maxUnavailable: intOrTextOf(canary, 'maxUnavailable'),
    backgroundAnalysis: has(canary, 'analysis'),
    scaleDownDelaySeconds: optionalWholeOf(canary, 'scaleDownDelaySeconds'),
    abortScaleDownDelaySeconds: optionalWholeOf(canary, 'abortScaleDownDelaySeconds'),
    dynamicStableScale: flagOf(canary, 'dynamicStableScale'),
  }
}

/** In the order in which the controller reconciles them. */
const routers = ['istio', 'nginx', 'alb', 'smi', 'ambassador', 'appMesh', 'traefik', 'apisix'] as const

const readTrafficRouting = (routing: Node): TrafficRouting => ({
  maxTrafficWeight: optionalWholeOf(routing, 'maxTrafficWeight'),
  providers: [...routers.filter((router) => has(routing, router)), ...keysOf(childOf(routing, 'plugins'))],
})

function readBlueGreen(blueGreen: Node): BlueGreenStrategy {
  if (!has(blueGreen, 'activeService')) {
    addProblem(blueGreen, 'activeService', 'is missing; blue-green cannot work without it')
  }
  return {
    activeService: textOf(blueGreen, 'activeService'),
    previewService: optionalTextOf(blueGreen, 'previewService'),
    autoPromotionEnabled: optionalFlagOf(blueGreen, 'autoPromotionEnabled'),
    autoPromotionSeconds: optionalWholeOf(blueGreen, 'autoPromotionSeconds'),
    scaleDownDelaySeconds: optionalWholeOf(blueGreen, 'scaleDownDelaySeconds'),
    scaleDownDelayRevisionLimit: optionalWholeOf(blueGreen, 'scaleDownDelayRevisionLimit'),
    abortScaleDownDelaySeconds: optionalWholeOf(blueGreen, 'abortScaleDownDelaySeconds'),
    previewReplicaCount: optionalWholeOf(blueGreen, 'previewReplicaCount'),
    prePromotionAnalysis: has(blueGreen, 'prePromotionAnalysis'),
    postPromotionAnalysis: has(blueGreen, 'postPromotionAnalysis'),
  }
}
