import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stairPath } from './stair-path.ts'

const weights = [25, 25, 50, 50, 100]

describe('stairPath', () => {
  test('at step 0 nothing is behind, and the marker stands on the first tread', () => {
    const { done, marker } = stairPath(weights, 0)
    expect(marker).toEqual({ x: 6.4, y: 14.8 })
    expect(done).toBe('M0 19V14.8H6.4')
  })

  test('with all steps done the whole plan is behind and there is no marker', () => {
    const { plan, done, marker } = stairPath(weights, 5)
    expect(done).toBe(plan)
    expect(marker).toBeNull()
  })

  test('an unknown index draws the plan alone', () => {
    expect(stairPath(weights, null)).toEqual({ plan: stairPath(weights, 0).plan, done: '', marker: null })
  })

  test('a weight of 0 is a tread on the ground, not a missing one', () => {
    expect(stairPath([0, 50], 0).marker).toEqual({ x: 16, y: 19 })
  })

  test('never leaves its box', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 500 }), { minLength: 1 }),
        fc.nat(60),
        (any, index) => {
          const numbers = (stairPath(any, index).plan.match(/[\d.]+/g) ?? []).map(Number)
          return numbers.every((n) => n >= 0 && n <= 64)
        },
      ),
    )
  })
})
