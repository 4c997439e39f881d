import type { Json, JsonObject } from '../objects/json.ts'
import type { NewObject } from '../objects/object.ts'
import { blue, green } from './podinfo.ts'
import type { Scenario } from './scenario.ts'
import { canaryIn, flawed, MINUTE_MS, SOON_MS, situation, updated } from './told.ts'

/** Success is 95 % of the answers and more, failure less than 90 %; what lies between is for a person to judge. */
const successRate = (namespace: string): NewObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AnalysisTemplate',
  metadata: { namespace, name: 'success-rate' },
  spec: {
    metrics: [
      {
        name: 'success-rate',
        interval: '10s',
        count: 6,
        failureLimit: 1,
        successCondition: 'result[0] >= 0.95',
        failureCondition: 'result[0] < 0.9',
        provider: {
          prometheus: {
            address: 'http://prometheus.demo:9090',
            query: 'sum(rate(http_requests_total{status!~"5.."}[1m])) / sum(rate(http_requests_total[1m]))',
          },
        },
      },
    ],
  },
})

/** An analysis whose values are told one after the other; `answers` stands for the share that the version answers well. */
const measuring = (values: string): JsonObject => ({
  templates: [{ templateName: 'success-rate' }],
  analysisRunMetadata: { annotations: { 'cockpit.test/values.success-rate': values } },
})

const stepsWith = (analysis: Json): readonly JsonObject[] => [
  { setWeight: 25 },
  { analysis },
  { setWeight: 50 },
  { pause: {} },
  { setWeight: 100 },
]

const measured = (ns: string, values: string, after = green) => {
  const canary = { steps: stepsWith(measuring(values)) }
  return updated(ns, canaryIn(ns, blue, canary), canaryIn(ns, after, canary), [successRate(ns)])
}

const trial = (analysis: JsonObject): readonly JsonObject[] => [
  { setWeight: 25 },
  {
    experiment: {
      duration: '1h',
      templates: [
        { name: 'baseline', specRef: 'stable', replicas: 1 },
        { name: 'candidate', specRef: 'canary', replicas: 1 },
      ],
    },
  },
  { analysis },
  { setWeight: 100 },
]

/** Releases that are measured. */
export const measuredOnes: readonly Scenario[] = [
  situation(
    'analysis',
    'Analysis runs',
    'A canary whose share of good answers is measured before it goes on.',
    (ns) => measured(ns, 'answers'),
    { flaw: 'failing' },
  ),
  situation(
    'analysis-failed',
    'Analysis failed',
    'The new version answered too many requests with an error, and was aborted.',
    (ns) => [...measured(ns, 'answers', flawed('failing')), { passMs: MINUTE_MS }],
    { flaw: 'failing' },
  ),
  situation(
    'analysis-inconclusive',
    'Analysis inconclusive',
    'The values are neither good nor bad, so a person has to judge.',
    (ns) => [...measured(ns, '0.93'), { passMs: MINUTE_MS }],
    { flaw: 'failing' },
  ),
  situation('experiment', 'Experiment', "Both versions run side by side, beside the users' pods.", (ns) => {
    const canary = { steps: trial(measuring('answers')) }
    return [
      ...updated(ns, canaryIn(ns, blue, canary), canaryIn(ns, green, canary), [successRate(ns)]),
      { passMs: SOON_MS },
    ]
  }),
]
