/** A resource as discovery describes it. */
export interface Kind {
  readonly resource: string
  /** Empty for the core group. */
  readonly group: string
  readonly version: string
  readonly kind: string
  readonly singular: string
  readonly shortNames: readonly string[]
  readonly categories: readonly string[]
  readonly namespaced: boolean
  /** Whether the status is written apart, at `…/status`, and left alone by every other write. */
  readonly status: boolean
  readonly scale: boolean
  /** What makes the generation grow; null where the kind has none. */
  readonly generation: 'content' | 'content and annotations' | null
  /** Of a CustomResourceDefinition: it takes no strategic merge patch. */
  readonly custom: boolean
}

type Traits = Partial<Omit<Kind, 'resource' | 'group' | 'version' | 'kind' | 'singular'>>

const plain = {
  shortNames: [],
  categories: [],
  namespaced: true,
  status: false,
  scale: false,
  generation: null,
  custom: false,
} as const satisfies Traits

const define =
  (group: string, version: string, common: Traits) =>
  <R extends string>(resource: R, kind: string, traits: Traits = {}): Kind & { readonly resource: R } => ({
    ...plain,
    ...common,
    ...traits,
    resource,
    group,
    version,
    kind,
    singular: kind.toLowerCase(),
  })

const core = define('', 'v1', {})
const apps = define('apps', 'v1', { status: true, scale: true, categories: ['all'] })
const autoscaling = define('autoscaling', 'v2', { status: true, categories: ['all'] })
const discovery = define('discovery.k8s.io', 'v1', { generation: 'content' })
const networking = define('networking.k8s.io', 'v1', { status: true, generation: 'content' })
const istio = define('networking.istio.io', 'v1alpha3', { generation: 'content', custom: true })
const argo = define('argoproj.io', 'v1alpha1', { generation: 'content', custom: true })

/** Every resource of the demo's API server. */
export const kinds = {
  namespaces: core('namespaces', 'Namespace', { shortNames: ['ns'], namespaced: false, status: true }),
  pods: core('pods', 'Pod', {
    shortNames: ['po'],
    categories: ['all'],
    status: true,
    generation: 'content',
  }),
  services: core('services', 'Service', { shortNames: ['svc'], categories: ['all'], status: true }),
  events: core('events', 'Event', { shortNames: ['ev'] }),
  configmaps: core('configmaps', 'ConfigMap', { shortNames: ['cm'] }),
  serviceaccounts: core('serviceaccounts', 'ServiceAccount', { shortNames: ['sa'] }),
  deployments: apps('deployments', 'Deployment', {
    shortNames: ['deploy'],
    generation: 'content and annotations',
  }),
  replicasets: apps('replicasets', 'ReplicaSet', { shortNames: ['rs'], generation: 'content' }),
  horizontalpodautoscalers: autoscaling('horizontalpodautoscalers', 'HorizontalPodAutoscaler', {
    shortNames: ['hpa'],
  }),
  endpointslices: discovery('endpointslices', 'EndpointSlice'),
  ingresses: networking('ingresses', 'Ingress', { shortNames: ['ing'] }),
  virtualservices: istio('virtualservices', 'VirtualService'),
  rollouts: argo('rollouts', 'Rollout', { shortNames: ['ro'], status: true, scale: true }),
  analysisruns: argo('analysisruns', 'AnalysisRun', { shortNames: ['ar'] }),
  analysistemplates: argo('analysistemplates', 'AnalysisTemplate', { shortNames: ['at'] }),
  clusteranalysistemplates: argo('clusteranalysistemplates', 'ClusterAnalysisTemplate', {
    shortNames: ['cat'],
    namespaced: false,
  }),
  experiments: argo('experiments', 'Experiment', { shortNames: ['exp'] }),
} as const

/** A resource by its plural name. */
export type ResourceName = keyof typeof kinds

/** All resources, in the order of discovery. */
export const resourceNames: readonly ResourceName[] = Object.values(kinds).map((kind) => kind.resource)

/** What is known of a resource. */
export const kindOf = (resource: ResourceName): Kind => kinds[resource]

/** `v1`, `apps/v1`: the apiVersion of a resource's objects. */
export const apiVersionOf = ({ group, version }: Pick<Kind, 'group' | 'version'>): string =>
  group === '' ? version : `${group}/${version}`

/** The resource as messages name it: `pods`, `rollouts.argoproj.io`. */
export const qualifiedName = ({ resource, group }: Pick<Kind, 'resource' | 'group'>): string =>
  group === '' ? resource : `${resource}.${group}`

/** The resource that an apiVersion and kind mean, if the demo serves it. */
export const resourceOf = (apiVersion: string, kind: string): ResourceName | undefined =>
  resourceNames.find((name) => kinds[name].kind === kind && apiVersionOf(kinds[name]) === apiVersion)
