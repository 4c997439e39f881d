import type { ReplicaSet } from '../rollouts/model.ts'
import { readConditions, readMeta } from './meta.ts'
import { childOf, type Node, optionalWholeOf, wholeOf } from './read.ts'
import { readTemplate } from './template.ts'

/** Reads a ReplicaSet of apps/v1. */
export function readReplicaSet(object: Node): ReplicaSet {
  const spec = childOf(object, 'spec')
  const status = childOf(object, 'status')
  return {
    kind: 'ReplicaSet',
    meta: readMeta(object),
    replicas: optionalWholeOf(spec, 'replicas'),
    template: readTemplate(childOf(spec, 'template')),
    status: {
      replicas: wholeOf(status, 'replicas'),
      readyReplicas: wholeOf(status, 'readyReplicas'),
      availableReplicas: wholeOf(status, 'availableReplicas'),
      observedGeneration: wholeOf(status, 'observedGeneration'),
      conditions: readConditions(status),
    },
  }
}
