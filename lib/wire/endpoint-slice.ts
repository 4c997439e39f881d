import type { Endpoint, EndpointSlice } from '../rollouts/workload-model.ts'
import { readMeta } from './meta.ts'
import {
  childOf,
  childrenOf,
  type Node,
  optionalChildOf,
  optionalFlagOf,
  optionalTextOf,
  textOf,
  textsOf,
} from './read.ts'

/** The label by which a slice names its Service; the controller of endpoint slices sets it. */
const serviceLabel = 'kubernetes.io/service-name'

/** Reads an EndpointSlice of discovery.k8s.io/v1. */
export function readEndpointSlice(object: Node): EndpointSlice {
  const meta = readMeta(object)
  return {
    kind: 'EndpointSlice',
    meta,
    service: meta.labels[serviceLabel] ?? '',
    addressType: textOf(object, 'addressType'),
    endpoints: childrenOf(object, 'endpoints').map(readEndpoint),
  }
}

function readEndpoint(endpoint: Node): Endpoint {
  const conditions = childOf(endpoint, 'conditions')
  const target = optionalChildOf(endpoint, 'targetRef')
  return {
    addresses: textsOf(endpoint, 'addresses'),
    ready: optionalFlagOf(conditions, 'ready'),
    serving: optionalFlagOf(conditions, 'serving'),
    terminating: optionalFlagOf(conditions, 'terminating'),
    target: target && {
      kind: textOf(target, 'kind'),
      name: textOf(target, 'name'),
      uid: textOf(target, 'uid'),
    },
    node: optionalTextOf(endpoint, 'nodeName'),
  }
}
