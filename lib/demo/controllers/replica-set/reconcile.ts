import type { JsonObject } from '../../objects/json.ts'
import { at, numberAt, objectAt, sameJson } from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import { controllerReference, sizeOf, withStatus } from '../facts.ts'
import { availableFrom, isPodActive, isPodAvailable, isPodReady } from '../pod-facts.ts'
import { createJournal, type Journal, type Outcome } from '../writes.ts'
import { failureCondition, overQuota, type Quota } from './quota.ts'
import { firstToGo } from './ranking.ts'

/** A ReplicaSet and the pods that it controls. */
export interface ReplicaSetParts {
  readonly replicaSet: KubeObject
  readonly pods: readonly KubeObject[]
  /** How many pods the namespace may have; null for as many as are wanted. */
  readonly quota?: Quota | null
}

/** How soon it is tried again to make a pod that could not be made. */
const RETRY_MS = 60_000

/**
 * Makes or ends pods until there are as many as wanted, and counts those that were there before. Names are given by `name`.
 * Mirrors k8s.io/kubernetes@v1.36.3 pkg/controller/replicaset/replica_set.go#L755
 */
export function reconcileReplicaSet(
  { replicaSet, pods, quota = null }: ReplicaSetParts,
  now: number,
  name: () => string,
): Outcome {
  const journal = createJournal()
  const active = pods.filter(isPodActive)
  if (replicaSet.metadata.deletionTimestamp !== undefined) return journal.outcome()
  const missing = sizeOf(replicaSet) - active.length
  const room = quota === null ? missing : Math.min(missing, Math.max(0, quota.most - quota.used))
  for (let made = 0; made < room; made += 1) createPod(journal, replicaSet, name())
  const failure = quota !== null && room < missing ? overQuota(replicaSet, name(), quota) : null
  if (failure !== null) {
    journal.tell(replicaSet, 'FailedCreate', `Error creating: ${failure}`, 'Warning')
    journal.lookAgain(RETRY_MS)
  }
  for (const pod of firstToGo(active, -missing, now)) {
    journal.remove('pods', pod)
    journal.tell(replicaSet, 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`)
  }
  const terminating = pods.filter(({ metadata }) => metadata.deletionTimestamp !== undefined).length
  writeStatus(journal, replicaSet, active, { terminating, failure }, now)
  return journal.outcome()
}

function createPod(journal: Journal, set: KubeObject, suffix: string): void {
  const template = objectAt(set, 'spec', 'template')
  const name = `${set.metadata.name}-${suffix}`
  const texts = (key: string) =>
    Object.fromEntries(
      Object.entries(objectAt(template, 'metadata', key)).map(([field, text]) => [field, String(text)]),
    )
  const annotations = texts('annotations')
  journal.create('pods', {
    metadata: {
      name,
      generateName: `${set.metadata.name}-`,
      ...(set.metadata.namespace === undefined ? {} : { namespace: set.metadata.namespace }),
      labels: texts('labels'),
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      ownerReferences: [controllerReference(set)],
    },
    spec: objectAt(template, 'spec'),
  })
  journal.tell(set, 'SuccessfulCreate', `Created pod: ${name}`)
}

function writeStatus(
  journal: Journal,
  set: KubeObject,
  active: readonly KubeObject[],
  { terminating, failure }: { readonly terminating: number; readonly failure: string | null },
  now: number,
): void {
  const seconds = numberAt(set, 'spec', 'minReadySeconds')
  const labels = Object.entries(objectAt(set, 'spec', 'template', 'metadata', 'labels'))
  const labelled = active.filter((pod) =>
    labels.every(([key, value]) => at(pod, 'metadata', 'labels', key) === value),
  )
  const status: JsonObject = {
    replicas: active.length,
    ...present({
      fullyLabeledReplicas: labelled.length,
      readyReplicas: active.filter(isPodReady).length,
      availableReplicas: active.filter((pod) => isPodAvailable(pod, seconds, now)).length,
    }),
    terminatingReplicas: terminating,
    observedGeneration: set.metadata.generation ?? 0,
    ...failureCondition(set, failure, now),
  }
  if (!sameJson(status, objectAt(set, 'status'))) {
    journal.change('replicasets', set, 'status', (latest) => withStatus(latest, status))
  }
  for (const pod of active) {
    const from = availableFrom(pod, seconds)
    if (from !== null && from > now) journal.lookAgain(from - now)
  }
}

const present = (counts: Readonly<Record<string, number>>): JsonObject =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0))
