import { INSTANCE } from '../objects/instance.ts'
import {
  isJsonObject,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  textAt,
  without,
} from '../objects/json.ts'
import { green } from './podinfo.ts'
import { ingressStory } from './routed.ts'
import { nginx } from './routers.ts'
import type { Chapter, Scenario } from './scenario.ts'
import { canaryIn, courseSteps, situation } from './told.ts'

/** The load balancers of a cloud, which alone of all built-in routers tell whether a weight has come into force. */
const trafficRouting: JsonObject = { alb: { ingress: 'frontend', servicePort: 80 } }

/**
 * The canary behind an Ingress from then on belongs to a controller that was started with an id of its own. The demo's, which has none,
 * leaves it alone, as on a real cluster; so its status stands as that controller wrote it.
 */
const handedOver = (namespace: string, reports: (status: JsonObject) => JsonObject): readonly Chapter[] => {
  const rollout = canaryIn(namespace, green, { ...nginx.canary, trafficRouting, steps: courseSteps })
  const labels = { [INSTANCE]: 'platform' }
  return [
    ...ingressStory(namespace),
    { apply: [{ ...rollout, metadata: { ...rollout.metadata, labels } }] },
    {
      reports: (status, { metadata }) => ({
        ...reports(status),
        observedGeneration: String(metadata.generation ?? 0),
      }),
      on: 'frontend',
    },
  ]
}

const withWeights = (status: JsonObject, change: (weights: JsonObject) => JsonObject | null): JsonObject => {
  const { weights, ...canary } = objectAt(status, 'canary')
  const next = isJsonObject(weights) ? change(weights) : null
  return { ...status, canary: next === null ? canary : { ...canary, weights: next } }
}

const verified =
  (is: boolean) =>
  (status: JsonObject): JsonObject =>
    withWeights(status, (weights) => ({ ...weights, verified: is }))

/** The weight is set, and as long as nobody knows whether it has come into force, its step is not over. */
const waiting = (status: JsonObject): JsonObject => ({
  ...without(verified(false)(status), 'pauseConditions', 'controllerPause'),
  currentStepIndex: 0,
  phase: 'Progressing',
  message: 'more replicas need to be updated',
  conditions: listAt(status, 'conditions')
    .filter((one) => textAt(one, 'type') !== 'Paused')
    .map((one): Json => (textAt(one, 'type') === 'Progressing' ? progressing(one) : one)),
})

const progressing = (condition: Json): JsonObject => ({
  ...objectAt(condition),
  status: 'True',
  reason: 'ReplicaSetUpdated',
  message: 'ReplicaSet is progressing.',
})

/** What no controller of the demo brings about: the Rollouts of another one, in a status that it may have written. */
export const elsewhere: readonly Scenario[] = [
  situation(
    'weight-verified',
    'Weight verified',
    'A load balancer has confirmed the weight; the Rollout belongs to another controller and does not move here.',
    (ns) => handedOver(ns, verified(true)),
  ),
  situation(
    'weight-not-verified',
    'Weight not verified yet',
    'A load balancer has not confirmed its weight; the Rollout belongs to another controller and does not move here.',
    (ns) => handedOver(ns, waiting),
  ),
  situation(
    'weight-unrecorded',
    'No weight recorded',
    'A router of which no weight was ever recorded; the Rollout belongs to another controller and does not move here.',
    (ns) => handedOver(ns, (status) => withWeights(status, () => null)),
  ),
  situation(
    'unknown-phase',
    'Unknown phase',
    'Another controller, newer than this cockpit, has written a phase that it does not know.',
    (ns) =>
      handedOver(ns, (status) => ({ ...status, phase: 'Draining', message: 'connections are closing' })),
  ),
]
