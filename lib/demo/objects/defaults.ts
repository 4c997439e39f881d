import { isJsonObject, type Json, type JsonObject, listAt, objectAt, textAt } from './json.ts'
import type { ResourceName } from './kinds.ts'
import type { NewObject } from './object.ts'

/** The object with what the API server adds to its spec where the writer says nothing; templates stay as written. */
export function withDefaults<T extends NewObject>(resource: ResourceName, object: T): T {
  const add = defaults[resource]
  if (add === undefined) return object
  const { metadata } = object
  const labels = { ...metadata.labels, 'kubernetes.io/metadata.name': metadata.name ?? '' }
  return {
    ...object,
    // What selects namespaces by their name selects by this label.
    metadata: resource === 'namespaces' && metadata.name ? { ...metadata, labels } : metadata,
    spec: add(objectAt(object, 'spec'), object),
  }
}

type Add = (spec: JsonObject, object: NewObject) => JsonObject

const quarter = { maxSurge: '25%', maxUnavailable: '25%' }

const defaults: Partial<Record<ResourceName, Add>> = {
  namespaces: (spec) => ({ finalizers: ['kubernetes'], ...spec }),
  pods: (spec) => ({
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    terminationGracePeriodSeconds: 30,
    securityContext: {},
    schedulerName: 'default-scheduler',
    enableServiceLinks: true,
    ...spec,
  }),
  replicasets: (spec) => ({ replicas: 1, ...spec }),
  deployments: (spec) => {
    const type = textAt(spec, 'strategy', 'type') || 'RollingUpdate'
    const { paused, ...rest } = spec
    const rollingUpdate = { ...quarter, ...objectAt(spec, 'strategy', 'rollingUpdate') }
    return {
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      ...rest,
      // As all types of Go it leaves a false flag out.
      ...(paused === true ? { paused } : {}),
      strategy: type === 'RollingUpdate' ? { rollingUpdate, type } : objectAt(spec, 'strategy'),
    }
  },
  services: (spec, object) => {
    const address = clusterAddress(`${object.metadata.namespace ?? ''}/${object.metadata.name ?? ''}`)
    return {
      clusterIP: address,
      clusterIPs: [textAt(spec, 'clusterIP') || address],
      internalTrafficPolicy: 'Cluster',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      sessionAffinity: 'None',
      type: 'ClusterIP',
      ...spec,
      ports: listAt(spec, 'ports').map(withPortDefaults),
    }
  },
}

const withPortDefaults = (port: Json): Json =>
  isJsonObject(port) ? { protocol: 'TCP', targetPort: port.port ?? 0, ...port } : port

/** The same Service has the same address every time; two Services rarely share one, and nobody routes by it. */
function clusterAddress(key: string): string {
  let hash = 0
  for (const letter of key) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 65_000
  return `10.96.${hash >> 8}.${hash & 255}`
}
