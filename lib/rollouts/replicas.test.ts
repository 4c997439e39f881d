import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canaryReplicas, podLimits, possibleShares, routedReplicas } from './replicas.ts'

const standard = { maxSurge: null, maxUnavailable: null, maxWeight: 100 }
const weights = [1, 5, 10, 20, 25, 33, 50, 66, 75, 80, 90, 99, 100]

/** Pods of the new and the stable version at each of those weights, with the controller's default limits. */
const byDefault: readonly (readonly [number, string])[] = [
  [1, '1+1 1+1 1+1 1+1 1+1 1+1 1+1 1+1 1+1 1+1 1+1 1+1 1+0'],
  [2, '1+2 1+2 1+2 1+2 1+2 1+2 1+1 2+1 2+1 2+1 2+1 2+1 2+0'],
  [3, '1+3 1+3 1+3 1+3 1+3 1+2 2+2 2+1 3+1 3+1 3+1 3+1 3+0'],
  [4, '1+4 1+4 1+4 1+4 1+3 2+3 2+2 3+2 3+1 4+1 4+1 4+1 4+0'],
  [5, '1+5 1+5 1+5 1+4 1+4 2+4 3+3 4+2 4+1 4+1 5+1 5+1 5+0'],
  [6, '1+6 1+6 1+6 1+5 2+5 2+4 3+3 4+2 5+2 5+1 6+1 6+1 6+0'],
  [8, '1+8 1+8 1+8 2+7 2+6 3+6 4+4 6+3 6+2 7+2 8+1 8+1 8+0'],
  [10, '1+10 1+10 1+9 2+8 3+8 3+7 5+5 7+4 8+3 8+2 9+1 10+1 10+0'],
]

type Limit = string | number | null
type Basic = readonly [number, number, number, Limit, Limit, number, number, number, number]

/** Answers of the controller's own functions: replicas, weight, max weight, maxSurge, maxUnavailable -> surge, unavailable, next, stable. */
const basic: readonly Basic[] = [
  [2, 75, 100, '0%', '2%', 0, 1, 0, 2],
  [2, 75, 100, 0, null, 0, 1, 0, 2],
  [5, 90, 100, null, 'soon', 0, 0, 0, 5],
  [10, 95, 100, 0, 1, 0, 1, 0, 10],
  [2, 75, 100, 0, '9%', 0, 1, 0, 2],
  [2, 889, 1000, 0, null, 0, 1, 1, 1],
  [9, 11, 1000, 0, 'soon', 0, 0, 1, 8],
  [9, 864, 1000, '25', 0, 3, 0, 8, 1],
  [6, 810, 1000, null, 0, 2, 0, 5, 1],
  [11, 333, 1000, null, 'soon', 0, 0, 4, 7],
  [5, 287, 1000, 'soon', null, 0, 0, 1, 4],
  [2, 32, 1000, '100%', 1, 2, 1, 1, 2],
  [5, 853, 1000, '83%', '25', 5, 1, 5, 1],
  [8, 50, 100, '7%', '50', 1, 4, 4, 4],
  [13, 22, 100, '1%', null, 1, 3, 3, 11],
  [0, 99, 100, 0, 'soon', 0, 0, 0, 0],
  [9, 69, 100, 0, 'soon', 0, 0, 6, 3],
  [5, 66, 100, 1, null, 1, 1, 4, 2],
  [8, 50, 100, '50', 0, 4, 0, 4, 4],
  [3, 69, 100, '59%', 0, 2, 0, 2, 1],
  [10, 25, 100, '37%', 'soon', 0, 0, 3, 7],
  [5, 937, 1000, '8%', '6%', 1, 0, 5, 1],
  [7, 25, 100, '50', 0, 4, 0, 2, 6],
  [13, 9, 100, 0, 0, 0, 1, 1, 12],
  [11, 50, 100, '76%', 1, 9, 1, 6, 6],
  [10, 76, 100, null, 2, 3, 2, 8, 3],
  [8, 36, 100, 'soon', 'soon', 0, 0, 3, 5],
  [10, 5, 100, null, 0, 3, 0, 1, 10],
  [3, 80, 100, '45%', 1, 2, 1, 3, 1],
  [10, 77, 100, 1, null, 1, 2, 8, 2],
  [6, 39, 100, 1, null, 1, 1, 3, 4],
  [12, 18, 100, '94%', 0, 12, 0, 2, 10],
  [4, 80, 100, '83%', 0, 4, 0, 4, 1],
  [12, 64, 1000, '25', null, 3, 3, 1, 12],
  [0, 1, 1000, null, '1%', 0, 0, 0, 0],
  [7, 26, 100, 'soon', 3, 0, 0, 2, 5],
  [4, 98, 100, null, '100%', 1, 4, 4, 1],
  [9, 27, 100, 0, 0, 0, 1, 2, 7],
  [8, 105, 1000, 1, 2, 1, 2, 1, 8],
  [8, 62, 100, null, 'soon', 0, 0, 5, 3],
  [2, 80, 100, 0, 'soon', 0, 0, 1, 1],
  [12, 99, 100, '65%', 0, 8, 0, 12, 1],
  [5, 100, 100, 3, 'soon', 0, 0, 5, 0],
  [0, 54, 100, null, 0, 0, 0, 0, 0],
  [6, 40, 100, 'soon', 'soon', 0, 0, 2, 4],
  [6, 83, 100, 2, '50', 2, 3, 5, 1],
  [5, 23, 100, 'soon', 0, 0, 0, 1, 4],
  [4, 11, 100, 'soon', 2, 0, 0, 1, 3],
  [10, 26, 100, '31%', '0%', 4, 0, 3, 8],
  [7, 53, 100, 1, 0, 1, 0, 4, 4],
  [11, 955, 1000, 'soon', 0, 0, 0, 10, 1],
  [0, 67, 100, '0%', '0%', 0, 0, 0, 0],
  [178, 20, 100, 0, '77%', 0, 137, 36, 142],
  [179, 202, 1000, '82%', 1, 147, 1, 36, 143],
  [145, 189, 1000, 0, null, 0, 36, 27, 118],
  [29, 84, 100, '25', 0, 8, 0, 25, 5],
  [160, 66, 100, '50', null, 80, 40, 106, 55],
  [142, 10, 100, '43%', 'soon', 0, 0, 14, 128],
  [177, 74, 100, '8%', 2, 15, 2, 131, 46],
  [39, 10, 100, 'soon', 2, 0, 0, 4, 35],
]

type Routed = readonly [
  number,
  number,
  number,
  number | null,
  boolean,
  number | null,
  boolean,
  number | null,
  number,
  number,
]

/** The same with traffic routing: replicas, weight, max weight, scale, dynamicStableScale, recorded weight, aborted, minimum -> next, stable. */
const routed: readonly Routed[] = [
  [9, 73, 100, null, true, 44, false, 2, 7, 6],
  [1, 0, 100, null, false, null, true, null, 0, 1],
  [8, 0, 100, null, true, null, true, null, 0, 8],
  [7, 0, 100, null, false, 53, true, null, 0, 7],
  [3, 0, 100, null, true, 48, true, null, 2, 3],
  [3, 68, 100, null, false, 32, false, 1, 3, 3],
  [3, 65, 100, 4, true, 6, false, 5, 4, 3],
  [4, 30, 100, 8, false, null, false, null, 8, 4],
  [5, 62, 100, null, false, 53, false, null, 4, 5],
  [0, 92, 100, 7, false, 54, false, null, 7, 0],
  [3, 33, 100, null, false, null, false, 2, 2, 3],
  [8, 0, 100, null, false, 71, true, null, 0, 8],
  [10, 24, 100, null, true, 16, false, null, 3, 9],
  [9, 21, 100, null, false, null, false, 1, 2, 9],
  [12, 47, 100, null, false, null, false, 1, 6, 12],
  [6, 0, 100, null, false, 40, true, 2, 0, 6],
  [5, 18, 100, null, false, null, false, null, 1, 5],
  [3, 0, 100, null, true, null, true, null, 0, 3],
  [8, 84, 100, 6, true, 0, false, null, 6, 8],
  [12, 0, 100, null, false, 75, true, null, 0, 12],
  [8, 11, 100, 0, true, null, false, null, 0, 8],
  [6, 67, 100, null, false, 79, false, null, 5, 6],
  [9, 54, 100, null, false, 65, false, null, 5, 9],
  [1, 0, 100, null, false, 21, true, null, 0, 1],
  [7, 66, 100, 2, true, 23, false, null, 2, 7],
  [13, 30, 100, null, false, 2, false, null, 4, 13],
  [8, 0, 100, null, true, 63, true, 0, 6, 8],
  [9, 0, 100, null, false, 24, true, 2, 0, 9],
  [2, 0, 100, null, true, null, true, null, 0, 2],
  [8, 0, 100, null, true, 33, true, null, 3, 8],
  [8, 69, 100, null, true, null, false, null, 6, 3],
  [9, 22, 100, null, true, null, false, null, 2, 8],
  [12, 72, 100, null, true, null, false, 1, 9, 4],
  [5, 0, 100, null, true, 99, true, null, 5, 5],
  [2, 0, 100, null, false, null, true, 2, 0, 2],
]

describe('a canary split by pods', () => {
  test.each(byDefault)('%d replicas with default limits', (replicas, counts) => {
    const found = weights.map((weight) => {
      const { next, stable } = canaryReplicas({ replicas, weight, ...standard })
      return `${next}+${stable}`
    })
    expect(found.join(' ')).toBe(counts)
  })

  test.each(basic)('%d replicas at %d of %d, surge %s, unavailable %s', (...row) => {
    const [replicas, weight, maxWeight, maxSurge, maxUnavailable, surge, unavailable, next, stable] = row
    expect(podLimits({ replicas, maxSurge, maxUnavailable })).toEqual({ surge, unavailable })
    const found = canaryReplicas({ replicas, weight, maxWeight, maxSurge, maxUnavailable })
    expect(found).toEqual({ next, stable })
  })

  test('the defect without surge: a tie whose larger half is everything leaves the new version without a pod', () => {
    const noSurge = { maxSurge: 0, maxUnavailable: 1, maxWeight: 100 }
    expect(canaryReplicas({ replicas: 2, weight: 75, ...noSurge })).toEqual({ next: 0, stable: 2 })
    expect(canaryReplicas({ replicas: 5, weight: 90, ...noSurge })).toEqual({ next: 0, stable: 5 })
  })

  test('never more than one pod above spec.replicas, none at all without surge, and both ends are whole', () => {
    const asked = fc.record({
      replicas: fc.integer({ min: 0, max: 400 }),
      weight: fc.integer({ min: 0, max: 100 }),
      maxSurge: fc.constantFrom(null, 0, 1, '10%'),
      maxUnavailable: fc.constantFrom(null, 0, 1, '50%'),
      maxWeight: fc.constant(100),
    })
    fc.assert(
      fc.property(asked, (of) => {
        const { next, stable } = canaryReplicas(of)
        const spare = podLimits(of).surge > 0 && of.replicas > 0 ? 1 : 0
        expect(next >= 0 && stable >= 0 && next + stable >= of.replicas).toBe(true)
        expect(next + stable).toBeLessThanOrEqual(of.replicas + spare)
        if (of.weight === 100) expect(next).toBe(of.replicas)
        if (of.weight === 0) expect({ next, stable }).toEqual({ next: 0, stable: of.replicas })
      }),
    )
  })
})

describe('a canary split by a router', () => {
  test.each(routed)(
    '%d replicas at %d of %d (scale %s, dynamic %s, recorded %s, aborted %s, minimum %s)',
    (...row) => {
      const [replicas, weight, maxWeight, scale, dynamicStableScale, canary, aborted, minPodsPerReplicaSet] =
        row
      const recorded = canary === null ? null : { canary, stable: maxWeight - canary }
      const of = {
        replicas,
        weight,
        maxWeight,
        scale,
        dynamicStableScale,
        recorded,
        aborted,
        minPodsPerReplicaSet,
      }
      expect(routedReplicas(of)).toEqual({ next: row[8], stable: row[9] })
    },
  )

  test('without more being said the stable version stays whole', () => {
    expect(routedReplicas({ replicas: 4, weight: 20, maxWeight: 100 })).toEqual({ next: 1, stable: 4 })
  })
})

test('the shares that so many pods can split traffic into', () => {
  expect(possibleShares(0)).toEqual([])
  expect(possibleShares(1)).toEqual([0, 100])
  expect(possibleShares(3)).toEqual([0, 33, 67, 100])
  expect(possibleShares(4)).toEqual([0, 25, 50, 75, 100])
  expect(possibleShares(300)).toHaveLength(101)
})
