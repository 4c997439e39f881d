import type { JsonObject } from '../../lib/demo/objects/json.ts'
import type { Store } from '../../lib/demo/objects/store.ts'

const image = 'ghcr.io/stefanprodan/podinfo'

const podSpec = (tag: string): JsonObject => ({
  containers: [{ name: 'podinfo', image: `${image}:${tag}`, ports: [{ name: 'http', containerPort: 9898 }] }],
})

const template = (app: string, tag: string): JsonObject => ({
  metadata: { labels: { app } },
  spec: podSpec(tag),
})

/** A canary Rollout of podinfo. */
export const rollout = (namespace: string, name: string, tag = '6.9.3'): JsonObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name, namespace, labels: { app: name } },
  spec: {
    replicas: 4,
    selector: { matchLabels: { app: name } },
    strategy: { canary: { steps: [{ setWeight: 25 }, { pause: {} }, { setWeight: 50 }] } },
    template: template(name, tag),
  },
})

/** A Deployment of podinfo. */
export const deployment = (namespace: string, name: string, tag = '6.9.4', replicas = 3): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace },
  spec: { replicas, selector: { matchLabels: { app: name } }, template: template(name, tag) },
})

/** A Service in front of an app. */
export const service = (namespace: string, name: string, app = name): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace },
  spec: { selector: { app }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
})

/** Stores a pod that is ready, as a kubelet would report it. */
export function runPod(store: Store, namespace: string, name: string, app: string, tag = '6.9.4'): void {
  const labels = { app }
  store.create('pods', {
    metadata: { name, namespace, labels },
    spec: { ...podSpec(tag), nodeName: 'demo' },
    status: {
      phase: 'Running',
      podIP: '10.0.0.1',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [
        {
          name: 'podinfo',
          ready: true,
          started: true,
          restartCount: 0,
          state: { running: {} },
          image: `${image}:${tag}`,
        },
      ],
    },
  })
}

/** Stores the ReplicaSet of a revision, as the controller of a Rollout would make it. */
export function addRevision(
  store: Store,
  namespace: string,
  owner: string,
  revision: number,
  tag: string,
): void {
  const found = store.get('rollouts', namespace, owner)
  if (!found) throw new Error(`there is no Rollout ${owner}`)
  const hash = `hash${revision}`
  const labels = { app: owner, 'rollouts-pod-template-hash': hash }
  const made = template(owner, tag)
  store.create('replicasets', {
    metadata: {
      name: `${owner}-${hash}`,
      namespace,
      labels,
      annotations: { 'rollout.argoproj.io/revision': String(revision) },
      ownerReferences: [
        {
          apiVersion: found.apiVersion,
          kind: found.kind,
          name: owner,
          uid: found.metadata.uid,
          controller: true,
        },
      ],
    },
    spec: { replicas: 0, selector: { matchLabels: labels }, template: { ...made, metadata: { labels } } },
  })
}

/** Stores what the endpoints controller would say of ready pods behind a Service. */
export function addEndpoints(store: Store, namespace: string, name: string, pods: readonly string[]): void {
  store.create('endpointslices', {
    metadata: { name: `${name}-1`, namespace, labels: { 'kubernetes.io/service-name': name } },
    addressType: 'IPv4',
    ports: [{ name: 'http', port: 9898, protocol: 'TCP' }],
    endpoints: pods.map((pod, index) => ({
      addresses: [`10.0.0.${index + 1}`],
      conditions: { ready: true },
      targetRef: { kind: 'Pod', name: pod, namespace },
    })),
  })
}
