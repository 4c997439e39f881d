import type { JsonObject } from '../../objects/json.ts'
import type { NewObject } from '../../objects/object.ts'
import { blue, green } from '../../scenarios/podinfo.ts'
import {
  ABORTED,
  blueGreen,
  canary,
  canarySpec,
  FIRST_PAUSE,
  HEALTHY,
  type Make,
  type Makers,
  PREVIEW,
  REST,
  shipped,
  shortSteps,
} from './stage.ts'

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

const measured = { templates: [{ templateName: 'measure' }] }

const inStep =
  (fails: boolean): Make =>
  (stage) => [
    { apply: [jobTemplate(stage.namespace, fails)] },
    ...shipped(stage, shortSteps([{ analysis: measured }])),
    { until: 'Paused | CanaryPauseStep | step 1/6' },
    REST,
    { act: 'promote' },
    { until: fails ? ABORTED : HEALTHY },
    REST,
  ]

const inBackground =
  (fails: boolean): Make =>
  (stage) => [
    { apply: [jobTemplate(stage.namespace, fails)] },
    ...shipped(stage, canarySpec({ analysis: measured })),
    { until: fails ? ABORTED : FIRST_PAUSE },
    { passMs: 6000 },
  ]

const atSwitch =
  (field: 'prePromotionAnalysis' | 'postPromotionAnalysis', fails: boolean): Make =>
  (stage) => {
    const first = field === 'prePromotionAnalysis'
    const spec = {
      strategy: { blueGreen: { [field]: measured, scaleDownDelaySeconds: 4, abortScaleDownDelaySeconds: 4 } },
    }
    const waits = !(first && fails)
    return [
      { apply: [jobTemplate(stage.namespace, fails)] },
      ...shipped(stage, spec),
      { until: waits ? PREVIEW : ABORTED },
      REST,
      ...(waits ? [{ act: 'promote' } as const, { until: fails ? ABORTED : HEALTHY }] : []),
      { passMs: 8000 },
    ]
  }

/**
 * Two pods, one of each version, for a few seconds; measured where there is something to measure with. They are scaled down when all else
 * has come to rest: which of the two came first would be a race.
 */
const experimentStep = (analyses: readonly JsonObject[]): JsonObject => ({
  experiment: {
    duration: analyses.length === 0 ? '4s' : '30s',
    scaleDownDelaySeconds: 10,
    templates: [
      { name: 'baseline', specRef: 'stable', replicas: 1 },
      { name: 'candidate', specRef: 'canary', replicas: 1 },
    ],
    ...(analyses.length === 0 ? {} : { analyses }),
  },
})

const tried =
  (analyses: readonly JsonObject[], end: string): Make =>
  (stage) => {
    const spec = canarySpec({ steps: [experimentStep(analyses), { setWeight: 50 }] })
    return [
      { apply: [jobTemplate(stage.namespace, true)] },
      stage.ship(blue, spec),
      { until: HEALTHY },
      REST,
      stage.ship(green, spec),
      { until: end },
      { passMs: 15_000 },
    ]
  }

/** Updates that are measured on their way. */
export const analysisPlays: Makers = {
  'analysis-in-step-passes': canary(inStep(false)),
  'analysis-in-step-fails': canary(inStep(true)),
  'analysis-in-background-passes': canary(inBackground(false)),
  'analysis-in-background-fails': canary(inBackground(true)),
  'analysis-before-promotion-passes': blueGreen(atSwitch('prePromotionAnalysis', false)),
  'analysis-before-promotion-fails': blueGreen(atSwitch('prePromotionAnalysis', true)),
  'analysis-after-promotion-passes': blueGreen(atSwitch('postPromotionAnalysis', false)),
  'analysis-after-promotion-fails': blueGreen(atSwitch('postPromotionAnalysis', true)),
  'experiment-passes': canary(tried([], HEALTHY)),
  'experiment-fails': canary(tried([{ name: 'measure', templateName: 'measure' }], ABORTED)),
}
