import { randomBytes } from 'node:crypto'
import type { Wish } from './access.ts'

/** One rule of a role, as RBAC has it. */
export interface PolicyRule {
  readonly verbs: readonly string[]
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
}

/** Someone who may be asked for by a bearer token. */
export interface Identity {
  readonly user: string
  readonly groups: readonly string[]
  readonly token: string
  readonly rules: readonly PolicyRule[]
  /** Paths that are no objects; a star at the end stands for anything. */
  readonly paths: readonly string[]
  /** What is refused whatever the rules say. */
  readonly refuses?: (wish: Wish) => boolean
}

const reading = ['get', 'list', 'watch'] as const
const openPaths = ['/api', '/api/*', '/apis', '/apis/*', '/openapi/*', '/version'] as const

/** What everyone who has a token may ask about himself. */
const aboutOneself: readonly PolicyRule[] = [
  {
    verbs: ['create'],
    apiGroups: ['authorization.k8s.io'],
    resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
  },
  { verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'] },
]

const viewerRules: readonly PolicyRule[] = [
  {
    verbs: reading,
    apiGroups: [''],
    resources: [
      'configmaps',
      'events',
      'namespaces',
      'pods',
      'pods/log',
      'pods/status',
      'serviceaccounts',
      'services',
    ],
  },
  {
    verbs: reading,
    apiGroups: ['apps'],
    resources: [
      'deployments',
      'deployments/scale',
      'deployments/status',
      'replicasets',
      'replicasets/scale',
      'replicasets/status',
    ],
  },
  { verbs: reading, apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'] },
  { verbs: reading, apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'] },
  { verbs: reading, apiGroups: ['networking.k8s.io'], resources: ['ingresses', 'ingresses/status'] },
  { verbs: reading, apiGroups: ['networking.istio.io'], resources: ['virtualservices'] },
  {
    verbs: reading,
    apiGroups: ['argoproj.io'],
    resources: [
      ...['analysisruns', 'analysistemplates', 'clusteranalysistemplates', 'experiments', 'rollouts'],
      ...['rollouts/scale', 'rollouts/status'],
    ],
  },
]

const operatorRules: readonly PolicyRule[] = [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }]

export interface Identities {
  /** May do everything. */
  readonly operator: Identity
  /** May read everything that a cockpit shows, and change nothing. */
  readonly viewer: Identity
}

/** The two identities of the demo, with tokens that hold as long as it runs. */
export function createIdentities(): Identities {
  const identity = (user: string, rules: readonly PolicyRule[], paths: readonly string[]): Identity => ({
    user,
    groups: ['demo:people', 'system:authenticated'],
    token: randomBytes(24).toString('base64url'),
    rules: [...aboutOneself, ...rules],
    paths,
  })
  return {
    operator: identity('operator', operatorRules, ['*']),
    viewer: identity('viewer', viewerRules, openPaths),
  }
}
