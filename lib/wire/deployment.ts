import type { Deployment } from '../rollouts/workload-model.ts'
import { readConditions, readMeta } from './meta.ts'
import { childOf, flagOf, intOrTextOf, type Node, optionalWholeOf, textOf, wholeOf } from './read.ts'
import { readTemplate } from './template.ts'

/** Reads a Deployment of apps/v1. */
export function readDeployment(object: Node): Deployment {
  const spec = childOf(object, 'spec')
  return {
    kind: 'Deployment',
    meta: readMeta(object),
    spec: readSpec(spec),
    template: readTemplate(childOf(spec, 'template')),
    status: readStatus(childOf(object, 'status')),
  }
}

function readSpec(spec: Node): Deployment['spec'] {
  const strategy = childOf(spec, 'strategy')
  const rolling = childOf(strategy, 'rollingUpdate')
  return {
    replicas: optionalWholeOf(spec, 'replicas'),
    paused: flagOf(spec, 'paused'),
    strategy: textOf(strategy, 'type'),
    maxSurge: intOrTextOf(rolling, 'maxSurge'),
    maxUnavailable: intOrTextOf(rolling, 'maxUnavailable'),
    minReadySeconds: wholeOf(spec, 'minReadySeconds'),
    progressDeadlineSeconds: optionalWholeOf(spec, 'progressDeadlineSeconds'),
    revisionHistoryLimit: optionalWholeOf(spec, 'revisionHistoryLimit'),
  }
}

const readStatus = (status: Node): Deployment['status'] => ({
  observedGeneration: wholeOf(status, 'observedGeneration'),
  replicas: wholeOf(status, 'replicas'),
  updatedReplicas: wholeOf(status, 'updatedReplicas'),
  readyReplicas: wholeOf(status, 'readyReplicas'),
  availableReplicas: wholeOf(status, 'availableReplicas'),
  conditions: readConditions(status),
})
