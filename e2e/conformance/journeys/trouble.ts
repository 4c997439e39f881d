import { dirname } from 'node:path/posix'
import { namespace } from '../../cluster/scenarios/objects.ts'
import { canaryRollout } from '../../cluster/scenarios/rollouts.ts'
import { rolloutPath } from '../../cluster/waits.ts'
import {
  isPhase,
  type Journey,
  pausedAt,
  podsReadyAfter,
  settled,
  startHealthy,
  update,
  v1,
} from './journey.ts'

/** The new version's pods do as told and never become ready. */
const broken = (name: string, behaviour: string, status: string): Journey => ({
  name,
  rollout: 'web',
  run: async (walk) => {
    await startHealthy(walk)
    await update(walk, { podAnnotations: { [`cockpit.test/${behaviour}`]: 'true' } })
    await walk.reach(`a pod says ${status}`, ({ replicaSets }) =>
      replicaSets.some((set) => set.pods.some((pod) => pod.status === status && pod.state !== 'ready')),
    )
    await walk.argo('promote')
    await walk.until('the pause is reached although nothing new is ready', pausedAt(1))
  },
})

const deadline: Journey = {
  name: 'progress-deadline',
  rollout: 'web',
  run: async (walk) => {
    const spec = { progressDeadlineSeconds: 2 }
    await startHealthy(walk, { spec })
    await update(walk, { spec, podAnnotations: { 'cockpit.test/never-ready': 'true' } })
    await walk.until('past its deadline', isPhase('Degraded', 'ProgressDeadlineExceeded'))
  },
}

const lingering: Journey = {
  name: 'slow-termination',
  rollout: 'web',
  run: async (walk) => {
    const podAnnotations = { 'cockpit.test/terminate-after': '3s', ...podsReadyAfter(0.2) }
    await startHealthy(walk, { steps: [], podAnnotations })
    await update(walk, { steps: [], podAnnotations })
    await walk.reach('a pod is terminating', ({ replicaSets }) =>
      replicaSets.some((set) => set.pods.some((pod) => pod.status === 'Terminating')),
    )
    await walk.until('all old pods gone', settled)
  },
}

/** The mistake of the course's manifest, a template inside the template, as a client without validation sends it. */
const templateInTemplate: Journey = {
  name: 'template-in-template',
  rollout: 'web',
  run: async ({ ref, cluster, ...walk }) => {
    const rollout = canaryRollout({ ...ref, image: v1, steps: [{ setWeight: 25 }, { pause: {} }] })
    const template = { template: { spec: {} }, metadata: { labels: { app: 'web' } } }
    await walk.apply(namespace(ref.namespace))
    await cluster.request('POST', `${dirname(rolloutPath(ref))}?fieldValidation=Ignore`, {
      ...rollout,
      spec: { replicas: 1, selector: { matchLabels: { app: 'web' } }, strategy: { canary: {} }, template },
    })
    await walk.until('an invalid spec', isPhase('Degraded', 'InvalidSpec'))
  },
}

const invalidSteps: Journey = {
  name: 'invalid-steps',
  rollout: 'web',
  run: async (walk) => {
    await walk.apply(
      namespace(walk.ref.namespace),
      canaryRollout({ name: 'web', namespace: walk.ref.namespace, steps: [{}], image: v1 }),
    )
    await walk.until('an invalid spec', isPhase('Degraded', 'InvalidSpec'))
  },
}

export const troubleJourneys: readonly Journey[] = [
  broken('never-ready', 'never-ready', 'Running'),
  broken('crash-loop', 'crash-loop', 'CrashLoopBackOff'),
  broken('image-pull-error', 'image-pull-error', 'ImagePullBackOff'),
  deadline,
  lingering,
  templateInTemplate,
  invalidSteps,
]
