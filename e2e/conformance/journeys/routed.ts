import type { JsonObject } from '../../cluster/json.ts'
import { namespace, service } from '../../cluster/scenarios/objects.ts'
import type { CanaryOptions } from '../../cluster/scenarios/rollouts.ts'
import type { Walk } from '../walk.ts'
import {
  healthy,
  isPhase,
  type Journey,
  pausedAt,
  podsReadyAfter,
  settled,
  startHealthy,
  update,
  v1,
  v2,
} from './journey.ts'

const ingress = (place: string): JsonObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'web', namespace: place },
  spec: {
    ingressClassName: 'nginx',
    rules: [
      {
        host: 'web.example.test',
        http: {
          paths: [
            {
              path: '/',
              pathType: 'Prefix',
              backend: { service: { name: 'web-stable', port: { number: 80 } } },
            },
          ],
        },
      },
    ],
  },
})

const routing = (more: JsonObject = {}): Partial<CanaryOptions> => ({
  canary: {
    stableService: 'web-stable',
    canaryService: 'web-canary',
    trafficRouting: { nginx: { stableIngress: 'web' } },
    scaleDownDelaySeconds: 3,
    abortScaleDownDelaySeconds: 3,
    ...more,
  },
})

async function startRouted(walk: Walk, options: Partial<CanaryOptions>): Promise<void> {
  const place = walk.ref.namespace
  const services = ['web-stable', 'web-canary'].map((name) => service({ name, namespace: place, app: 'web' }))
  await walk.apply(namespace(place), ...services, ingress(place))
  await startHealthy(walk, options)
  await update(walk, options)
}

/** A router's recorded weight, the old version in its delay, and a scale of the canary that is not its weight. */
const routed: Journey = {
  name: 'routed-canary',
  rollout: 'web',
  run: async (walk) => {
    const steps = [
      { setCanaryScale: { replicas: 2 } },
      { setWeight: 20 },
      { pause: {} },
      { setWeight: 60 },
      { pause: {} },
    ]
    await startRouted(walk, { ...routing(), steps })
    await walk.until('paused at 2/5', pausedAt(2))
    await walk.argo('promote')
    await walk.until('paused at 4/5', pausedAt(4))
    await walk.argo('promote')
    await walk.reach(
      'promoted, the old version in its delay',
      (detail) => healthy(detail) && detail.replicaSets.some((set) => set.scaleDownDeadline !== null),
    )
    await walk.until('the old version gone', settled)
  },
}

const routedAborted: Journey = {
  name: 'routed-canary-aborted',
  rollout: 'web',
  run: async (walk) => {
    await startRouted(walk, routing())
    await walk.until('paused at 1/5', pausedAt(1))
    await walk.argo('abort')
    await walk.until(
      'aborted, the canary scaled down',
      (detail) =>
        isPhase('Degraded', 'RolloutAborted')(detail) &&
        detail.replicaSets.some((set) => set.status === 'ScaledDown'),
    )
  },
}

const deployment = (place: string, image: string): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'workload', namespace: place },
  spec: {
    replicas: 0,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' }, annotations: podsReadyAfter(1) },
      spec: { containers: [{ name: 'web', image }] },
    },
  },
})

/** The template stands in a Deployment that the Rollout refers to. */
const workload: Journey = {
  name: 'workload-ref',
  rollout: 'web',
  run: async (walk) => {
    const { name, namespace: place } = walk.ref
    await walk.apply(namespace(place), deployment(place, v1), {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name, namespace: place },
      spec: {
        replicas: 2,
        workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'workload' },
        strategy: { canary: { steps: [{ setWeight: 50 }, { pause: {} }] } },
      },
    })
    await walk.until('Healthy', healthy)
    await walk.apply(deployment(place, v2))
    await walk.until('paused at 1/2', pausedAt(1))
  },
}

export const routedJourneys: readonly Journey[] = [routed, routedAborted, workload]
