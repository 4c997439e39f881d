import { type JsonObject, objectAt, textAt } from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import { annotationOf, instantOf, momentOf } from '../facts.ts'
import { judge } from './condition.ts'
import type { Metric, Result } from './metric.ts'

/** The share of good answers of the version that a run is about; null where nobody can answer. */
export type Answers = () => number | null

/**
 * Measures a metric once. A Job ends as the annotations of its pod say (`cockpit.test/finish-after`, `…/job-fails`), and where they say nothing, in an
 * error; for every other provider the run's annotation `cockpit.test/values.<metric>` tells the values one after the other (`0.99 0.97 error`); the
 * word `answers` stands for the share of good answers at that moment.
 */
export function measure(
  run: KubeObject,
  metric: Metric,
  result: Result,
  now: number,
  answers: Answers,
): JsonObject {
  const startedAt = instantOf(now)
  const nth = result.count + result.error
  const finished = { startedAt, finishedAt: startedAt }
  if (metric.provider.job !== undefined) {
    if (!tellsItsEnd(metric)) return { ...finished, phase: 'Error', message: NOTHING_RUNS }
    const metadata = {
      'job-name': jobName(run.metadata.uid, metric.name, nth + 1),
      'job-namespace': run.metadata.namespace ?? '',
    }
    return { phase: 'Running', startedAt, resumeAt: startedAt, metadata }
  }
  const values = (annotationOf(run, `cockpit.test/values.${metric.name}`) ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
  const told = values[Math.min(nth, values.length - 1)]
  const value = told === 'answers' ? String(answers() ?? 'no pod answers') : told
  if (value === undefined) {
    const message = `the demo has no values of metric '${metric.name}': annotate the run with cockpit.test/values.${metric.name}`
    return { ...finished, phase: 'Error', message }
  }
  if (Number.isNaN(Number(value))) return { ...finished, phase: 'Error', message: value }
  const phase = judge(Number(value), metric.successCondition, metric.failureCondition)
  const message = 'the demo evaluates only comparisons of result with numbers'
  return { ...finished, phase, value: `[${value}]`, ...(phase === 'Error' ? { message } : {}) }
}

const FINISH_AFTER = 'cockpit.test/finish-after'
const JOB_FAILS = 'cockpit.test/job-fails'
const duration = /^(\d+)(ms|s|m|h)$/
const NOTHING_RUNS = `the demo runs nothing in a Job: say how it ends in annotations of its pod template, ${FINISH_AFTER}: "3s" and ${JOB_FAILS}: "true"`

const podAnnotations = ({ provider }: Metric): JsonObject =>
  objectAt(provider, 'job', 'spec', 'template', 'metadata', 'annotations')

/** Nobody knows how a Job would end that says nothing of it: the demo must not call it a success. */
function tellsItsEnd(metric: Metric): boolean {
  const annotations = podAnnotations(metric)
  const after = textAt(annotations, FINISH_AFTER)
  return after === '' ? textAt(annotations, JOB_FAILS) !== '' : duration.test(after)
}

/** The name of a measurement's Job, the metric's name cut so that it fits a label. Mirrors argo-rollouts@v1.10.1 metricproviders/job/job.go#L80 */
const jobName = (uid: string, metric: string, nth: number): string =>
  `${uid}.${metric.slice(0, Math.max(0, 63 - `${uid}..${nth}`.length))}.${nth}`

/** What a Job takes besides what its pod does: the pod has to start, and its controller gathers changes for a second. */
const JOB_MS = 1_000

const unitMs = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
])

/** When the Job of an unfinished measurement ends, in milliseconds. */
export function jobEnd(metric: Metric, measurement: JsonObject): number {
  const [, amount = '0', unit] = duration.exec(textAt(podAnnotations(metric), FINISH_AFTER)) ?? []
  return momentOf(textAt(measurement, 'startedAt')) + Number(amount) * (unitMs.get(unit ?? '') ?? 0) + JOB_MS
}

/** The measurement when its Job has ended, or was ended. Mirrors argo-rollouts@v1.10.1 metricproviders/job/job.go#L205 */
export function finishJob(
  metric: Metric,
  measurement: JsonObject,
  terminated: boolean,
  now: number,
): JsonObject {
  const finishedAt = instantOf(now)
  if (terminated) return { ...measurement, phase: 'Inconclusive', message: 'Metric Terminated', finishedAt }
  const fails = textAt(podAnnotations(metric), JOB_FAILS)
  return { ...measurement, phase: fails === 'true' ? 'Failed' : 'Successful', finishedAt }
}
