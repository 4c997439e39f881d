/** As written in a spec: a number of pods, or a percentage of spec.replicas. */
type Limit = string | number | null

/** The controller's default, which has no percent sign and is read as 25 % all the same. */
const defaultLimit = '25'

function resolved(limit: Limit, replicas: number, round: (value: number) => number): number | null {
  const written = limit ?? defaultLimit
  if (typeof written === 'number') return Number.isInteger(written) ? written : null
  const digits = written.replaceAll('%', '')
  return /^[+-]?\d+$/.test(digits) ? round((Number(digits) * replicas) / 100) : null
}

/**
 * How many pods may be above and below spec.replicas: surge rounds up, unavailable rounds down, and where both come to 0 one
 * pod may be missing; unreadable limits count as 0. Mirrors argo-rollouts@v1.10.1 utils/replicaset/replicaset.go#L407
 */
export function podLimits(of: {
  readonly replicas: number
  readonly maxSurge: Limit
  readonly maxUnavailable: Limit
}): { surge: number; unavailable: number } {
  const surge = resolved(of.maxSurge, of.replicas, Math.ceil)
  const unavailable = resolved(of.maxUnavailable, of.replicas, Math.floor)
  if (surge === null || unavailable === null) return { surge: 0, unavailable: 0 }
  const missing = surge === 0 && unavailable === 0 ? 1 : unavailable
  return { surge, unavailable: Math.min(missing, of.replicas) }
}

interface Split {
  readonly next: number
  readonly total: number
}

const halfway = (weight: number, maxWeight: number, total: number) =>
  (total * (weight / maxWeight)) % 1 === 0.5

function candidates(replicas: number, weight: number, maxWeight: number, surge: number): readonly Split[] {
  const up = Math.ceil((replicas * weight) / maxWeight)
  const down = Math.floor((replicas * weight) / maxWeight)
  const zeroAllowed = weight === maxWeight || weight === 0 || (replicas === 1 && surge === 0)
  const downAllowed = down !== 0 || zeroAllowed
  const found: Split[] = []
  if (up < replicas || zeroAllowed) found.push({ next: up, total: replicas })
  if (downAllowed && !halfway(weight, maxWeight, replicas)) found.push({ next: down, total: replicas })
  if (surge <= 0) return found
  found.push({ next: up, total: replicas + 1 })
  if (downAllowed && !halfway(weight, maxWeight, replicas + 1))
    found.push({ next: down, total: replicas + 1 })
  return found
}

/**
 * How many pods of the new and of the stable version a canary without traffic routing wants at a weight: the split of
 * spec.replicas, or of one more where surge allows, that comes closest. With maxSurge 0 some weights find no split and the
 * controller wants none of the new version. Mirrors argo-rollouts@v1.10.1 utils/replicaset/canary.go#L218
 */
export function canaryReplicas(of: {
  readonly replicas: number
  readonly weight: number
  readonly maxSurge: Limit
  readonly maxUnavailable: Limit
  readonly maxWeight: number
}): { next: number; stable: number } {
  const { replicas, weight, maxWeight } = of
  if (replicas <= 0) return { next: 0, stable: 0 }
  const distance = ({ next, total }: Split) => Math.abs((next * maxWeight) / total - weight)
  const found = candidates(replicas, weight, maxWeight, podLimits(of).surge)
  const best = found.reduce<Split | null>(
    (closest, split) => (closest === null || distance(split) < distance(closest) ? split : closest),
    null,
  )
  return best === null ? { next: 0, stable: replicas } : { next: best.next, stable: best.total - best.next }
}

/**
 * How many pods of the new and of the stable version a canary with traffic routing wants at a weight: the stable version stays
 * whole unless `dynamicStableScale` is on, where it follows the weight but never runs ahead of the traffic it still has
 * (`recorded`). `scale` is the pod count of a setCanaryScale step in force. Mirrors
 * argo-rollouts@v1.10.1 utils/replicaset/canary.go#L377
 */
export function routedReplicas(of: {
  readonly replicas: number
  readonly weight: number
  readonly maxWeight: number
  readonly scale?: number | null
  readonly dynamicStableScale?: boolean
  readonly recorded?: { readonly canary: number; readonly stable: number } | null
  readonly aborted?: boolean
  readonly minPodsPerReplicaSet?: number | null
}): { next: number; stable: number } {
  const { replicas, maxWeight } = of
  const at = (weight: number) => Math.ceil((weight * replicas) / maxWeight)
  const floor = Math.min(of.minPodsPerReplicaSet ?? 0, replicas)
  const floored = (count: number) => (count === 0 ? 0 : Math.max(count, floor))
  const wanted = of.scale ?? floored(at(of.weight))
  if (of.dynamicStableScale !== true) return { next: wanted, stable: replicas }
  // A scale in pods comes with the weight 0.
  const stable = at(maxWeight - (typeof of.scale === 'number' ? 0 : of.weight))
  if (!of.recorded) return { next: floored(wanted), stable: floored(stable) }
  const next = of.aborted === true ? Math.max(at(of.recorded.canary), wanted) : wanted
  return { next: floored(next), stable: floored(Math.max(stable, at(of.recorded.stable))) }
}

/** The shares in whole percent that this many pods can split traffic into, ascending; empty for no pods. */
export function possibleShares(pods: number): readonly number[] {
  if (pods <= 0) return []
  return [...new Set(Array.from({ length: pods + 1 }, (_, next) => Math.round((next * 100) / pods)))]
}
