/** A ReplicaSet as the arithmetic sees it. */
export interface SetSize {
  /** spec.replicas */
  readonly size: number
  readonly available: number
}

/** How many pods the stable and the canary ReplicaSet are to have. */
export interface Counts {
  readonly next: number
  readonly stable: number
}

/** What the ReplicaSets of a canary without traffic routing are, and what they are to become. */
export interface CountsQuestion {
  readonly replicas: number
  /** The pods that the weight asks for. */
  readonly desired: Counts
  readonly surge: number
  readonly unavailable: number
  readonly next: SetSize | null
  readonly stable: SetSize | null
  /** Whether new and stable are one ReplicaSet. */
  readonly same: boolean
  /** The sum of spec.replicas of all others. */
  readonly others: number
}

/** How many pods new and stable may have after the next step towards the desired counts, without leaving the limits of surge
 * and unavailability. Mirrors argo-rollouts@v1.10.1 utils/replicaset/canary.go#L124 */
export function nextCounts(question: CountsQuestion): Counts {
  const { replicas, next, stable, others } = question
  const apart = stable !== null && !question.same
  const desired = apart ? question.desired : { next: replicas, stable: 0 }
  const grown = grownCounts(question, desired, apart)
  if (others > 0) return grown
  const least = replicas - question.unavailable
  const rising = next === null || desired.next >= next.size
  const spare = standing(next, !rising) + standing(stable, rising) - least
  if (spare <= 0) return grown
  const most = replicas + question.surge
  if (!rising) {
    const drained = shrunk(next, desired.next, spare, grown.next)
    const [drain, adjust] = withinLimits(next, stable, drained, grown.stable, most, least)
    return { next: drain, stable: adjust }
  }
  if (!apart) return grown
  const drained = shrunk(stable, desired.stable, spare, grown.stable)
  const [drain, adjust] = withinLimits(stable, next, drained, grown.next, most, least)
  return { next: adjust, stable: drain }
}

/** Stable grows first, then new, as far as the surge allows. */
function grownCounts(question: CountsQuestion, desired: Counts, apart: boolean): Counts {
  const now = { next: question.next?.size ?? 0, stable: apart ? (question.stable?.size ?? 0) : 0 }
  const free = question.replicas + question.surge - (question.others + now.next + now.stable)
  const stableMore = apart ? Math.max(0, Math.min(desired.stable - now.stable, free)) : 0
  const nextMore = question.next ? Math.max(0, Math.min(desired.next - now.next, free - stableMore)) : 0
  return { next: now.next + nextMore, stable: now.stable + stableMore }
}

/** The pods of a ReplicaSet that stay: those it is meant to have, or of these the available ones. Mirrors argo-rollouts@v1.10.1 utils/replicaset/canary.go#L468 */
function standing(set: SetSize | null, ignoreAvailability: boolean): number {
  if (set === null) return 0
  return ignoreAvailability || set.size < set.available ? set.size : set.available
}

const shrunk = (set: SetSize | null, desired: number, spare: number, otherwise: number): number =>
  set !== null && set.size > desired ? Math.max(desired, set.size - spare) : otherwise

/** Mirrors argo-rollouts@v1.10.1 utils/replicaset/canary.go#L306 */
function withinLimits(
  drain: SetSize | null,
  adjust: SetSize | null,
  drainCount: number,
  adjustCount: number,
  most: number,
  least: number,
): readonly [number, number] {
  if (adjust === null) return [drainCount, adjustCount]
  const adjusted = adjustCount - Math.max(0, adjustCount + drainCount - most)
  const available = Math.min(drain?.available ?? 0, drainCount) + Math.min(adjust.available, adjusted)
  const lost = Math.max(0, adjust.available - adjusted)
  const kept = adjusted + Math.min(lost, Math.max(0, least - available))
  return [drainCount - Math.max(0, kept + drainCount - most), kept]
}
