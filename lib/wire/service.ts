import type { Service } from '../rollouts/model.ts'
import type { ServicePort } from '../rollouts/workload-model.ts'
import { readMeta } from './meta.ts'
import {
  childOf,
  childrenOf,
  flagOf,
  type Node,
  optionalWholeOf,
  textMapOf,
  textOf,
  wholeOf,
} from './read.ts'

/** What the API server takes where a Service with ClientIP affinity says nothing. Mirrors kubernetes@v1.36.3 pkg/apis/core/v1/defaults.go#L113 */
const defaultAffinitySeconds = 10_800

/** Reads a Service of v1. */
export function readService(object: Node): Service {
  const spec = childOf(object, 'spec')
  return {
    kind: 'Service',
    meta: readMeta(object),
    selector: textMapOf(spec, 'selector'),
    type: textOf(spec, 'type') || 'ClusterIP',
    headless: textOf(spec, 'clusterIP') === 'None',
    externalName: textOf(spec, 'externalName'),
    ports: childrenOf(spec, 'ports').map(readPort),
    affinitySeconds: readAffinity(spec),
    publishNotReady: flagOf(spec, 'publishNotReadyAddresses'),
  }
}

const readPort = (port: Node): ServicePort => ({
  name: textOf(port, 'name'),
  port: wholeOf(port, 'port'),
  protocol: textOf(port, 'protocol') || 'TCP',
  appProtocol: textOf(port, 'appProtocol'),
})

function readAffinity(spec: Node): number | null {
  if (textOf(spec, 'sessionAffinity') !== 'ClientIP') return null
  const client = childOf(childOf(spec, 'sessionAffinityConfig'), 'clientIP')
  return optionalWholeOf(client, 'timeoutSeconds') ?? defaultAffinitySeconds
}
