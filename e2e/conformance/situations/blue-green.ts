import type { JsonObject } from '../../cluster/json.ts'
import { namespace, service } from '../../cluster/scenarios/objects.ts'
import { type BlueGreenOptions, blueGreenRollout } from '../../cluster/scenarios/rollouts.ts'
import { untilPhase } from '../../cluster/waits.ts'
import { v1, v2 } from '../journeys/journey.ts'
import { check, checkTemplate, unclear, unending } from '../metrics.ts'
import { isAt, neverReady, type Site, type Situation, untilSite, updatedPods } from './situation.ts'

/** A blue-green Rollout at Healthy with its first image and then updated; `next` are the options of the second. */
async function blueGreen(
  { cluster, ref }: Site,
  next: Partial<BlueGreenOptions> = {},
  ...more: readonly JsonObject[]
): Promise<void> {
  const base = { ...ref, replicas: 2, image: v1 }
  await cluster.apply([
    namespace(ref.namespace),
    service(ref),
    service({ ...ref, name: `${ref.name}-preview`, app: ref.name }),
    ...more,
    blueGreenRollout(base),
  ])
  await untilPhase(cluster, ref, 'Healthy')
  await cluster.apply([blueGreenRollout({ ...base, image: v2, ...next })])
}

const paused: Situation = {
  name: 'blue-green-paused',
  allowed: ['promote', 'promote-full', 'abort'],
  bring: async (site) => {
    await blueGreen(site)
    await untilPhase(site.cluster, site.ref, 'Paused', 'BlueGreenPause')
  },
}

const booting: Situation = {
  name: 'blue-green-booting',
  allowed: ['promote-full', 'abort'],
  bring: async (site) => {
    await blueGreen(site, neverReady)
    await untilSite(site, 'has a preview', (one) => updatedPods(one) === 2)
  },
}

/** Users are on the new version, and its analysis is under way. */
const switched: Situation = {
  name: 'blue-green-switched',
  allowed: ['promote-full', 'abort'],
  bring: async (site) => {
    const template = checkTemplate(site.metrics, site.ref.namespace, 95, unending)
    await blueGreen(
      site,
      { autoPromotionEnabled: true, blueGreen: { postPromotionAnalysis: check } },
      template,
    )
    await untilSite(
      site,
      'is being verified',
      isAt('status.blueGreen.postPromotionAnalysisRunStatus.status', 'Running'),
    )
  },
}

/** Ended by promote, the same analysis begins anew. */
const inconclusive: Situation = {
  name: 'blue-green-inconclusive',
  allowed: ['promote', 'promote-full', 'abort'],
  bring: async (site) => {
    const template = checkTemplate(site.metrics, site.ref.namespace, unclear)
    await blueGreen(site, { blueGreen: { prePromotionAnalysis: check } }, template)
    await untilPhase(site.cluster, site.ref, 'Paused', 'InconclusiveAnalysisRun')
  },
}

export const blueGreenSituations: readonly Situation[] = [paused, booting, switched, inconclusive]
