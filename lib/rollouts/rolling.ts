import { podLimits } from './replicas.ts'

/** How many pods of a Deployment there are to be, and how many more and fewer there may be. */
export interface RollingBounds {
  readonly replicas: number
  readonly surge: number
  readonly unavailable: number
}

/** A ReplicaSet as it counts for a rolling update: how many pods it is to have, and how many of its pods are available. */
export interface SizedSet {
  readonly size: number
  readonly available: number
}

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0)

/**
 * How far a Deployment may be from spec.replicas: surge rounds up, unavailable rounds down, and where both come to 0 one pod may be
 * missing; Recreate knows neither. Mirrors kubernetes@v1.36.3 pkg/controller/deployment/util/deployment_util.go#L447, #L468 and #L887
 */
export function rollingBounds(of: {
  readonly replicas: number
  readonly strategy: string
  readonly maxSurge: string | number | null
  readonly maxUnavailable: string | number | null
}): RollingBounds {
  const { replicas } = of
  if (of.strategy === 'Recreate') return { replicas, surge: 0, unavailable: 0 }
  const { surge, unavailable } = podLimits(of)
  return { replicas, surge, unavailable: replicas === 0 ? 0 : unavailable }
}

/**
 * How many pods the newest ReplicaSet is to have next: as many more as the surge leaves room for beside all that are planned. Mirrors
 * kubernetes@v1.36.3 pkg/controller/deployment/rolling.go#L67 and util/deployment_util.go#L820
 */
export function grownSize({ replicas, surge }: RollingBounds, newest: number, planned: number): number {
  if (newest >= replicas) return replicas
  return newest + Math.max(0, Math.min(replicas + surge - planned, replicas - newest))
}

/**
 * The sizes of the old ReplicaSets, given oldest first, after each half of the next step: first those pods go that are not available, then as
 * many of the others as can be missed. Mirrors kubernetes@v1.36.3 pkg/controller/deployment/rolling.go#L86
 */
export function shrunkSizes(
  { replicas, unavailable }: RollingBounds,
  newest: SizedSet,
  old: readonly SizedSet[],
): readonly [withoutUnavailable: readonly number[], withoutMissable: readonly number[]] {
  const sizes = old.map(({ size }) => size)
  const least = replicas - unavailable
  const starting = newest.size - newest.available
  const most = newest.size + sum(sizes) - least - starting
  if (most <= 0) return [sizes, sizes]
  const surplus = old.map(({ size, available }) => size - available)
  const serving = lessened(sizes, surplus, most)
  const missable = newest.available + sum(old.map(({ available }) => available)) - least
  return [serving, lessened(serving, serving, missable)]
}

/** Takes from each in turn what it can give, until so many are taken. */
function lessened(sizes: readonly number[], givable: readonly number[], most: number): readonly number[] {
  let left = most
  return sizes.map((size, index) => {
    const taken = Math.max(0, Math.min(left, givable[index] ?? 0))
    left -= taken
    return size - taken
  })
}
