import { untilPhase } from '../../cluster/waits.ts'
import {
  atPause,
  canaryHealthy,
  canaryUpdated,
  neverReady,
  type Situation,
  untilSite,
  updatedPods,
} from './situation.ts'

const healthy: Situation = { name: 'healthy', allowed: [], bring: (site) => canaryHealthy(site) }

const paused: Situation = {
  name: 'paused',
  allowed: ['promote', 'promote-full', 'abort'],
  bring: async (site) => {
    await canaryUpdated(site)
    await atPause(site)
  },
}

const timedPause: Situation = {
  name: 'timed-pause',
  allowed: ['promote', 'promote-full', 'abort'],
  bring: async (site) => {
    await canaryUpdated(site, {
      steps: [{ setWeight: 50 }, { pause: { duration: '1h' } }, { setWeight: 80 }],
    })
    await atPause(site)
  },
}

const scaling: Situation = {
  name: 'scaling',
  allowed: ['promote', 'promote-full', 'abort'],
  bring: async (site) => {
    await canaryUpdated(site, neverReady)
    await untilSite(site, 'has a canary pod', (one) => updatedPods(one) === 1)
  },
}

const aborted: Situation = {
  name: 'aborted',
  allowed: ['promote-full', 'retry'],
  bring: async (site) => {
    const { cluster, ref } = site
    await canaryUpdated(site)
    await atPause(site)
    await cluster.argo(['abort', ref.name, '-n', ref.namespace])
    await untilSite(site, 'has no canary pod', (one) => updatedPods(one) === 0)
  },
}

const pausedBySpec: Situation = {
  name: 'paused-by-spec',
  allowed: ['promote', 'promote-full', 'abort'],
  bring: async (site) => {
    await canaryUpdated(site, { spec: { paused: true } }, {})
    await untilPhase(site.cluster, site.ref, 'Paused', 'manually paused')
  },
}

/** Two pauses at once: of the step, and by a person. */
const pausedByHand: Situation = {
  name: 'paused-by-hand',
  allowed: ['promote', 'promote-full', 'abort'],
  bring: async (site) => {
    const { cluster, ref } = site
    await canaryUpdated(site)
    await atPause(site)
    await cluster.argo(['pause', ref.name, '-n', ref.namespace])
    // What the controller has not read yet it would write over what is done next.
    await untilPhase(cluster, ref, 'Paused', 'manually paused')
  },
}

const healthyPausedByHand: Situation = {
  name: 'healthy-paused-by-hand',
  allowed: ['promote'],
  instead: { 'promote-full': 'promote' },
  bring: async (site) => {
    const { cluster, ref } = site
    await canaryHealthy(site)
    await cluster.argo(['pause', ref.name, '-n', ref.namespace])
    await untilPhase(cluster, ref, 'Paused', 'manually paused')
  },
}

const withoutSteps: Situation = {
  name: 'without-steps',
  allowed: ['abort'],
  // It goes to all users anyhow.
  residue: ['promoteFull'],
  bring: async (site) => {
    await canaryUpdated(site, { steps: [], ...neverReady }, { steps: [] })
    await untilSite(site, 'has a canary pod', (one) => updatedPods(one) > 0)
  },
}

export const canarySituations: readonly Situation[] = [
  healthy,
  paused,
  timedPause,
  scaling,
  aborted,
  pausedBySpec,
  pausedByHand,
  healthyPausedByHand,
  withoutSteps,
]
