import type { JsonObject } from '../../objects/json.ts'
import { blue } from '../../scenarios/podinfo.ts'
import { mesh } from '../../scenarios/routers.ts'
import { blueGreen, canary, canarySpec, HEALTHY, type Makers, REST, routed, type Stage } from './stage.ts'
import type { Step } from './step.ts'

type Fault = readonly [name: string, words: string, spec: JsonObject]

const steps = (...given: readonly JsonObject[]): JsonObject => canarySpec({ steps: given })
const analysis = 'strategy.canary.steps[0].analysis.templates: Invalid value: "gone":'

const ofCanaries: readonly Fault[] = [
  ['weight', 'strategy.steps[0].setWeight: ', steps({ setWeight: 120 })],
  ['empty-step', 'strategy.steps[1]: ', steps({ setWeight: 20 }, {})],
  ['two-in-one-step', 'strategy.steps[0]: ', steps({ setWeight: 20, pause: {} })],
  ['duration', 'strategy.steps[0].pause', steps({ pause: { duration: 'soon' } })],
  ['canary-scale', 'strategy.trafficRouting: ', steps({ setCanaryScale: { weight: 20 } })],
  ['header-route', 'strategy.steps[0].setHeaderRoute', steps({ setHeaderRoute: { name: 'header' } })],
  ['mirror-route', 'strategy.steps[0].setMirrorRoute', steps({ setMirrorRoute: { name: 'mirror' } })],
  [
    'template',
    `${analysis} AnalysisTemplate`,
    steps({ analysis: { templates: [{ templateName: 'gone' }] } }),
  ],
  [
    'cluster-template',
    `${analysis} ClusterAnalysisTemplate`,
    steps({ analysis: { templates: [{ templateName: 'gone', clusterScope: true }] } }),
  ],
  ['deadline', 'progressDeadlineSeconds: ', { minReadySeconds: 60, progressDeadlineSeconds: 30 }],
  ['delay', 'strategy.scaleDownDelaySeconds: ', canarySpec({ scaleDownDelaySeconds: 10 })],
  ['one-service', 'strategy.stableService: ', canarySpec({ stableService: 'same', canaryService: 'same' })],
  ['no-service', 'strategy.canary.stableService: ', canarySpec({ stableService: 'none' })],
  ['no-room', 'strategy.maxSurge: ', canarySpec({ maxSurge: 0, maxUnavailable: 0 })],
]

const ofBlueGreens: readonly Fault[] = [
  ['one-service', 'strategy.activeService: ', { strategy: { blueGreen: { previewService: 'frontend' } } }],
  [
    'no-service',
    'strategy.blueGreen.previewService: ',
    { strategy: { blueGreen: { previewService: 'none' } } },
  ],
  [
    'limits',
    'strategy.scaleDownDelayRevisionLimit: ',
    { strategy: { blueGreen: { scaleDownDelayRevisionLimit: 20 } } },
  ],
  ['two-strategies', 'strategy.strategy: Invalid', { strategy: { canary: {} } }],
]

const header = {
  setHeaderRoute: { name: 'testers', match: [{ headerName: 'a', headerValue: { exact: 'b' } }] },
}
const router = (trafficRouting: JsonObject): JsonObject => canarySpec({ trafficRouting })

/** Behind an Ingress. */
const ofRouted: readonly Fault[] = [
  ['routed-no-service', 'strategy.canaryService: ', canarySpec({ canaryService: null })],
  ['routed-header', 'strategy.steps[0].setHeaderRoute', steps(header)],
  ['routed-weight', 'strategy.steps[0].setWeight', steps({ setWeight: 101 })],
  ['routed-delay', 'strategy.dynamicStableScale', canarySpec({ dynamicStableScale: true })],
  ['routed-ping-pong', 'strategy.trafficRouting.alb', canarySpec({ pingPong: mesh.canary.pingPong ?? {} })],
  [
    'routed-trial',
    'strategy.steps[0].experiment.templates[0].weight',
    steps({ experiment: { templates: [{ name: 'trial', specRef: 'canary', weight: 5 }] } }),
  ],
  [
    'routed-no-ingress',
    'strategy.canary.trafficRouting.nginx.stableIngress',
    router({ nginx: { stableIngress: 'none' } }),
  ],
  [
    'routed-other-ingress',
    'strategy.canary.trafficRouting.nginx.stableIngress',
    canarySpec({ stableService: 'frontend-canary', canaryService: 'frontend' }),
  ],
  [
    'routed-no-mesh',
    'strategy.canary.trafficRouting.istio.virtualService.name',
    router({ nginx: null, istio: { virtualService: { name: 'none' } } }),
  ],
]

/** Behind a mesh, with Services that change roles. */
const ofMeshes: readonly Fault[] = [
  [
    'mesh-match',
    'strategy.steps[0].setHeaderRoute',
    steps({ setHeaderRoute: { name: 'testers', match: [{ headerName: 'a', headerValue: {} }] } }),
  ],
  ['mesh-unmanaged', 'strategy.steps[0].setHeaderRoute', steps({ setHeaderRoute: { name: 'nobody' } })],
  [
    'mesh-no-managed',
    'strategy.trafficRouting.managedRoutes',
    canarySpec({ steps: [header], trafficRouting: { managedRoutes: null } }),
  ],
  ['mesh-maximum', 'strategy.trafficRouting.maxTrafficWeight', router({ maxTrafficWeight: 1000 })],
  [
    'mesh-one-service',
    'strategy.pingPong.pingService',
    canarySpec({ pingPong: { pongService: 'frontend-ping' } }),
  ],
  ['mesh-no-ping', 'strategy.pingPong.pingService', canarySpec({ pingPong: { pingService: '' } })],
  [
    'mesh-no-route',
    'strategy.canary.trafficRouting.istio.virtualService.name',
    router({ istio: { virtualService: { routes: ['gone'] } } }),
  ],
]

const refused =
  (words: string, spec: JsonObject) =>
  (stage: Stage): readonly Step[] => [
    stage.ship(blue, spec),
    { until: `Degraded | InvalidSpec: The Rollout "frontend" is invalid: spec.${words}` },
    { passMs: 1000 },
  ]

/** Each fault makes the controller wait longer before it looks again, and so does each change. */
const mended = (stage: Stage): readonly Step[] => [
  ...['weight', 'empty-step', 'no-room'].flatMap((wanted) =>
    ofCanaries
      .filter(([name]) => name === wanted)
      .flatMap(([, words, spec]) => [...refused(words, spec)(stage), { passMs: 500 }]),
  ),
  stage.ship(blue),
  { until: HEALTHY },
  REST,
]

/** Rollouts that are wrong, each in one way. */
export const invalidPlays: Makers = {
  'invalid-canary-mended': canary(mended),
  ...Object.fromEntries(
    ofCanaries.map(([name, words, spec]) => [`invalid-canary-${name}`, canary(refused(words, spec))]),
  ),
  ...Object.fromEntries(
    ofRouted.map(([name, words, spec]) => [`invalid-${name}`, routed(refused(words, spec))]),
  ),
  ...Object.fromEntries(
    ofMeshes.map(([name, words, spec]) => [
      `invalid-${name}`,
      routed(refused(words, spec), { router: mesh }),
    ]),
  ),
  ...Object.fromEntries(
    ofBlueGreens.map(([name, words, spec]) => [
      `invalid-blue-green-${name}`,
      blueGreen(refused(words, spec)),
    ]),
  ),
}
