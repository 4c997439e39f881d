import type { JsonObject } from '../../cluster/json.ts'
import { analysisTemplate, jobMetric, namespace } from '../../cluster/scenarios/objects.ts'
import { healthy, isPhase, type Journey, pausedAt, settled, startHealthy, update } from './journey.ts'

const template = (place: string, annotations: Readonly<Record<string, string>>, limits: JsonObject = {}) =>
  analysisTemplate({
    name: 'check',
    namespace: place,
    metrics: [{ ...jobMetric({ name: 'requests', annotations }), ...limits }],
  })
const analysis = { templates: [{ templateName: 'check' }] }

const inline = (
  name: string,
  annotations: Readonly<Record<string, string>>,
  ends: Journey['run'],
): Journey => ({
  name,
  rollout: 'web',
  run: async (walk) => {
    const options = { steps: [{ setWeight: 50 }, { analysis }, { pause: {} }] }
    await walk.apply(namespace(walk.ref.namespace), template(walk.ref.namespace, annotations))
    await startHealthy(walk, options)
    await update(walk, options)
    await walk.reach('an AnalysisRun', ({ analysisRuns }) => analysisRuns.length > 0)
    await ends(walk)
  },
})

const background: Journey = {
  name: 'background-analysis',
  rollout: 'web',
  run: async (walk) => {
    const options = { steps: [{ setWeight: 50 }, { pause: {} }], canary: { analysis } }
    const every = { interval: '2s', count: 20 }
    await walk.apply(
      namespace(walk.ref.namespace),
      template(walk.ref.namespace, { 'cockpit.test/finish-after': '1s' }, every),
    )
    await startHealthy(walk, options)
    await update(walk, options)
    await walk.until(
      'paused with a measurement',
      (detail) => pausedAt(1)(detail) && detail.analysisRuns.some((run) => run.successful > 0),
    )
    await walk.argo('promote', '--full')
    await walk.until('Healthy again', settled)
  },
}

const experiment: Journey = {
  name: 'experiment-step',
  rollout: 'web',
  run: async (walk) => {
    const templates = [
      { name: 'baseline', specRef: 'stable' },
      { name: 'canary', specRef: 'canary' },
    ]
    const analyses = [{ name: 'check', templateName: 'check' }]
    const options = {
      steps: [{ setWeight: 25 }, { experiment: { duration: '4s', templates, analyses } }, { pause: {} }],
    }
    await walk.apply(namespace(walk.ref.namespace), template(walk.ref.namespace, {}))
    await startHealthy(walk, options)
    await update(walk, options)
    await walk.reach('an Experiment with pods', ({ experiments }) =>
      experiments.some((one) => one.replicaSets.some((set) => set.pods.length > 0)),
    )
    await walk.until('past the experiment', pausedAt(2))
  },
}

export const analysisJourneys: readonly Journey[] = [
  inline('inline-analysis', { 'cockpit.test/finish-after': '1s' }, async (walk) => {
    await walk.until('paused after the analysis', pausedAt(2))
    await walk.argo('promote')
    await walk.until('Healthy again', healthy)
  }),
  inline('failing-analysis', { 'cockpit.test/job-fails': 'true' }, async (walk) => {
    await walk.until('aborted by the analysis', isPhase('Degraded', 'Step-based analysis'))
  }),
  background,
  experiment,
]
