import type { RolloutDetail } from '../../../lib/rollouts/view.ts'
import type { JsonObject } from '../../cluster/json.ts'
import { namespace, service } from '../../cluster/scenarios/objects.ts'
import { blueGreenRollout } from '../../cluster/scenarios/rollouts.ts'
import { bad, check, checkTemplate, good, unclear, unending } from '../metrics.ts'
import type { Walk } from '../walk.ts'
import { healthy, isPhase, type Journey, settled, v1, v2 } from './journey.ts'

const paused = isPhase('Paused', 'BlueGreenPause')
const inconclusive = isPhase('Paused', 'InconclusiveAnalysisRun')
const measures = (walk: Walk, value: number, limits = {}) =>
  walk.apply(checkTemplate(walk.metrics, walk.ref.namespace, value, limits))

/** A blue-green Rollout at Healthy, and then updated, with the analysis in the strategy as told. */
async function updated(walk: Walk, value: number, blueGreen: JsonObject, limits = {}): Promise<void> {
  const place = walk.ref.namespace
  const rollout = (image: string) =>
    blueGreenRollout({
      ...walk.ref,
      replicas: 2,
      image,
      blueGreen: { scaleDownDelaySeconds: 3, abortScaleDownDelaySeconds: 3, ...blueGreen },
    })
  await walk.apply(
    namespace(place),
    service({ namespace: place, name: 'web' }),
    service({ namespace: place, name: 'web-preview', app: 'web' }),
  )
  await measures(walk, value, limits)
  await walk.apply(rollout(v1))
  await walk.until('Healthy', healthy)
  await walk.apply(rollout(v2))
}

const measured = ({ analysisRuns }: RolloutDetail): boolean => analysisRuns.some((run) => run.successful > 0)
const verified = ({ analysisRuns }: RolloutDetail): boolean =>
  analysisRuns.some((run) => run.status === 'Successful')

/** Ends the run that is under way: what it has measured is good. */
const endAnalysis = async ({ cluster, ref }: Walk, { analysisRuns: [run] }: RolloutDetail): Promise<void> => {
  await cluster.argo(['terminate', 'analysisrun', run?.name ?? '', '-n', ref.namespace])
}

const before = { prePromotionAnalysis: check }
const after = { postPromotionAnalysis: check, autoPromotionEnabled: true }

const verifiedBefore: Journey = {
  name: 'pre-promotion-analysis',
  rollout: 'web',
  run: async (walk) => {
    await updated(walk, good, before, unending)
    await endAnalysis(walk, await walk.until('being verified', measured))
    await walk.until('paused', (detail) => paused(detail) && verified(detail))
    await walk.argo('promote')
    await walk.until('the old colour gone', settled)
  },
}

const failedBefore: Journey = {
  name: 'pre-promotion-analysis-failed',
  rollout: 'web',
  run: async (walk) => {
    await updated(walk, bad, before)
    await walk.until('aborted by it', isPhase('Degraded', 'pre-promotion analysis phase error/failed'))
    await walk.until('the preview scaled down', ({ replicaSets }) =>
      replicaSets.some((set) => set.status === 'ScaledDown'),
    )
  },
}

/** Promote ends the pause and begins the analysis anew. */
const unclearBefore: Journey = {
  name: 'pre-promotion-analysis-inconclusive',
  rollout: 'web',
  run: async (walk) => {
    await updated(walk, unclear, before)
    await walk.until('paused without an answer', inconclusive)
    await measures(walk, good)
    await walk.argo('promote')
    await walk.until('paused with one', (detail) => paused(detail) && verified(detail))
  },
}

const verifiedAfter: Journey = {
  name: 'post-promotion-analysis',
  rollout: 'web',
  run: async (walk) => {
    await updated(walk, good, after, unending)
    const switched = await walk.until(
      'switched, being verified',
      (detail) => isPhase('Progressing', 'waiting for analysis to complete')(detail) && measured(detail),
    )
    await endAnalysis(walk, switched)
    await walk.until('the old colour gone', settled)
  },
}

const failedAfter: Journey = {
  name: 'post-promotion-analysis-failed',
  rollout: 'web',
  run: async (walk) => {
    await updated(walk, bad, after)
    await walk.until('aborted by it', isPhase('Degraded', 'post-promotion analysis phase error/failed'))
    await walk.until('the new colour scaled down', ({ replicaSets }) =>
      replicaSets.some((set) => set.status === 'ScaledDown'),
    )
  },
}

/** The controller writes its conditions without end here, so the picture never stands still. */
const unclearAfter: Journey = {
  name: 'post-promotion-analysis-inconclusive',
  rollout: 'web',
  run: async (walk) => {
    await updated(walk, unclear, after)
    await walk.until('paused without an answer', inconclusive)
    await walk.argo('promote', '--full')
    await walk.until('the old colour gone', settled)
  },
}

export const verifiedJourneys: readonly Journey[] = [
  verifiedBefore,
  failedBefore,
  unclearBefore,
  verifiedAfter,
  failedAfter,
  unclearAfter,
]
