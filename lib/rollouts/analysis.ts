import type { AnalysisRun, Measurement, MetricResult } from './analysis-model.ts'
import { compareInstants, compareTexts } from './instants.ts'
import { ownedBy, revisionOf } from './revision.ts'
import type { AnalysisRunView, JobView, MeasurementView } from './view.ts'

const icons: Readonly<Record<string, string>> = {
  Successful: '✔',
  Inconclusive: '?',
  Failed: '✖',
  Error: '⚠',
  Running: '◌',
  Pending: '◷',
}

/** The CLI's sign for the phase of an AnalysisRun, a measurement or an Experiment. Mirrors argo-rollouts@v1.10.1 pkg/kubectl-argo-rollouts/info/experiment_info.go#L84 */
export const analysisIcon = (phase: string): string =>
  Object.hasOwn(icons, phase) ? (icons[phase] ?? ' ') : ' '

/**
 * The AnalysisRuns owned by `uid`, newest revision first, then oldest first, then by name from z to a.
 * Mirrors argo-rollouts@v1.10.1 pkg/kubectl-argo-rollouts/info/analysisrun_info.go#L15
 */
export const toAnalysisRunViews = (uid: string, runs: readonly AnalysisRun[]): readonly AnalysisRunView[] =>
  runs
    .filter(({ meta }) => ownedBy(meta, uid))
    .map(toAnalysisRunView)
    .sort(
      (a, b) =>
        b.revision - a.revision || compareInstants(a.createdAt, b.createdAt) || compareTexts(b.name, a.name),
    )

function toAnalysisRunView(run: AnalysisRun): AnalysisRunView {
  const { meta, metricResults: results } = run
  const measured = results.flatMap((result) =>
    measurementsOf(run, result).map((measurement) => ({ metricName: result.name, measurement })),
  )
  return {
    uid: meta.uid,
    name: meta.name,
    revision: revisionOf(meta),
    createdAt: meta.createdAt,
    type: meta.labels['rollout-type'] ?? '',
    status: run.phase,
    icon: analysisIcon(run.phase),
    message: run.message,
    successful: sum(results, 'successful'),
    failed: sum(results, 'failed'),
    inconclusive: sum(results, 'inconclusive'),
    error: sum(results, 'error'),
    metrics: run.metrics.map(({ name, successCondition, count, inconclusiveLimit, failureLimit }) => ({
      name,
      successCondition,
      count,
      inconclusiveLimit,
      failureLimit,
    })),
    jobs: measured.flatMap(({ metricName, measurement }) =>
      toJobView(metricName, measurement, meta.namespace),
    ),
    measurements: measured.flatMap(({ metricName, measurement }) =>
      toMeasurementView(metricName, measurement),
    ),
  }
}

type Counter = 'successful' | 'failed' | 'inconclusive' | 'error'

const sum = (results: readonly MetricResult[], counter: Counter): number =>
  results.reduce((total, result) => total + result[counter], 0)

// Go looks the measurements up by name, so metrics that share a name share the first one's measurements.
const measurementsOf = ({ metricResults }: AnalysisRun, result: MetricResult): readonly Measurement[] =>
  (metricResults.find(({ name }) => name === result.name) ?? result).measurements

/** A job is known only by the measurement's metadata. */
function toJobView(metricName: string, measurement: Measurement, namespace: string): readonly JobView[] {
  const { metadata, phase, startedAt } = measurement
  const name = metadata?.['job-name']
  if (name === undefined) return []
  const job = { metricName, status: phase, icon: analysisIcon(phase), startedAt }
  return [{ name, namespace: metadata?.['job-namespace'] ?? namespace, ...job }]
}

const toMeasurementView = (
  metricName: string,
  { metadata, value, phase, startedAt }: Measurement,
): readonly MeasurementView[] => (metadata === null ? [{ metricName, value, status: phase, startedAt }] : [])
