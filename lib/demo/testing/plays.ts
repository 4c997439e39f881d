import type { Action } from '../../rollouts/view.ts'
import type { JsonObject } from '../objects/json.ts'
import { at, isJsonObject, objectAt } from '../objects/json.ts'
import type { NewObject } from '../objects/object.ts'
import { blueGreenRollout, canaryRollout } from '../scenarios/course.ts'
import { amber, blue, deployment, green, place, service, type Version } from '../scenarios/podinfo.ts'

/** What is done to a workload called `frontend`, here and on a real control plane alike. */
export type Step =
  | { readonly apply: readonly NewObject[] }
  | { readonly act: Action }
  /** A JSON merge patch of the workload. */
  | { readonly patch: JsonObject }
  /** Until the status line begins so; then nothing more is done for a while, so that all comes to rest. */
  | { readonly until: string }
  | { readonly passMs: number }

/** A story of one workload that both the real control plane and the demo can tell. */
export interface Play {
  readonly kind: 'rollouts' | 'deployments'
  readonly namespace: string
  readonly steps: readonly Step[]
}

/** Pods take a second to become ready, so that what happens meanwhile can be seen. */
const annotations = { 'cockpit.test/ready-after': '1s' }

const REST: Step = { passMs: 2500 }
const HEALTHY = 'Healthy'
const FIRST_PAUSE = 'Paused | CanaryPauseStep | step 1/5'
const SECOND_PAUSE = 'Paused | CanaryPauseStep | step 3/5'
const PREVIEW = 'Paused | BlueGreenPause'
const ABORTED = 'Degraded | RolloutAborted'

/** The object with other fields in its spec, merged deeply; null takes a field away. */
function changed(object: NewObject, spec: JsonObject): NewObject {
  return { ...object, spec: merged(objectAt(object, 'spec'), spec) }
}

const merged = (base: JsonObject, over: JsonObject): JsonObject => ({
  ...base,
  ...Object.fromEntries(
    Object.entries(over).map(([key, value]) => {
      const before = at(base, key)
      return [key, isJsonObject(value) && isJsonObject(before) ? merged(before, value) : value]
    }),
  ),
})

const shortSteps = (extra: readonly JsonObject[] = []): JsonObject => ({
  strategy: {
    canary: {
      steps: [
        { setWeight: 25 },
        { pause: {} },
        { setWeight: 50 },
        ...extra,
        { pause: { duration: '4s' } },
        { setWeight: 100 },
      ],
    },
  },
})

interface Stage {
  readonly namespace: string
  ship(version: Version, spec?: JsonObject): Step
}

const canaryStage = (namespace: string): Stage => ({
  namespace,
  ship: (version, spec = {}) => ({
    apply: [changed(changed(canaryRollout(version, { namespace, annotations }), shortSteps()), spec)],
  }),
})

const blueGreenStage = (namespace: string): Stage => ({
  namespace,
  ship: (version, spec = {}) => ({
    apply: [changed(blueGreenRollout(version, { namespace, annotations }), spec)],
  }),
})

const deploymentStage = (namespace: string): Stage => ({
  namespace,
  ship: (version, spec = {}) => ({
    apply: [changed(deployment({ namespace, name: 'frontend', version, replicas: 3, annotations }), spec)],
  }),
})

type Make = (stage: Stage) => readonly Step[]

const canary =
  (make: Make) =>
  (name: string): Play => {
    const namespace = `play-${name}`
    return {
      kind: 'rollouts',
      namespace,
      steps: [{ apply: place(namespace) }, ...make(canaryStage(namespace))],
    }
  }

const services = (namespace: string): Step => ({
  apply: [service(namespace, 'frontend'), service(namespace, 'frontend-preview')],
})

const blueGreen =
  (make: Make) =>
  (name: string): Play => {
    const namespace = `play-${name}`
    const steps = [{ apply: place(namespace) }, services(namespace), ...make(blueGreenStage(namespace))]
    return { kind: 'rollouts', namespace, steps }
  }

const rolling =
  (make: Make) =>
  (name: string): Play => {
    const namespace = `play-${name}`
    return {
      kind: 'deployments',
      namespace,
      steps: [{ apply: place(namespace) }, ...make(deploymentStage(namespace))],
    }
  }

const begun = (stage: Stage): readonly Step[] => [
  stage.ship(blue),
  { until: HEALTHY },
  REST,
  stage.ship(green),
  { until: FIRST_PAUSE },
  REST,
]

const previewed = (stage: Stage, spec: JsonObject = {}): readonly Step[] => [
  stage.ship(blue, spec),
  { until: HEALTHY },
  REST,
  stage.ship(green, spec),
  { until: PREVIEW },
  REST,
]

const promoted = (stage: Stage, spec: JsonObject = {}): readonly Step[] => [
  ...previewed(stage, spec),
  { act: 'promote' },
  { until: HEALTHY },
]

const shortDelays = { strategy: { blueGreen: { scaleDownDelaySeconds: 4, abortScaleDownDelaySeconds: 4 } } }
const neverReady = {
  progressDeadlineSeconds: 5,
  template: { metadata: { annotations: { 'cockpit.test/never-ready': 'true' } } },
}

const OBSERVED = 'observed | Available+MinimumReplicasAvailable Progressing+NewReplicaSetAvailable'

/** A Job that is measured as an analysis, well or badly. */
const jobTemplate = (namespace: string, fails: boolean): NewObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AnalysisTemplate',
  metadata: { name: 'measure', namespace },
  spec: {
    metrics: [
      {
        name: 'measure',
        provider: {
          job: {
            spec: {
              backoffLimit: 0,
              template: {
                metadata: {
                  annotations: {
                    'cockpit.test/finish-after': '2s',
                    ...(fails ? { 'cockpit.test/job-fails': 'true' } : {}),
                  },
                },
                spec: {
                  restartPolicy: 'Never',
                  containers: [{ name: 'measure', image: 'example.test/measure:1.0' }],
                },
              },
            },
          },
        },
      },
    ],
  },
})

const analysisStep = { analysis: { templates: [{ templateName: 'measure' }] } }

const analysed =
  (fails: boolean): Make =>
  (stage) => [
    { apply: [jobTemplate(stage.namespace, fails)] },
    stage.ship(blue, shortSteps([analysisStep])),
    { until: HEALTHY },
    REST,
    stage.ship(green, shortSteps([analysisStep])),
    { until: 'Paused | CanaryPauseStep | step 1/6' },
    REST,
    { act: 'promote' },
    { until: fails ? ABORTED : HEALTHY },
    REST,
  ]

/** Two pods, one of each version, for a few seconds; measured where there is something to measure with. */
const experimentStep = (analyses: readonly JsonObject[]): JsonObject => ({
  experiment: {
    duration: analyses.length === 0 ? '4s' : '30s',
    scaleDownDelaySeconds: 2,
    templates: [
      { name: 'baseline', specRef: 'stable', replicas: 1 },
      { name: 'candidate', specRef: 'canary', replicas: 1 },
    ],
    ...(analyses.length === 0 ? {} : { analyses }),
  },
})

const tried =
  (analyses: readonly JsonObject[], end: string): Make =>
  (stage) => [
    { apply: [jobTemplate(stage.namespace, true)] },
    stage.ship(blue, { strategy: { canary: { steps: [experimentStep(analyses), { setWeight: 50 }] } } }),
    { until: HEALTHY },
    REST,
    stage.ship(green, { strategy: { canary: { steps: [experimentStep(analyses), { setWeight: 50 }] } } }),
    { passMs: 1000 },
    { until: end },
    { passMs: 5000 },
  ]

const makers: Readonly<Record<string, (name: string) => Play>> = {
  'canary-straight': canary((stage) => [...begun(stage), { act: 'promote' }, { until: HEALTHY }, REST]),
  'canary-abort-retry-full': canary((stage) => [
    ...begun(stage),
    { act: 'abort' },
    { until: ABORTED },
    REST,
    { act: 'retry' },
    { until: FIRST_PAUSE },
    REST,
    { act: 'promote-full' },
    { until: HEALTHY },
    REST,
  ]),
  'canary-abort-at-second': canary((stage) => [
    ...begun(stage),
    { act: 'promote' },
    { until: SECOND_PAUSE },
    { passMs: 1000 },
    { act: 'abort' },
    { until: ABORTED },
    { passMs: 5000 },
  ]),
  'canary-abort-at-last': canary((stage) => [
    ...begun(stage),
    { act: 'promote' },
    { until: SECOND_PAUSE },
    { until: 'Progressing | updated replicas are still becoming available | step 4/5' },
    { passMs: 300 },
    { act: 'abort' },
    { until: ABORTED },
    { passMs: 5000 },
  ]),
  'canary-full-while-starting': canary((stage) => [
    stage.ship(blue),
    { until: HEALTHY },
    REST,
    stage.ship(green),
    { until: 'Progressing | more replicas need to be updated | step 0/5' },
    { passMs: 500 },
    { act: 'promote-full' },
    { until: HEALTHY },
    REST,
  ]),
  'canary-full-at-second': canary((stage) => [
    ...begun(stage),
    { act: 'promote' },
    { until: SECOND_PAUSE },
    { passMs: 1000 },
    { act: 'promote-full' },
    { until: HEALTHY },
    REST,
  ]),
  'canary-image-missing': canary((stage) => [
    stage.ship(blue),
    { until: HEALTHY },
    REST,
    stage.ship(green, {
      progressDeadlineSeconds: 5,
      template: { metadata: { annotations: { 'cockpit.test/image-pull-error': 'true' } } },
    }),
    { until: 'Degraded | ProgressDeadlineExceeded' },
    REST,
    { act: 'abort' },
    { until: ABORTED },
    REST,
  ]),
  'canary-back-to-stable': canary((stage) => [
    ...begun(stage),
    { act: 'promote' },
    { until: SECOND_PAUSE },
    { passMs: 1000 },
    stage.ship(blue),
    { until: HEALTHY },
    REST,
  ]),
  'canary-third-version': canary((stage) => [
    ...begun(stage),
    stage.ship(amber),
    { passMs: 1000 },
    { until: FIRST_PAUSE },
    REST,
    { act: 'promote-full' },
    { until: HEALTHY },
    REST,
  ]),
  'canary-scaled-midway': canary((stage) => [
    ...begun(stage),
    { patch: { spec: { replicas: 8 } } },
    { passMs: 5000 },
    { patch: { spec: { replicas: 4 } } },
    { passMs: 5000 },
  ]),
  'canary-paused-by-a-person': canary((stage) => [
    ...begun(stage),
    { patch: { spec: { paused: true } } },
    REST,
    { patch: { spec: { replicas: 6 } } },
    REST,
    { patch: { spec: { paused: false } } },
    { passMs: 5000 },
  ]),
  'canary-over-its-deadline': canary((stage) => [
    stage.ship(blue),
    { until: HEALTHY },
    REST,
    stage.ship(green, neverReady),
    { until: 'Degraded | ProgressDeadlineExceeded' },
    REST,
  ]),
  'canary-steps-edited': canary((stage) => [
    ...begun(stage),
    stage.ship(green, { strategy: { canary: { steps: [{ setWeight: 50 }, { pause: {} }] } } }),
    { until: 'Paused | CanaryPauseStep | step 1/2' },
    REST,
  ]),
  'canary-history-limit': canary((stage) => {
    const spec = { revisionHistoryLimit: 1, strategy: { canary: { steps: [] } } }
    const versions = [blue, green, amber, { ...blue, tag: '6.9.2' }]
    return versions.flatMap((version) => [
      stage.ship(version, spec),
      { passMs: 800 },
      { until: HEALTHY },
      REST,
    ])
  }),
  'canary-analysis-passes': canary(analysed(false)),
  'canary-analysis-fails': canary(analysed(true)),
  'canary-experiment': canary(tried([], HEALTHY)),
  'canary-experiment-fails': canary(tried([{ name: 'measure', templateName: 'measure' }], ABORTED)),
  'blue-green-promoted': blueGreen((stage) => [...promoted(stage, shortDelays), { passMs: 9000 }]),
  'blue-green-aborted': blueGreen((stage) => [
    ...previewed(stage, shortDelays),
    { act: 'abort' },
    { until: ABORTED },
    { passMs: 9000 },
    { act: 'retry' },
    { until: PREVIEW },
    REST,
  ]),
  'blue-green-scaled-at-preview': blueGreen((stage) => [
    ...previewed(stage, shortDelays),
    { patch: { spec: { replicas: 4 } } },
    { passMs: 4000 },
    { act: 'promote' },
    { until: HEALTHY },
    { passMs: 9000 },
  ]),
  'blue-green-back-within-delay': blueGreen((stage) => [
    ...promoted(stage),
    REST,
    stage.ship(blue),
    { passMs: 600 },
    { until: HEALTHY },
    REST,
  ]),
  'blue-green-back-after-delay': blueGreen((stage) => [
    ...promoted(stage, shortDelays),
    { passMs: 9000 },
    stage.ship(blue, shortDelays),
    { until: PREVIEW },
    REST,
    { act: 'promote-full' },
    { until: HEALTHY },
    REST,
  ]),
  'blue-green-back-while-paused': blueGreen((stage) => [
    ...previewed(stage, shortDelays),
    stage.ship(blue, shortDelays),
    { passMs: 600 },
    { until: HEALTHY },
    { passMs: 9000 },
  ]),
  'blue-green-by-itself': blueGreen((stage) => {
    const strategy = {
      blueGreen: { autoPromotionEnabled: true, autoPromotionSeconds: 4, previewReplicaCount: 1 },
    }
    return [...previewed(stage, { strategy }), { until: HEALTHY }, REST]
  }),
  'blue-green-first-never-ready': blueGreen((stage) => [
    stage.ship(blue, neverReady),
    { until: 'Degraded | ProgressDeadlineExceeded' },
    REST,
  ]),
  'blue-green-without-service': (name) => {
    const namespace = `play-${name}`
    const stage = blueGreenStage(namespace)
    const steps = [{ apply: place(namespace) }, stage.ship(blue), { until: 'Degraded | InvalidSpec' }, REST]
    return { kind: 'rollouts', namespace, steps: [...steps, services(namespace), { until: HEALTHY }, REST] }
  },
  'deployment-rolling': rolling((stage) => [
    stage.ship(green),
    { until: OBSERVED },
    REST,
    stage.ship(blue),
    { passMs: 1000 },
    { until: OBSERVED },
    REST,
    stage.ship(blue, { replicas: 8 }),
    { passMs: 1000 },
    { until: OBSERVED },
    REST,
    stage.ship(amber, { replicas: 8 }),
    { passMs: 1000 },
    { until: OBSERVED },
    REST,
  ]),
  'deployment-rolling-four': rolling((stage) => [
    stage.ship(green, { replicas: 4 }),
    { until: OBSERVED },
    REST,
    stage.ship(blue, { replicas: 4 }),
    { passMs: 1000 },
    { until: OBSERVED },
    REST,
  ]),
  'deployment-over-its-deadline': rolling((stage) => [
    stage.ship(green, { replicas: 4 }),
    { until: OBSERVED },
    REST,
    stage.ship(blue, { ...neverReady, replicas: 4 }),
    { until: 'observed | Available+MinimumReplicasAvailable Progressing-ProgressDeadlineExceeded' },
    REST,
    stage.ship(green, { replicas: 4 }),
    { until: OBSERVED },
    REST,
  ]),
  'deployment-paused': rolling((stage) => [
    stage.ship(green),
    { until: OBSERVED },
    REST,
    { patch: { spec: { paused: true } } },
    { passMs: 1000 },
    stage.ship(blue, { paused: true }),
    { passMs: 2000 },
    { patch: { spec: { paused: false } } },
    { passMs: 1000 },
    { until: OBSERVED },
    REST,
  ]),
}

/** All plays by their names. */
export const plays: Readonly<Record<string, Play>> = Object.fromEntries(
  Object.entries(makers).map(([name, make]) => [name, make(name)]),
)
