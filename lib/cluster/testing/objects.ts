/** Raw Kubernetes objects as an API server sends them, as small as the tests can use. */
interface Naming {
  readonly uid: string
  readonly name: string
  readonly namespace?: string
  readonly version?: string
  readonly owner?: { readonly kind: string; readonly uid: string; readonly name?: string }
}

const metadata = ({ uid, name, namespace = 'shop', version = '1', owner }: Naming) => ({
  uid,
  name,
  namespace,
  resourceVersion: version,
  generation: 1,
  creationTimestamp: '2026-01-01T00:00:00Z',
  ...(owner && { ownerReferences: [{ name: owner.uid, controller: true, ...owner }] }),
})

export interface RolloutOptions extends Naming {
  readonly image?: string
  readonly strategy?: Readonly<Record<string, unknown>>
  readonly spec?: Readonly<Record<string, unknown>>
  readonly status?: Readonly<Record<string, unknown>>
}

/** Paused at its first pause on the way from `old` to `new`, so that all actions but retry are possible. */
export const rawRollout = (options: RolloutOptions) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: metadata(options),
  spec: {
    replicas: 1,
    strategy: options.strategy ?? {
      canary: {
        stableService: 'stable',
        canaryService: 'canary',
        steps: [{ setWeight: 20 }, { pause: {} }, { setWeight: 50 }],
      },
    },
    template: { spec: { containers: [{ name: 'app', image: options.image ?? 'app:1' }] } },
    ...options.spec,
  },
  status: {
    phase: 'Paused',
    observedGeneration: '1',
    currentPodHash: 'new',
    stableRS: 'old',
    currentStepIndex: 1,
    controllerPause: true,
    pauseConditions: [{ reason: 'CanaryPauseStep', startTime: '2026-01-01T00:00:00Z' }],
    ...options.status,
  },
})

export const rawReplicaSet = (options: Naming & { readonly ready?: number }) => ({
  metadata: { ...metadata(options), labels: { 'rollouts-pod-template-hash': 'new' } },
  spec: { replicas: 1, template: { spec: { containers: [{ name: 'app', image: 'app:1' }] } } },
  status: { replicas: 1, readyReplicas: options.ready ?? 1, availableReplicas: options.ready ?? 1 },
})

export const rawPod = (options: Naming & { readonly ready?: boolean }) => ({
  metadata: metadata(options),
  spec: { nodeName: 'node-1', containers: [{ name: 'app', image: 'app:1' }] },
  status: {
    phase: 'Running',
    containerStatuses: [
      { name: 'app', ready: options.ready ?? true, restartCount: 0, state: { running: {} } },
    ],
  },
})

export const rawService = (options: Naming) => ({
  metadata: metadata(options),
  spec: { selector: { app: options.name } },
})

export const rawEndpointSlice = (options: Naming & { readonly service: string }) => ({
  metadata: { ...metadata(options), labels: { 'kubernetes.io/service-name': options.service } },
  addressType: 'IPv4',
  endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true } }],
})

export const rawRun = (options: Naming) => ({
  metadata: metadata(options),
  spec: { metrics: [] },
  status: { phase: 'Running' },
})

export const rawDeployment = (options: Naming) => ({
  metadata: metadata(options),
  spec: { template: { spec: { containers: [{ name: 'app', image: 'app:1' }] } } },
})

export const ownedByRollout = (uid: string) => ({ kind: 'Rollout', uid })
export const ownedByDeployment = (uid: string) => ({ kind: 'Deployment', uid })
export const ownedByReplicaSet = (uid: string) => ({ kind: 'ReplicaSet', uid })
export const ownedByExperiment = (uid: string) => ({ kind: 'Experiment', uid })
