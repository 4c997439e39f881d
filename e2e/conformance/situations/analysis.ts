import type { JsonObject } from '../../cluster/json.ts'
import { namespace } from '../../cluster/scenarios/objects.ts'
import { untilPhase } from '../../cluster/waits.ts'
import { check, checkTemplate, good, unclear, unending } from '../metrics.ts'
import { canaryUpdated, isAt, type Site, type Situation, untilSite } from './situation.ts'

/** A canary whose second step is as told, between half the pods and a pause. */
async function canaryWith({ cluster, metrics, ref }: Site, step: JsonObject, value: number, limits = {}) {
  await cluster.apply([namespace(ref.namespace), checkTemplate(metrics, ref.namespace, value, limits)])
  const steps = [{ setWeight: 50 }, step, { pause: {} }, { setWeight: 80 }]
  await canaryUpdated({ cluster, metrics, ref }, { steps })
}

/** The one state in which promote has three things to write: without the third, the pause that follows would be skipped. */
const inconclusive: Situation = {
  name: 'inconclusive',
  allowed: ['promote', 'promote-full', 'abort'],
  bring: async (site) => {
    await canaryWith(site, { analysis: check }, unclear)
    await untilPhase(site.cluster, site.ref, 'Paused', 'InconclusiveAnalysisRun')
  },
}

const analysisStep: Situation = {
  name: 'analysis-step',
  allowed: ['promote', 'promote-full', 'abort'],
  bring: async (site) => {
    await canaryWith(site, { analysis: check }, good, unending)
    await untilSite(
      site,
      'is being analysed',
      isAt('status.canary.currentStepAnalysisRunStatus.status', 'Running'),
    )
  },
}

/** Without a duration it lasts until its analysis ends. */
const experimentStep: Situation = {
  name: 'experiment-step',
  allowed: ['promote', 'promote-full', 'abort'],
  bring: async (site) => {
    const templates = [{ name: 'trial', specRef: 'canary' }]
    const analyses = [{ name: 'check', templateName: 'check', requiredForCompletion: true }]
    await canaryWith(site, { experiment: { templates, analyses } }, good, unending)
    await untilSite(site, 'has an Experiment', (one) => !isAt('status.canary.currentExperiment', '')(one))
  },
}

export const analysisSituations: readonly Situation[] = [inconclusive, analysisStep, experimentStep]
