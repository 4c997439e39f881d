import { momentOf } from './instants.ts'
import type { Container, Instant } from './model.ts'
import type {
  AnalysisRunView,
  ExperimentView,
  JobView,
  MeasurementView,
  PodView,
  ReplicaSetView,
  RolloutDetail,
} from './view.ts'

type Json = Readonly<Record<string, unknown>>

/**
 * The Rollout as the plugin's dashboard answers it at `/api/v1/rollouts/{namespace}/{name}/info`, less the annotations and the AnalysisRuns'
 * `specAndStatus`, which are the objects' own. Mirrors argo-rollouts@v1.10.1 pkg/apiclient/rollout/rollout.pb.go#L709
 */
export function toRolloutInfo(detail: RolloutDetail): Json {
  const { row } = detail
  const meta = { uid: row.uid, name: row.name, createdAt: row.createdAt }
  return withoutZeroes({
    objectMeta: {
      ...objectMeta(meta, row.namespace),
      ...withoutZeroes({
        labels: row.labels,
        generation: detail.generation,
        resourceVersion: detail.resourceVersion,
      }),
    },
    status: row.phase,
    message: row.message,
    icon: detail.icon,
    strategy: row.strategy,
    step: row.step,
    setWeight: row.setWeight === null ? '' : String(row.setWeight),
    actualWeight: row.actualWeight === null ? '' : String(row.actualWeight),
    ...row.counts,
    restartedAt: goTime(detail.restartedAt),
    generation: detail.observedGeneration,
    replicaSets: detail.replicaSets.map((replicaSet) => replicaSetInfo(replicaSet, row.namespace)),
    experiments: detail.experiments.map((experiment) => experimentInfo(experiment, row.namespace)),
    analysisRuns: detail.analysisRuns.map((run) => analysisRunInfo(run, row.namespace)),
    containers: detail.containers.map(containerInfo),
    initContainers: detail.initContainers.map(containerInfo),
    steps: row.step === '' ? [] : detail.stepsRaw.map(stepInfo),
  })
}

/** Go's `omitempty`: zero numbers, empty texts, false, and empty lists and maps are not written. */
const withoutZeroes = (fields: Json): Json =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => !isZero(value)))

const isZero = (value: unknown): boolean =>
  !value || (typeof value === 'object' && Object.keys(value).length === 0)

/** The only part of the metadata that is answered; all objects of a Rollout live in its namespace. */
const objectMeta = (
  {
    uid,
    name,
    createdAt,
  }: { readonly uid: string; readonly name: string; readonly createdAt: Instant | null },
  namespace: string,
): Json => withoutZeroes({ name, namespace, uid, creationTimestamp: createdAt })

/** Go's text of a time, in a server whose zone is UTC. */
const goTime = (instant: Instant | null): string =>
  instant === null
    ? 'Never'
    : `${new Date(momentOf(instant)).toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`

/** Two structs of an experiment step are written even when they are empty. */
function stepInfo(step: Json): Json {
  const { experiment } = step
  if (!isObject(experiment)) return step
  const { templates } = experiment
  const written = Array.isArray(templates) && templates.map((template) => ({ metadata: {}, ...template }))
  return {
    ...step,
    experiment: { analysisRunMetadata: {}, ...experiment, ...(written && { templates: written }) },
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

const containerInfo = ({ name, image }: Container): Json => withoutZeroes({ name, image })

const replicaSetInfo = (replicaSet: ReplicaSetView, namespace: string): Json =>
  withoutZeroes({
    objectMeta: objectMeta(replicaSet, namespace),
    status: replicaSet.status,
    icon: replicaSet.icon,
    revision: replicaSet.revision,
    ...Object.fromEntries(replicaSet.roles.map((role) => [role, true])),
    replicas: replicaSet.replicas,
    available: replicaSet.available,
    template: replicaSet.template,
    scaleDownDeadline: replicaSet.scaleDownDeadline,
    images: replicaSet.images,
    initContainerImages: replicaSet.initContainerImages,
    pods: replicaSet.pods.map((pod) => podInfo(pod, namespace)),
  })

const podInfo = (pod: PodView, namespace: string): Json =>
  withoutZeroes({
    objectMeta: objectMeta(pod, namespace),
    status: pod.status,
    icon: pod.icon,
    ready: pod.ready,
    restarts: pod.restarts,
  })

const experimentInfo = (experiment: ExperimentView, namespace: string): Json =>
  withoutZeroes({
    objectMeta: objectMeta(experiment, namespace),
    icon: experiment.icon,
    revision: experiment.revision,
    status: experiment.status,
    message: experiment.message,
    replicaSets: experiment.replicaSets.map((replicaSet) => replicaSetInfo(replicaSet, namespace)),
    analysisRuns: experiment.analysisRuns.map((run) => analysisRunInfo(run, namespace)),
  })

const analysisRunInfo = (run: AnalysisRunView, namespace: string): Json =>
  withoutZeroes({
    objectMeta: objectMeta(run, namespace),
    icon: run.icon,
    revision: run.revision,
    status: run.status,
    successful: run.successful,
    failed: run.failed,
    inconclusive: run.inconclusive,
    error: run.error,
    jobs: run.jobs.map(jobInfo),
    nonJobInfo: run.measurements.map(nonJobInfo),
    metrics: run.metrics.map(withoutZeroes),
  })

const jobInfo = ({ name, namespace, status, icon, metricName, startedAt }: JobView): Json =>
  withoutZeroes({
    objectMeta: withoutZeroes({ name, namespace, creationTimestamp: startedAt }),
    status,
    icon,
    metricName,
    startedAt,
  })

const nonJobInfo = ({ value, status, metricName, startedAt }: MeasurementView): Json =>
  withoutZeroes({ value, status, metricName, startedAt })
