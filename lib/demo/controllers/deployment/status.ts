import type { JsonObject } from '../../objects/json.ts'
import { isJsonObject, listAt, numberAt, objectAt, sameJson, textAt } from '../../objects/json.ts'
import { type Condition, condition, findCondition, withCondition, withoutCondition } from '../conditions.ts'
import { countOf, countsOf, momentOf, sizesOf } from '../facts.ts'
import { conditionsOf, deadlineSeconds, type Look, newSet, writeDeployment } from './look.ts'

interface Counts {
  readonly replicas: number
  readonly updatedReplicas: number
  readonly readyReplicas: number
  readonly availableReplicas: number
  readonly unavailableReplicas: number
  readonly terminatingReplicas: number
}

function countsNow(look: Look): Counts {
  const fresh = newSet(look)
  const availableReplicas = countsOf(look.sets, 'availableReplicas')
  return {
    replicas: countsOf(look.sets, 'replicas'),
    updatedReplicas: fresh ? countOf(fresh, 'replicas') : 0,
    readyReplicas: countsOf(look.sets, 'readyReplicas'),
    availableReplicas,
    unavailableReplicas: Math.max(0, sizesOf(look.sets) - availableReplicas),
    terminatingReplicas: look.sets.reduce(
      (sum, set) => sum + numberAt(set, 'status', 'terminatingReplicas'),
      0,
    ),
  }
}

/** Whether all pods are of the new template and available. Mirrors k8s.io/kubernetes@v1.36.3 pkg/controller/deployment/util/deployment_util.go#L744 */
const isComplete = (look: Look, counts: Omit<Counts, 'terminatingReplicas'>): boolean =>
  counts.updatedReplicas === look.replicas &&
  counts.replicas === look.replicas &&
  counts.availableReplicas === look.replicas

/** Whether what the status says is a finished update. */
export const wasComplete = (look: Look): boolean =>
  isComplete(look, {
    replicas: countOf(look.deployment, 'replicas'),
    updatedReplicas: countOf(look.deployment, 'updatedReplicas'),
    readyReplicas: 0,
    availableReplicas: countOf(look.deployment, 'availableReplicas'),
    unavailableReplicas: 0,
  }) &&
  numberAt(look.deployment, 'status', 'observedGeneration') >= (look.deployment.metadata.generation ?? 0)

function hasProgressed({ deployment }: Look, after: Counts): boolean {
  const before = (count: Parameters<typeof countOf>[1]) => countOf(deployment, count)
  return (
    after.updatedReplicas > before('updatedReplicas') ||
    after.replicas - after.updatedReplicas < before('replicas') - before('updatedReplicas') ||
    after.readyReplicas > before('readyReplicas') ||
    after.availableReplicas > before('availableReplicas')
  )
}

function withAvailability(look: Look, counts: Counts, before: readonly Condition[]): readonly Condition[] {
  const enough = counts.availableReplicas >= look.replicas - look.unavailable
  const [status, reason, how] = enough
    ? (['True', 'MinimumReplicasAvailable', 'has'] as const)
    : (['False', 'MinimumReplicasUnavailable', 'does not have'] as const)
  const message = `Deployment ${how} minimum availability.`
  return withCondition(before, condition(look.now, 'Available', status, reason, message))
}

/** Counts the pods, and nothing else. Mirrors k8s.io/kubernetes@v1.36.3 pkg/controller/deployment/sync.go#L480 */
export function syncCounts(look: Look): void {
  const counts = countsNow(look)
  write(look, counts, withAvailability(look, counts, conditionsOf(look)))
}

/**
 * Counts the pods and tells progress from a standstill that is over its deadline.
 * Mirrors k8s.io/kubernetes@v1.36.3 pkg/controller/deployment/progress.go#L36
 */
export function syncProgress(look: Look): void {
  const counts = countsNow(look)
  const available = withAvailability(look, counts, conditionsOf(look))
  const conditions = withFailure(look, withProgress(look, counts, available))
  if (write(look, counts, conditions)) return
  const progressing = findCondition(conditions, 'Progressing')
  if (progressing === null || isComplete(look, counts) || progressing.reason === 'ProgressDeadlineExceeded')
    return
  const left = momentOf(progressing.lastUpdateTime) + deadlineSeconds(look.deployment) * 1000 - look.now
  look.journal.lookAgain(Math.max(0, left) + 1000)
}

function withProgress(look: Look, counts: Counts, before: readonly Condition[]): readonly Condition[] {
  const current = findCondition(before, 'Progressing')
  const done = current?.reason === 'NewReplicaSetAvailable'
  if (counts.replicas === counts.updatedReplicas && done) return before
  const fresh = newSet(look)
  const what = fresh ? `ReplicaSet "${fresh.metadata.name}"` : `Deployment "${look.deployment.metadata.name}"`
  const progressing = (status: 'True' | 'False', reason: string, how: string) =>
    condition(look.now, 'Progressing', status, reason, `${what} ${how}`)
  if (isComplete(look, counts)) {
    return withCondition(
      before,
      progressing('True', 'NewReplicaSetAvailable', 'has successfully progressed.'),
    )
  }
  if (hasProgressed(look, counts)) {
    const next = progressing('True', 'ReplicaSetUpdated', 'is progressing.')
    const { lastTransitionTime } = current?.status === 'True' ? current : next
    return [...withoutCondition(before, 'Progressing'), { ...next, lastTransitionTime }]
  }
  if (current === null || done) return before
  const over = momentOf(current.lastUpdateTime) + deadlineSeconds(look.deployment) * 1000 < look.now
  return over
    ? withCondition(before, progressing('False', 'ProgressDeadlineExceeded', 'has timed out progressing.'))
    : before
}

function withFailure(look: Look, before: readonly Condition[]): readonly Condition[] {
  const fresh = newSet(look)
  const [failure] = [...(fresh ? [fresh] : []), ...look.sets].flatMap((set) =>
    listAt(set, 'status', 'conditions')
      .filter(isJsonObject)
      .filter((one) => textAt(one, 'type') === 'ReplicaFailure'),
  )
  if (failure === undefined) return withoutCondition(before, 'ReplicaFailure')
  const next = condition(
    look.now,
    'ReplicaFailure',
    'True',
    textAt(failure, 'reason'),
    textAt(failure, 'message'),
  )
  return withCondition(before, next)
}

/** Writes the status where it differs. */
function write(look: Look, counts: Counts, conditions: readonly Condition[]): boolean {
  const { terminatingReplicas, ...rest } = counts
  const status: JsonObject = {
    observedGeneration: look.deployment.metadata.generation ?? 0,
    ...Object.fromEntries(Object.entries(rest).filter(([, count]) => count !== 0)),
    terminatingReplicas,
    conditions,
  }
  if (sameJson(status, objectAt(look.deployment, 'status'))) return false
  writeDeployment(look, status)
  return true
}
