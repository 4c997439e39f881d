import type { JsonObject } from '../../objects/json.ts'
import type { NewObject } from '../../objects/object.ts'
import { amber, blue } from '../../scenarios/podinfo.ts'
import { mesh, meshSteps, nginx } from '../../scenarios/routers.ts'
import {
  ABORTED,
  begun,
  canarySpec,
  FIRST_PAUSE,
  HEALTHY,
  halfway,
  type Makers,
  overtaken,
  REST,
  reached,
  routed,
  shipped,
} from './stage.ts'

const healthy = { until: HEALTHY }

/** Long enough for what is in its delay to go. */
const DELAY = { passMs: 6000 }

/** The stable version shrinks as the new one grows, and neither has a delay. */
const dynamic = {
  canary: { dynamicStableScale: true, scaleDownDelaySeconds: null, abortScaleDownDelaySeconds: null },
}

const scaled = canarySpec({
  steps: [
    { setCanaryScale: { replicas: 2 } },
    { setWeight: 25 },
    { pause: {} },
    { setCanaryScale: { weight: 75 } },
    { pause: {} },
    { setCanaryScale: { matchTrafficWeight: true } },
    { setWeight: 50 },
    { pause: {} },
  ],
})
const pausedAt = (step: string) => ({ until: `Paused | CanaryPauseStep | step ${step}` })

const canaryPatch = (canary: JsonObject): JsonObject => ({ spec: { strategy: { canary } } })

/** The Ingress that the controller made, with what somebody else has written on it. */
const labelled = (namespace: string): NewObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: {
    name: 'frontend-frontend-canary',
    namespace,
    labels: { 'example.test/team': 'shop' },
    annotations: { 'example.test/team': 'shop' },
  },
})

/** A canary behind a router that has a weight of its own. */
export const routedPlays: Makers = {
  'routed-straight-through': routed((stage) => [...begun(stage), { act: 'promote' }, healthy, DELAY]),
  'routed-aborted': routed((stage) => [...begun(stage), { act: 'abort' }, { until: ABORTED }, DELAY]),
  'routed-aborted-and-retried': routed((stage) => [
    ...halfway(stage, canarySpec({ abortScaleDownDelaySeconds: 60 })),
    { act: 'abort' },
    { until: ABORTED },
    { passMs: 1000 },
    { act: 'retry' },
    { until: FIRST_PAUSE },
    REST,
  ]),
  'routed-promoted-fully': routed((stage) => [...begun(stage), { act: 'promote-full' }, healthy, DELAY]),
  'routed-third-version': routed((stage) => [...overtaken(stage), DELAY]),
  'routed-back-to-stable': routed((stage) => [...begun(stage), stage.ship(blue), healthy, DELAY]),
  'routed-undone-in-its-delay': routed((stage) => [
    ...begun(stage),
    { act: 'promote-full' },
    healthy,
    { passMs: 1000 },
    stage.ship(blue),
    { until: FIRST_PAUSE },
    REST,
  ]),
  'routed-canary-scale': routed((stage) => [
    ...shipped(stage, scaled),
    pausedAt('2/8'),
    REST,
    { act: 'promote' },
    pausedAt('4/8'),
    REST,
    { act: 'promote' },
    pausedAt('7/8'),
    REST,
    { act: 'promote' },
    healthy,
    DELAY,
  ]),
  'routed-of-a-thousand': routed(
    (stage) => [
      ...shipped(stage, canarySpec({ steps: [{ setWeight: 375 }, { pause: {} }] })),
      pausedAt('1/2'),
      REST,
    ],
    {
      canary: {
        trafficRouting: { ...nginx.canary.trafficRouting, maxTrafficWeight: 1000 },
        minPodsPerReplicaSet: 3,
      },
    },
  ),
  'routed-scaled-up': routed((stage) => [...begun(stage), { patch: { spec: { replicas: 8 } } }, DELAY]),
  'routed-scaled-down': routed((stage) => [
    ...begun(stage, { replicas: 8 }),
    { patch: { spec: { replicas: 4 } } },
    DELAY,
  ]),
  'routed-aborted-while-starting': routed((stage) => [
    ...(reached[0]?.(stage) ?? []),
    { act: 'abort' },
    { until: ABORTED },
    { passMs: 10_000 },
  ]),
  'routed-aborted-for-long': routed(
    (stage) => [...begun(stage), { act: 'abort' }, { until: ABORTED }, REST],
    { canary: { abortScaleDownDelaySeconds: 1000 } },
  ),
  'routed-without-delay': routed((stage) => [...begun(stage), { act: 'promote-full' }, healthy, REST], {
    canary: { scaleDownDelaySeconds: 0 },
  }),
  'routed-without-steps': routed((stage) => [...shipped(stage), { passMs: 1000 }, healthy, DELAY], {
    canary: { steps: null },
  }),
  'routed-deleted': routed((stage) => [...begun(stage), { delete: 'workload' }, REST]),
  'routed-no-more': routed((stage) => [
    ...begun(stage),
    { patch: canaryPatch({ trafficRouting: null, scaleDownDelaySeconds: null }) },
    DELAY,
    { act: 'promote-full' },
    healthy,
    REST,
  ]),
  'routed-from-then-on': routed(
    (stage) => [
      ...begun(stage),
      { patch: canaryPatch({ trafficRouting: nginx.canary.trafficRouting, scaleDownDelaySeconds: 4 }) },
      DELAY,
      { act: 'promote-full' },
      healthy,
      DELAY,
    ],
    { canary: { trafficRouting: null, scaleDownDelaySeconds: null } },
  ),
  'routed-labelled': routed((stage) => [
    ...begun(stage),
    { apply: [labelled(stage.namespace)] },
    { passMs: 1000 },
    { act: 'promote-full' },
    healthy,
    DELAY,
  ]),
  'ping-pong': routed(
    (stage) => {
      const spec = canarySpec({ steps: meshSteps })
      const update = [
        pausedAt('3/8'),
        REST,
        { act: 'promote' },
        pausedAt('5/8'),
        REST,
        { act: 'promote' },
        healthy,
        DELAY,
      ] as const
      return [...shipped(stage, spec), ...update, stage.ship(amber, spec), ...update]
    },
    { router: mesh, quick: true },
  ),
  'ping-pong-aborted': routed(
    (stage) => {
      const spec = canarySpec({ steps: meshSteps })
      return [...shipped(stage, spec), pausedAt('3/8'), REST, { act: 'abort' }, { until: ABORTED }, DELAY]
    },
    { router: mesh, quick: true },
  ),
  'dynamic-straight-through': routed(
    (stage) => [...begun(stage), { act: 'promote' }, healthy, REST],
    dynamic,
  ),
  'dynamic-aborted': routed(
    (stage) => [...halfway(stage), { act: 'abort' }, { until: ABORTED }, DELAY],
    dynamic,
  ),
  'dynamic-back-to-stable': routed((stage) => [...halfway(stage), stage.ship(blue), healthy, REST], dynamic),
  // Of more pods, those that are seen to come make weights of their own.
  'dynamic-promoted-fully': routed(
    (stage) => [...begun(stage, { replicas: 2 }), { act: 'promote-full' }, healthy, REST],
    dynamic,
  ),
  'dynamic-aborted-and-retried': routed(
    (stage) => [
      ...halfway(stage),
      { act: 'abort' },
      { until: ABORTED },
      DELAY,
      { act: 'retry' },
      { until: FIRST_PAUSE },
      REST,
    ],
    dynamic,
  ),
  'dynamic-aborted-with-a-delay': routed(
    (stage) => [...halfway(stage), { act: 'abort' }, { until: ABORTED }, { passMs: 8000 }],
    { canary: { ...dynamic.canary, abortScaleDownDelaySeconds: 2 } },
  ),
  'dynamic-ping-pong-back-to-stable': routed(
    (stage) => [...halfway(stage), stage.ship(blue), healthy, REST],
    { router: mesh, quick: true, ...dynamic },
  ),
}
