import type { JsonObject } from '../objects/json.ts'
import type { NewObject } from '../objects/object.ts'

/** A version of podinfo and the colour by which its page is known. */
export interface Version {
  readonly tag: string
  readonly colour: string
}

export const blue: Version = { tag: '6.9.3', colour: '#34577c' }
export const green: Version = { tag: '6.9.4', colour: '#4cae4f' }
export const amber: Version = { tag: '6.9.5', colour: '#d28b26' }
export const violet: Version = { tag: '6.9.6', colour: '#7a4fa3' }

/** One that answers nothing: its pods start and end, again and again. */
export const broken: Version = { tag: '6.9.6-crash', colour: '#b03a48' }

/** What the workloads of the scenarios differ in. */
export interface WorkloadSetting {
  readonly namespace: string
  readonly name: string
  readonly version: Version
  readonly replicas: number
  /** The value of the label `app`, `frontend` where left out. */
  readonly app?: string
  readonly labels?: Readonly<Record<string, string>>
  /** Annotations of the pods; `cockpit.test/…` rule what they do. */
  readonly annotations?: Readonly<Record<string, string>>
}

const check = (path: string): JsonObject => ({
  exec: { command: ['podcli', 'check', 'http', `localhost:9898/${path}`] },
  initialDelaySeconds: 5,
  timeoutSeconds: 5,
})

function podinfoContainer(name: string, { tag, colour }: Version): JsonObject {
  return {
    name,
    image: `ghcr.io/stefanprodan/podinfo:${tag}`,
    imagePullPolicy: 'IfNotPresent',
    ports: [
      { name: 'http', containerPort: 9898, protocol: 'TCP' },
      { name: 'http-metrics', containerPort: 9797, protocol: 'TCP' },
      { name: 'grpc', containerPort: 9999, protocol: 'TCP' },
    ],
    command: [
      './podinfo',
      '--port=9898',
      '--port-metrics=9797',
      '--level=debug',
      '--backend-url=http://backend:9898/echo',
    ],
    env: [{ name: 'PODINFO_UI_COLOR', value: colour }],
    livenessProbe: check('healthz'),
    readinessProbe: check('readyz'),
    resources: { limits: { cpu: '1000m', memory: '128Mi' }, requests: { cpu: '100m', memory: '32Mi' } },
  }
}

/** What Deployment and Rollout share: size, selector and the pods of podinfo. */
export const podinfoSpec = ({
  version,
  replicas,
  app = 'frontend',
  labels,
  annotations,
}: WorkloadSetting): JsonObject => ({
  replicas,
  revisionHistoryLimit: 5,
  selector: { matchLabels: { app, ...labels } },
  template: {
    metadata: {
      labels: { app, ...labels },
      annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9797', ...annotations },
    },
    spec: { serviceAccountName: 'webapp', containers: [podinfoContainer('frontend', version)] },
  },
})

/** The namespace with its ServiceAccount. */
export const place = (namespace: string): readonly NewObject[] => [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'webapp', namespace } },
]

/** A Service in front of the pods of an app. */
export const service = (namespace: string, name: string, app = 'frontend'): NewObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace },
  spec: {
    type: 'ClusterIP',
    selector: { app },
    ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 'http' }],
  },
})

/** A Deployment that replaces a quarter of its pods at a time and never has fewer. */
export const deployment = (setting: WorkloadSetting): NewObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: setting.name, namespace: setting.namespace },
  spec: {
    ...podinfoSpec(setting),
    minReadySeconds: 3,
    progressDeadlineSeconds: 60,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
  },
})

/** A Rollout with this strategy whose pods are those of the Deployment of its name, and what becomes of that one's own. */
export const referring = (
  { namespace, name, replicas }: Pick<WorkloadSetting, 'namespace' | 'name' | 'replicas'>,
  strategy: JsonObject,
  scaleDown: 'never' | 'onsuccess' | 'progressively',
): NewObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name, namespace },
  spec: {
    replicas,
    revisionHistoryLimit: 5,
    workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name, scaleDown },
    strategy,
  },
})

/** A Rollout with this strategy. */
export const rollout = (setting: WorkloadSetting, strategy: JsonObject): NewObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name: setting.name, namespace: setting.namespace },
  spec: { ...podinfoSpec(setting), strategy },
})
