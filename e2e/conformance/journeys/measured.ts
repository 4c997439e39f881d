import type { JsonValue } from '../../cluster/json.ts'
import {
  analysisTemplate,
  namespace,
  type WebMetricOptions,
  webMetric,
} from '../../cluster/scenarios/objects.ts'
import { check, checkTemplate, unclear } from '../metrics.ts'
import type { Walk } from '../walk.ts'
import { isPhase, type Journey, pausedAt, settled, startHealthy, update } from './journey.ts'

const inconclusive = isPhase('Paused', 'InconclusiveAnalysisRun')

/** Updates a canary to its analysis step, between half the pods and a pause. */
async function toAnalysis(walk: Walk, canary = {}): Promise<void> {
  const options = { steps: [{ setWeight: 50 }, { analysis: check }, { pause: {} }], ...canary }
  await startHealthy(walk, options)
  await update(walk, options)
}

/** Numbers, a text and an object, many of which only the last ten are kept, and a metric that decides nothing. */
const values: Journey = {
  name: 'measured-values',
  rollout: 'web',
  run: async (walk) => {
    const place = walk.ref.namespace
    const metric = (name: string, value: JsonValue, more: Omit<WebMetricOptions, 'name' | 'url'> = {}) =>
      webMetric({ name, url: walk.metrics.answer(place, name, value), ...more })
    const metrics = [
      metric('whole', 95, { successCondition: 'result >= 90', count: '3', interval: '500ms' }),
      metric('many', 0.25, { successCondition: 'result < 1', count: 12, interval: '200ms', failureLimit: 2 }),
      metric('text', 'a "quoted" <word>', { successCondition: 'len(result) > 0', failureLimit: '1' }),
      metric('object', { latency: [1, 2] }, { successCondition: 'result.latency[0] == 1' }),
      metric('without-condition', true),
      metric('rehearsed', 5, { successCondition: 'result >= 90' }),
    ]
    await walk.apply(
      namespace(place),
      analysisTemplate({ name: 'check', namespace: place, metrics, dryRun: ['rehearsed'] }),
    )
    await toAnalysis(walk)
    await walk.until('paused with all that was measured', pausedAt(2))
  },
}

/** What the address of the metric answers with is no measurement. */
const erroneous: Journey = {
  name: 'measurement-error',
  rollout: 'web',
  run: async (walk) => {
    const place = walk.ref.namespace
    const url = walk.metrics.answer(place, 'requests', 1).replace('requests', 'unknown')
    const metrics = [webMetric({ name: 'requests', url, consecutiveErrorLimit: 0 })]
    await walk.apply(namespace(place), analysisTemplate({ name: 'check', namespace: place, metrics }))
    await toAnalysis(walk)
    await walk.until('aborted by it', isPhase('Degraded', 'assessed Error'))
  },
}

/** Promote goes on behind the analysis, and the pause that follows is kept. */
const unclearStep: Journey = {
  name: 'inconclusive-step',
  rollout: 'web',
  run: async (walk) => {
    const place = walk.ref.namespace
    await walk.apply(namespace(place), checkTemplate(walk.metrics, place, unclear))
    await toAnalysis(walk)
    await walk.until('paused without an answer', inconclusive)
    await walk.argo('promote')
    await walk.until('paused at 2/3', pausedAt(2))
    await walk.argo('promote')
    await walk.until('Healthy again', settled)
  },
}

/** Two pauses at once; promote ends both. */
const unclearBackground: Journey = {
  name: 'inconclusive-background',
  rollout: 'web',
  run: async (walk) => {
    const place = walk.ref.namespace
    await walk.apply(namespace(place), checkTemplate(walk.metrics, place, unclear))
    await toAnalysis(walk, {
      steps: [{ pause: {} }, { setWeight: 50 }, { pause: {} }],
      canary: { analysis: check },
    })
    await walk.until(
      'paused without an answer',
      ({ row, analysisRuns }) => row.phase === 'Paused' && analysisRuns.some((run) => run.inconclusive > 0),
    )
    await walk.argo('promote', '--full')
    await walk.until('Healthy again', settled)
  },
}

export const measuredJourneys: readonly Journey[] = [values, erroneous, unclearStep, unclearBackground]
