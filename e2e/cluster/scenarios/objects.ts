import type { JsonObject, JsonValue } from '../json.ts'

export interface Named {
  readonly name: string
  readonly namespace: string
}

export interface PolicyRule {
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly verbs: readonly string[]
}

export function namespace(name: string): JsonObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }
}

/** A Service with the selector `app: <app>`; the Rollouts controller adds the hash. */
export function service({ name, namespace, app = name }: Named & { readonly app?: string }): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: {
      type: 'ClusterIP',
      selector: { app },
      ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 'http' }],
    },
  }
}

export interface AnalysisTemplateOptions extends Named {
  /** Each metric as the CRD has it. */
  readonly metrics: readonly JsonObject[]
  readonly args?: readonly JsonObject[]
  /** The names of metrics that are measured and counted and decide nothing. */
  readonly dryRun?: readonly string[]
}

export function analysisTemplate({
  name,
  namespace,
  metrics,
  args = [],
  dryRun = [],
}: AnalysisTemplateOptions): JsonObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { name, namespace },
    spec: {
      metrics,
      ...(args.length === 0 ? {} : { args }),
      ...(dryRun.length === 0 ? {} : { dryRun: dryRun.map((metricName) => ({ metricName })) }),
    },
  }
}

export interface JobMetricOptions {
  readonly name: string
  readonly annotations?: Readonly<Record<string, string>>
  readonly count?: number
  readonly interval?: string
  readonly failureLimit?: number
}

/** A metric whose measurement is a Job: `cockpit.test/job-fails` and `finish-after` among its annotations rule it. */
export function jobMetric({ name, annotations = {}, ...limits }: JobMetricOptions): JsonObject {
  const container = { name: 'measure', image: 'example.test/measure:1.0', command: ['measure'] }
  const template: JsonValue = {
    metadata: { annotations },
    spec: { restartPolicy: 'Never', containers: [container] },
  }
  return { name, ...limits, provider: { job: { spec: { backoffLimit: 0, template } } } }
}

export interface WebMetricOptions {
  readonly name: string
  /** Answers with JSON whose field `value` is what is measured. */
  readonly url: string
  /** Of the number or the object `result`. */
  readonly successCondition?: string
  readonly failureCondition?: string
  readonly count?: number | string
  readonly interval?: string
  readonly failureLimit?: number | string
  readonly inconclusiveLimit?: number | string
  readonly consecutiveErrorLimit?: number
}

/** A metric whose measurement is the answer of a web server. */
export function webMetric({ url, ...metric }: WebMetricOptions): JsonObject {
  return { ...metric, provider: { web: { url, jsonPath: '{$.value}' } } }
}

/** A ServiceAccount, a Role in its namespace (a ClusterRole with `clusterWide`) and the binding of the two. */
export function accountWithRules({
  name,
  namespace,
  rules,
  clusterWide = false,
}: Named & { readonly rules: readonly PolicyRule[]; readonly clusterWide?: boolean }): readonly JsonObject[] {
  const apiVersion = 'rbac.authorization.k8s.io/v1'
  const kind = clusterWide ? 'ClusterRole' : 'Role'
  const roleName = clusterWide ? `${namespace}-${name}` : name
  const metadata = clusterWide ? { name: roleName } : { name: roleName, namespace }
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } },
    { apiVersion, kind, metadata, rules: rules.map((rule) => ({ ...rule })) },
    {
      apiVersion,
      kind: `${kind}Binding`,
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: roleName },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
  ]
}

/** What a viewer needs: reading everything that a page shows. */
export const viewRules: readonly PolicyRule[] = [
  {
    apiGroups: ['argoproj.io'],
    resources: ['rollouts', 'analysisruns', 'analysistemplates', 'clusteranalysistemplates', 'experiments'],
    verbs: ['get', 'list', 'watch'],
  },
  { apiGroups: ['apps'], resources: ['replicasets', 'deployments'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
  {
    apiGroups: [''],
    resources: ['pods', 'services', 'events', 'namespaces'],
    verbs: ['get', 'list', 'watch'],
  },
]

/** What an operator needs beyond a viewer: every action is a patch of one of these. */
export const operateRules: readonly PolicyRule[] = [
  { apiGroups: ['argoproj.io'], resources: ['rollouts', 'rollouts/status'], verbs: ['patch'] },
  { apiGroups: ['apps'], resources: ['deployments', 'deployments/scale'], verbs: ['patch'] },
]
