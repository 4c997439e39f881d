import type { JsonObject } from '../json.ts'
import type { Named } from './objects.ts'

export interface DeploymentOptions extends Named {
  readonly replicas?: number
  readonly image?: string
  /** Annotations of the pod template: `cockpit.test/…` rule what its pods do. */
  readonly podAnnotations?: Readonly<Record<string, string>>
  /** The labels of its selector and its pods; `app` with its name where left out. */
  readonly podLabels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly env?: readonly JsonObject[]
  /** Further fields of `spec`, such as `progressDeadlineSeconds` or `strategy`. */
  readonly spec?: JsonObject
}

/** The course's images. */
export const podinfo = (tag: string): string => `ghcr.io/stefanprodan/podinfo:${tag}`

/** The course's webapp: a Deployment with 25 % surge and none unavailable. */
export function webappDeployment({
  name,
  namespace,
  replicas = 3,
  image = podinfo('6.9.4'),
  podAnnotations = {},
  podLabels = { app: name },
  annotations = {},
  env = [],
  spec = {},
}: DeploymentOptions): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, annotations },
    spec: {
      replicas,
      revisionHistoryLimit: 5,
      progressDeadlineSeconds: 60,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
      selector: { matchLabels: podLabels },
      template: {
        metadata: { labels: podLabels, annotations: podAnnotations },
        spec: {
          containers: [{ name: 'webapp', image, env, ports: [{ name: 'http', containerPort: 9898 }] }],
        },
      },
      ...spec,
    },
  }
}
