import type { AnalysisRun, Measurement, MetricResult, MetricSpec } from '../rollouts/analysis-model.ts'
import { readMeta } from './meta.ts'
import {
  childOf,
  childrenOf,
  flagOf,
  instantOf,
  intFormOf,
  type Node,
  optionalTextMapOf,
  textOf,
  wholeOf,
} from './read.ts'

/** Reads an AnalysisRun of argoproj.io/v1alpha1. */
export function readAnalysisRun(object: Node): AnalysisRun {
  const status = childOf(object, 'status')
  return {
    kind: 'AnalysisRun',
    meta: readMeta(object),
    metrics: childrenOf(childOf(object, 'spec'), 'metrics').map(readMetric),
    phase: textOf(status, 'phase'),
    message: textOf(status, 'message'),
    startedAt: instantOf(status, 'startedAt'),
    completedAt: instantOf(status, 'completedAt'),
    metricResults: childrenOf(status, 'metricResults').map(readMetricResult),
  }
}

const readMetric = (metric: Node): MetricSpec => ({
  name: textOf(metric, 'name'),
  successCondition: textOf(metric, 'successCondition'),
  failureCondition: textOf(metric, 'failureCondition'),
  count: intFormOf(metric, 'count'),
  inconclusiveLimit: intFormOf(metric, 'inconclusiveLimit'),
  failureLimit: intFormOf(metric, 'failureLimit'),
})

const readMetricResult = (result: Node): MetricResult => ({
  name: textOf(result, 'name'),
  phase: textOf(result, 'phase'),
  message: textOf(result, 'message'),
  successful: wholeOf(result, 'successful'),
  failed: wholeOf(result, 'failed'),
  inconclusive: wholeOf(result, 'inconclusive'),
  error: wholeOf(result, 'error'),
  dryRun: flagOf(result, 'dryRun'),
  measurements: childrenOf(result, 'measurements').map(readMeasurement),
})

const readMeasurement = (measurement: Node): Measurement => ({
  phase: textOf(measurement, 'phase'),
  value: textOf(measurement, 'value'),
  message: textOf(measurement, 'message'),
  startedAt: instantOf(measurement, 'startedAt'),
  finishedAt: instantOf(measurement, 'finishedAt'),
  metadata: optionalTextMapOf(measurement, 'metadata'),
})
