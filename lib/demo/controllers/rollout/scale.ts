import { abortScaleDownDelaySeconds, scaleDownDelaySeconds } from '../../../rollouts/delays.ts'
import { at } from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import { annotationOf, instantOf, momentOf, sizeOf, withAnnotations, withSpec } from '../facts.ts'
import { DESIRED_REPLICAS, SCALE_DOWN_DEADLINE } from './names.ts'
import { isAborted } from './pauses.ts'
import { canaryOf } from './routing/roles.ts'
import { strategyOf } from './status.ts'
import { newSet, replaceSet, revisionOf, stableSet, strategyIsCanary, type Turn } from './turn.ts'

/** Whether the ReplicaSet is in its scale-down delay. */
export const hasDeadline = (set: KubeObject): boolean => (annotationOf(set, SCALE_DOWN_DEADLINE) ?? '') !== ''

const desiredIsStale = (turn: Turn, set: KubeObject): boolean =>
  annotationOf(set, DESIRED_REPLICAS) !== String(turn.replicas) || (turn.replicas === 0 && hasDeadline(set))

/** Whether spec.replicas differs from what the ReplicaSet was last scaled for. Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L320 */
export const isScalingEvent = (turn: Turn): boolean =>
  [newSet(turn), stableSet(turn)].some((set) => {
    if (set === null || sizeOf(set) === 0) return false
    const desired = annotationOf(set, DESIRED_REPLICAS)
    return desired !== null && Number(desired) !== turn.replicas
  })

/** Scales a ReplicaSet and says so; true when its size changes. Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L342 */
export function scale(turn: Turn, set: KubeObject, size: number): boolean {
  const from = sizeOf(set)
  if (from === size && !desiredIsStale(turn, set)) return false
  const forget = size === 0 && !delaysScaleDownOnAbort(turn) ? { [SCALE_DOWN_DEADLINE]: null } : {}
  turn.journal.change('replicasets', set, 'spec', (latest) =>
    withSpec(withAnnotations(latest, { [DESIRED_REPLICAS]: String(turn.replicas), ...forget }), {
      replicas: size,
    }),
  )
  if (from === size) return false
  const how = from < size ? 'up' : 'down'
  const { name } = set.metadata
  turn.journal.tell(
    turn.object,
    'ScalingReplicaSet',
    `Scaled ${how} ReplicaSet ${name} (revision ${revisionOf(set)}) from ${from} to ${size}`,
  )
  return true
}

/** Whether an aborted update's ReplicaSet lives on for a while. Mirrors argo-rollouts@v1.10.1 rollout/replicaset.go#L251 */
export function delaysScaleDownOnAbort(turn: Turn): boolean {
  if (!isAborted(turn.status, turn.pauses) || stableSet(turn) === null) return false
  if (abortScaleDownDelaySeconds(turn.rollout) === null) return false
  const canary = canaryOf(turn)
  if (canary === null) return true
  if (!canary.trafficRouting) return false
  return !canary.dynamicStableScale || canary.abortScaleDownDelaySeconds !== null
}

function setDeadline(turn: Turn, set: KubeObject, deadline: string | null): void {
  replaceSet(
    turn,
    turn.journal.change('replicasets', set, 'spec', (latest) =>
      withAnnotations(latest, { [SCALE_DOWN_DEADLINE]: deadline }),
    ),
  )
}

/** Gives the ReplicaSet a scale-down deadline; a delay of no seconds takes it away. Mirrors argo-rollouts@v1.10.1 rollout/replicaset.go#L51 */
export function addScaleDownDelay(turn: Turn, set: KubeObject, seconds: number): void {
  if (seconds > 0) setDeadline(turn, set, instantOf(turn.now + seconds * 1000))
  else if (hasDeadline(set)) setDeadline(turn, set, null)
}

/** The new and the stable ReplicaSet are wanted again. Mirrors argo-rollouts@v1.10.1 rollout/replicaset.go#L112 */
export function removeScaleDownDeadlines(turn: Turn): void {
  const fresh = delaysScaleDownOnAbort(turn) ? null : newSet(turn)
  for (const set of [fresh, stableSet(turn)]) {
    if (set !== null && hasDeadline(set)) setDeadline(turn, set, null)
  }
}

/** Milliseconds until the deadline of a ReplicaSet; null when it has none or it has passed. */
export function delayLeft(turn: Turn, set: KubeObject): number | null {
  const left = momentOf(annotationOf(set, SCALE_DOWN_DEADLINE)) - turn.now
  return left > 0 ? left : null
}

/** After so long the real controller looks at everything anew; it asks for no look that is further off. */
const RESYNC_MS = 15 * 60_000

/**
 * The new ReplicaSet of an aborted update that lives on for a while: the size it is to have now, or null to leave it as it is. A
 * deadline that is further off than the next resync is not waited for: it gets its `usual` size. Mirrors
 * argo-rollouts@v1.10.1 rollout/replicaset.go#L151
 */
export function sizeDuringAbort(turn: Turn, fresh: KubeObject, usual: number): number | null {
  const seconds = abortScaleDownDelaySeconds(turn.rollout)
  if (hasDeadline(fresh)) {
    const left = delayLeft(turn, fresh)
    if (left === null) return 0
    if (left >= RESYNC_MS) return usual
    turn.journal.lookAgain(left)
  } else if (seconds !== null) {
    const stable = stableSet(turn)
    const available = at(stable ?? null, 'status', 'availableReplicas') ?? 0
    if (typeof available === 'number' && available >= turn.replicas) addScaleDownDelay(turn, fresh, seconds)
  }
  scale(turn, fresh, sizeOf(fresh))
  return null
}

/** How many of the ReplicaSets in their delay keep their pods, all where the spec does not say. Mirrors argo-rollouts@v1.10.1 rollout/bluegreen.go#L254 */
export function delayRevisionLimit(turn: Turn): number {
  const strategy = strategyIsCanary(turn) ? 'canary' : 'blueGreen'
  const limit = at(strategyOf(turn.object, strategy), 'scaleDownDelayRevisionLimit')
  return typeof limit === 'number' ? limit : Number.POSITIVE_INFINITY
}

/**
 * The size of an old ReplicaSet that is the `nth` in its delay, counted from 1: it gets a deadline, keeps its pods until then, and
 * has none after. Mirrors argo-rollouts@v1.10.1 rollout/replicaset.go#L346
 */
export function sizeInDelay(turn: Turn, set: KubeObject, nth: number, kept = turn.replicas): number {
  if (nth > delayRevisionLimit(turn)) return 0
  if (!hasDeadline(set)) {
    const seconds = scaleDownDelaySeconds(turn.rollout)
    addScaleDownDelay(turn, set, seconds)
    // Without a delay there is no deadline, and it keeps its pods for ever; the real controller looks again and again at once.
    if (seconds > 0) turn.journal.lookAgain(seconds * 1000)
    return sizeOf(set)
  }
  const left = delayLeft(turn, set)
  if (left === null) return 0
  turn.journal.lookAgain(left)
  return kept
}
