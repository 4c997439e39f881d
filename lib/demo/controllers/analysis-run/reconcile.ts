import { at, type JsonObject, listAt, objectAt, sameJson, textAt } from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import { instantOf, momentOf, withStatus } from '../facts.ts'
import { createJournal, type Journal, type Outcome } from '../writes.ts'
import { counted, isOver, isWorse, metricPhase, overLimit } from './assess.ts'
import { type Answers, finishJob, jobEnd, measure } from './measure.ts'
import { type Metric, metricsOf, type Result, readResult, writeResult } from './metric.ts'

const ERROR_RETRY_SECONDS = 10
const KEPT_MEASUREMENTS = 10

interface Turn {
  readonly run: KubeObject
  readonly now: number
  readonly terminating: boolean
  readonly startedAt: string
  readonly journal: Journal
  readonly answers: Answers
}

/** Measures what is due and judges the run. Mirrors argo-rollouts@v1.10.1 analysis/analysis.go#L43 */
export function reconcileAnalysisRun(run: KubeObject, now: number, answers: Answers = () => null): Outcome {
  const journal = createJournal()
  if (run.metadata.deletionTimestamp !== undefined || isOver(textAt(run, 'status', 'phase')))
    return journal.outcome()
  const terminate = at(run, 'spec', 'terminate') === true
  const before = listAt(run, 'status', 'metricResults').map(readResult)
  const failed = before.some(
    (result) => isOver(result.phase) && result.phase !== 'Successful' && !isDry(result),
  )
  const startedAt = textAt(run, 'status', 'startedAt') || instantOf(now)
  const turn: Turn = { run, now, terminating: terminate || failed, startedAt, journal, answers }
  const metrics = metricsOf(run)
  const results = metrics.flatMap((metric) => {
    const known = before.find(({ name }) => name === metric.name) ?? null
    return measured(turn, metric, known) ?? []
  })
  const status = assessed(turn, metrics, results, terminate)
  if (!sameJson(status, objectAt(run, 'status'))) {
    journal.change('analysisruns', run, 'spec', (latest) => withStatus(latest, status))
  }
  return journal.outcome()
}

const isDry = (result: Result): boolean => result.dryRun === true

/** The metric's result, after a measurement where one is due; null before the first. */
function measured(turn: Turn, metric: Metric, known: Result | null): Result | null {
  const result =
    known ?? readResult({ name: metric.name, phase: 'Running', ...(metric.dryRun ? { dryRun: true } : {}) })
  if (isOver(result.phase)) return result
  const last = result.measurements.at(-1)
  if (last !== undefined && !isOver(textAt(last, 'phase'))) return resumed(turn, metric, result, last)
  if (turn.terminating) return known && { ...known, phase: metricPhase(metric, known, true) }
  if (metric.count !== null && result.count >= metric.count) return result
  const due = dueAt(turn, metric, last ?? null)
  if (due > turn.now) {
    turn.journal.lookAgain(due - turn.now + 1)
    return known
  }
  return added(turn, metric, result, measure(turn.run, metric, result, turn.now, turn.answers))
}

function dueAt(turn: Turn, metric: Metric, last: JsonObject | null): number {
  if (last === null) return momentOf(turn.startedAt) + metric.initialDelay * 1000
  const seconds =
    textAt(last, 'phase') === 'Error' ? ERROR_RETRY_SECONDS : (metric.interval ?? ERROR_RETRY_SECONDS)
  return momentOf(textAt(last, 'finishedAt')) + seconds * 1000
}

function resumed(turn: Turn, metric: Metric, result: Result, last: JsonObject): Result {
  const end = jobEnd(metric, last)
  if (!turn.terminating && end > turn.now) {
    turn.journal.lookAgain(end - turn.now)
    return result
  }
  const finished = finishJob(metric, last, turn.terminating, turn.now)
  const earlier = { ...result, measurements: result.measurements.slice(0, -1) }
  return added(turn, metric, earlier, finished)
}

function added(turn: Turn, metric: Metric, result: Result, measurement: JsonObject): Result {
  const measurements = [...result.measurements, measurement].slice(-KEPT_MEASUREMENTS)
  const phase = textAt(measurement, 'phase')
  // A Job tells its end by itself; nothing else is left open.
  if (!isOver(phase)) turn.journal.lookAgain(Math.max(0, jobEnd(metric, measurement) - turn.now))
  const next = isOver(phase) ? counted({ ...result, measurements }, phase) : { ...result, measurements }
  const after = metricPhase(metric, next, turn.terminating)
  if (isOver(after)) {
    const bad = after === 'Failed' || after === 'Error'
    const text = `Metric '${metric.name}' Completed. Result: ${after}`
    turn.journal.tell(turn.run, `Metric${after}`, text, bad ? 'Warning' : 'Normal')
  } else if (isOver(phase) && (metric.count === null || next.count < metric.count)) {
    turn.journal.lookAgain(dueAt(turn, metric, measurement) - turn.now + 1)
  }
  const message = textAt(measurement, 'message')
  return { ...next, phase: after, ...(isOver(after) && message !== '' ? { message } : {}) }
}

/** The run's status from its metrics. Mirrors argo-rollouts@v1.10.1 analysis/analysis.go#L436 */
function assessed(
  turn: Turn,
  metrics: readonly Metric[],
  results: readonly Result[],
  terminate: boolean,
): JsonObject {
  let worst = ''
  let message = terminate ? 'Run Terminated' : ''
  for (const metric of metrics.filter(({ dryRun }) => !dryRun)) {
    const result = results.find(({ name }) => name === metric.name)
    if (result === undefined || !isOver(result.phase) || (worst !== '' && !isWorse(result.phase, worst)))
      continue
    worst = result.phase
    const over = overLimit(metric, result)
    if (over === null) continue
    const told = textAt(result, 'message')
    const why = `Metric "${metric.name}" assessed ${result.phase} due to ${over.why}`
    message = told === '' ? why : `${why}: "Error Message: ${told}"`
  }
  const ended = results.length === metrics.length && results.every(({ phase }) => isOver(phase))
  const done = ended || turn.terminating
  const phase = done ? worst || 'Successful' : 'Running'
  if (done) {
    const bad = phase === 'Failed' || phase === 'Error'
    const text = `Analysis Completed. Result: ${phase}`
    turn.journal.tell(turn.run, `AnalysisRun${phase}`, text, bad ? 'Warning' : 'Normal')
  }
  return {
    phase,
    ...(done && message !== '' ? { message } : {}),
    startedAt: turn.startedAt,
    ...(done ? { completedAt: instantOf(turn.now) } : {}),
    runSummary: summaryOf(metrics, results, false),
    dryRunSummary: summaryOf(metrics, results, true),
    ...(results.length === 0 ? {} : { metricResults: results.map((one) => writeResult(told(metrics, one))) }),
  }
}

/** A metric without consequences says of itself what it would have meant. Mirrors argo-rollouts@v1.10.1 analysis/analysis.go#L540 */
function told(metrics: readonly Metric[], result: Result): Result {
  const metric = metrics.find(({ name }) => name === result.name)
  const over = metric?.dryRun && isOver(result.phase) ? overLimit(metric, result) : null
  return over === null ? result : { ...result, message: `Metric assessed ${result.phase} due to ${over.why}` }
}

/** A metric that ended without going over a limit counts as successful, whatever its phase. Mirrors argo-rollouts@v1.10.1 analysis/analysis.go#L518 */
function summaryOf(metrics: readonly Metric[], results: readonly Result[], dry: boolean): JsonObject {
  const own = metrics.filter(({ dryRun }) => dryRun === dry)
  const ends = own.flatMap((metric) => {
    const result = results.find(({ name }) => name === metric.name)
    return result && isOver(result.phase) ? [overLimit(metric, result)?.phase ?? 'Successful'] : []
  })
  const of = (phase: string) => ends.filter((end) => end === phase).length
  const counts = {
    count: own.length,
    successful: of('Successful'),
    failed: of('Failed'),
    inconclusive: of('Inconclusive'),
    error: of('Error'),
  }
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0))
}
