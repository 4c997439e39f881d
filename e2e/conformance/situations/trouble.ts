import { at } from '../../cluster/json.ts'
import { namespace } from '../../cluster/scenarios/objects.ts'
import { untilPhase } from '../../cluster/waits.ts'
import { v1, webCanary } from '../journeys/journey.ts'
import { canaryUpdated, neverReady, type Situation, untilSite, updatedPods } from './situation.ts'

/** Argo Rollouts issue 4461: an abort is taken here, and the controller ignores it. */
const promotedFully: Situation = {
  name: 'promote-full-under-way',
  allowed: [],
  bring: async (site) => {
    const { cluster, ref } = site
    await canaryUpdated(site, neverReady)
    await untilSite(site, 'has a canary pod', (one) => updatedPods(one) === 1)
    await cluster.argo(['promote', ref.name, '-n', ref.namespace, '--full'])
    await untilSite(site, 'is past its steps', (one) => at(one, 'status.currentStepIndex') === 5)
  },
}

const promotedFullyAndPaused: Situation = {
  name: 'promote-full-paused-by-hand',
  allowed: ['promote'],
  instead: { 'promote-full': 'promote' },
  bring: async (site) => {
    const { cluster, ref } = site
    await promotedFully.bring(site)
    await cluster.argo(['pause', ref.name, '-n', ref.namespace])
    await untilPhase(cluster, ref, 'Paused', 'manually paused')
  },
}

const pastDeadline: Situation = {
  name: 'past-its-deadline',
  allowed: ['promote', 'promote-full', 'abort'],
  bring: async (site) => {
    await canaryUpdated(site, { ...neverReady, spec: { progressDeadlineSeconds: 2 } })
    await untilPhase(site.cluster, site.ref, 'Degraded', 'ProgressDeadlineExceeded')
  },
}

const firstDeployment: Situation = {
  name: 'first-deployment',
  allowed: [],
  bring: async (site) => {
    const { cluster, ref } = site
    await cluster.apply([namespace(ref.namespace), webCanary(ref.namespace, v1, neverReady)])
    await untilSite(site, 'has its pods', (one) => updatedPods(one) === 3)
  },
}

/** The controller looks at no wish before it accepts the spec. */
const invalidSpec: Situation = {
  name: 'invalid-spec',
  allowed: [],
  residue: ['promoteFull', 'abort', 'currentStepIndex', 'pauseConditions'],
  bring: async (site) => {
    await canaryUpdated(site, { steps: [{}] }, {})
    await untilPhase(site.cluster, site.ref, 'Degraded', 'InvalidSpec')
  },
}

export const troubleSituations: readonly Situation[] = [
  promotedFully,
  promotedFullyAndPaused,
  pastDeadline,
  firstDeployment,
  invalidSpec,
]
