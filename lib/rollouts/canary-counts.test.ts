import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Counts, nextCounts, type SetSize } from './canary-counts.ts'
import { canaryReplicas, podLimits } from './replicas.ts'

interface Question {
  readonly replicas: number
  readonly weight: number
  readonly maxSurge?: number
  readonly maxUnavailable?: number
  /** spec.replicas and available pods. */
  readonly next: readonly [number, number]
  readonly stable: readonly [number, number]
  readonly others?: number
}

function ask({
  replicas,
  weight,
  maxSurge = 1,
  maxUnavailable = 0,
  next,
  stable,
  others = 0,
}: Question): Counts {
  const limits = podLimits({ replicas, maxSurge, maxUnavailable })
  const of = ([size, available]: readonly [number, number]): SetSize => ({ size, available })
  return nextCounts({
    replicas,
    desired: canaryReplicas({ replicas, weight, maxSurge, maxUnavailable, maxWeight: 100 }),
    ...limits,
    next: of(next),
    stable: of(stable),
    same: false,
    others,
  })
}

describe('the next counts of a canary without router', () => {
  // The situations of argo-rollouts@v1.10.1 utils/replicaset/canary_test.go, TestCalculateReplicaCountsForCanary.
  test.each<[string, Question, Counts]>([
    [
      'new grows by the surge',
      { replicas: 10, weight: 10, next: [0, 0], stable: [10, 10] },
      { next: 1, stable: 10 },
    ],
    [
      'nothing may surge: stable makes room first',
      { replicas: 10, weight: 30, maxSurge: 0, maxUnavailable: 5, next: [0, 0], stable: [10, 10] },
      { next: 0, stable: 7 },
    ],
    [
      'a surge of three is used at once',
      { replicas: 10, weight: 30, maxSurge: 3, next: [0, 0], stable: [10, 10] },
      { next: 3, stable: 10 },
    ],
    [
      'both limits are used together',
      { replicas: 10, weight: 10, maxSurge: 1, maxUnavailable: 1, next: [0, 0], stable: [10, 10] },
      { next: 1, stable: 9 },
    ],
    [
      'one pod is never split away',
      { replicas: 1, weight: 5, next: [0, 0], stable: [1, 1] },
      { next: 1, stable: 1 },
    ],
    [
      'an old ReplicaSet goes before any other shrinks',
      { replicas: 10, weight: 10, maxSurge: 1, maxUnavailable: 1, next: [1, 1], stable: [10, 10], others: 1 },
      { next: 1, stable: 10 },
    ],
    [
      'pods that are not available do not let stable shrink',
      { replicas: 4, weight: 50, maxSurge: 1, maxUnavailable: 0, next: [1, 0], stable: [4, 4] },
      { next: 1, stable: 4 },
    ],
    [
      'an abort gives stable its pods back first',
      { replicas: 4, weight: 0, next: [2, 2], stable: [2, 2] },
      { next: 2, stable: 3 },
    ],
  ])('%s', (_, question, counts) => {
    expect(ask(question)).toEqual(counts)
  })

  const situation = fc.record({
    replicas: fc.integer({ min: 1, max: 12 }),
    weight: fc.integer({ min: 0, max: 100 }),
    from: fc.integer({ min: 0, max: 100 }),
    maxSurge: fc.nat(4),
    maxUnavailable: fc.nat(4),
  })

  test('reach what the weight asks for and never leave the limits', () => {
    fc.assert(
      fc.property(situation, ({ replicas, weight, from, maxSurge, maxUnavailable }) => {
        const limits = podLimits({ replicas, maxSurge, maxUnavailable })
        const setting = { replicas, maxSurge, maxUnavailable, maxWeight: 100 }
        let counts = canaryReplicas({ ...setting, weight: from })
        const desired = canaryReplicas({ ...setting, weight })
        for (let round = 0; round < 60; round += 1) {
          const after = ask({
            replicas,
            weight,
            maxSurge,
            maxUnavailable,
            next: [counts.next, counts.next],
            stable: [counts.stable, counts.stable],
          })
          expect(after.next + after.stable).toBeLessThanOrEqual(
            Math.max(replicas + limits.surge, counts.next + counts.stable),
          )
          // The controller writes stable first and looks again before it writes new.
          counts = after.stable === counts.stable ? after : { next: counts.next, stable: after.stable }
          expect(counts.next + counts.stable).toBeGreaterThanOrEqual(
            Math.min(replicas - limits.unavailable, replicas),
          )
        }
        expect(counts).toEqual(desired)
      }),
      { numRuns: 300 },
    )
  })
})
