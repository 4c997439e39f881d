import type { Cluster } from '../../cluster/cluster.ts'
import { type JsonObject, listAt, textAt } from '../../cluster/json.ts'
import { analysisTemplate, jobMetric } from '../../cluster/scenarios/objects.ts'
import { type ObjectRef, until, untilPhase } from '../../cluster/waits.ts'
import { canary, updated } from './exhibit.ts'

const long = { 'cockpit.test/finish-after': '2h' }
const failing = { 'cockpit.test/job-fails': 'true' }

/** An analysis by the template that `longCheck` makes. */
export const checks = { templates: [{ templateName: 'smoke-test' }] }

/** Its measurement outlasts every picture. */
export const longCheck = (namespace: string): JsonObject =>
  analysisTemplate({
    name: 'smoke-test',
    namespace,
    metrics: [jobMetric({ name: 'checkout-journey', annotations: long })],
  })

const errorRate = (namespace: string, annotations = {}) =>
  analysisTemplate({
    name: 'error-rate',
    namespace,
    metrics: [jobMetric({ name: 'error-rate', annotations, interval: '1h', count: 24 })],
  })

/** Waits for an AnalysisRun of a Rollout; those of its Experiments are not among them. */
export async function untilRuns(
  cluster: Cluster,
  { namespace, name }: ObjectRef,
  accept: (run: { readonly phase: string }) => boolean,
): Promise<void> {
  await until(
    `an AnalysisRun of ${namespace}/${name} is as awaited`,
    async () =>
      listAt(await cluster.get(`/apis/argoproj.io/v1alpha1/namespaces/${namespace}/analysisruns`), 'items'),
    (runs) =>
      runs.some(
        (run) =>
          textAt(run, 'metadata.name').startsWith(`${name}-`) &&
          accept({ phase: textAt(run, 'status.phase') }),
      ),
  )
}

/** A background analysis, and a step that runs both versions side by side beside the users' pods. */
export async function experimenting(cluster: Cluster, ref: ObjectRef): Promise<void> {
  const templates = [
    { name: 'baseline', specRef: 'stable' },
    { name: 'candidate', specRef: 'canary' },
  ]
  const analyses = [{ name: 'compare', templateName: 'smoke-test' }]
  const options = {
    steps: [{ setWeight: 20 }, { experiment: { templates, analyses } }, { pause: {} }, { setWeight: 100 }],
    canary: { analysis: { templates: [{ templateName: 'error-rate' }] } },
  }
  const { namespace } = ref
  await cluster.apply([longCheck(namespace), errorRate(namespace)])
  await updated(cluster, ref, canary(ref, '11.0.2', options), canary(ref, '11.1.0', options))
  await until(
    `the Experiment of ${ref.name} measures`,
    () => cluster.get(`/apis/argoproj.io/v1alpha1/namespaces/${namespace}/experiments`),
    (all) => listAt(all, 'items').some((one) => listAt(one, 'status.analysisRuns').length > 0),
  )
  await untilRuns(cluster, ref, () => true)
}

/** Aborted by the controller, because a measurement failed. */
export async function rejected(cluster: Cluster, ref: ObjectRef): Promise<void> {
  const analysis = { templates: [{ templateName: 'error-rate' }] }
  const options = { steps: [{ setWeight: 40 }, { analysis }, { setWeight: 100 }] }
  await cluster.apply([errorRate(ref.namespace, failing)])
  await updated(cluster, ref, canary(ref, '3.7.5', options), canary(ref, '3.8.0', options))
  await untilPhase(cluster, ref, 'Degraded')
}
