import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRollout } from '../wire/parse.ts'
import { toRolloutDetail } from './detail.ts'
import { rawCanary } from './fixtures/canary.ts'
import { graphOf } from './fixtures/graph.ts'
import type { Raw } from './fixtures/raw.ts'
import { maxWeight, setWeight } from './weights.ts'

const rollout = (steps: readonly Raw[], status: Raw, canary: Raw = {}) =>
  parseRollout({ metadata: { name: 'n' }, spec: { strategy: { canary: { steps, ...canary } } }, status })

describe('set weight', () => {
  const steps = [{ pause: {} }, { setWeight: 20 }, { pause: {} }, { setWeight: 0 }, { analysis: {} }]

  it.each([
    [0, 0],
    [1, 20],
    [2, 20],
    [3, 0],
    [4, 0],
    [5, 100],
    [9, 100],
  ])('at step %i is %i', (currentStepIndex, weight) => {
    expect(setWeight(rollout(steps, { currentStepIndex }))).toBe(weight)
  })

  it('is that of the first step before the controller has set an index', () => {
    expect(setWeight(rollout([{ setWeight: 10 }], {}))).toBe(10)
  })

  it('is 0 after an abort, also beyond the last step', () => {
    expect(setWeight(rollout(steps, { currentStepIndex: 5, abort: true }))).toBe(0)
  })

  it('is everything without steps', () => {
    expect(setWeight(rollout([], {}))).toBe(100)
    expect(setWeight(rollout([], {}, { trafficRouting: { maxTrafficWeight: 1000 } }))).toBe(1000)
  })

  it('is not there for blue-green or for no strategy', () => {
    expect(
      setWeight(parseRollout({ metadata: { name: 'n' }, spec: { strategy: { blueGreen: {} } } })),
    ).toBeNull()
    expect(setWeight(parseRollout({ metadata: { name: 'n' } }))).toBeNull()
  })

  it('is one of the plan, 0 or everything', () => {
    const step = fc.oneof(fc.record({ setWeight: fc.nat(100) }), fc.constant({ pause: {} }))
    fc.assert(
      fc.property(fc.array(step), fc.nat(20), (plan, currentStepIndex) => {
        const weights = plan.flatMap((one) => ('setWeight' in one ? [one.setWeight] : []))
        expect([0, 100, ...weights]).toContain(setWeight(rollout(plan, { currentStepIndex })))
      }),
    )
  })
})

it('takes the largest weight from the router, where it says one', () => {
  expect(maxWeight(rollout([], {}))).toBe(100)
  expect(maxWeight(rollout([], {}, { trafficRouting: { nginx: {}, maxTrafficWeight: 1000 } }))).toBe(1000)
})

describe('actual weight', () => {
  const actual = (stable: number, next: number, status: Raw = {}, canary: Raw = {}) => {
    const steps = [{ setWeight: 20 }, { pause: {} }]
    const raw = rawCanary({
      stable,
      next,
      spec: { strategy: { canary: { steps, ...canary } } },
      status: { currentStepIndex: 1, ...status },
    })
    return toRolloutDetail(graphOf(raw)).row.actualWeight
  }
  const routed = { trafficRouting: { nginx: {} } }
  const recorded = (weight: number) => ({ canary: { weights: { canary: { weight } } } })

  it('is the share of available pods, cut to a whole number', () => {
    expect(actual(3, 1)).toBe(25)
    expect(actual(2, 1)).toBe(33)
  })

  it('is 0 while nothing is available', () => {
    expect(actual(3, 1, { availableReplicas: 0 })).toBe(0)
  })

  it('is 0 without a ReplicaSet of the new version', () => {
    expect(actual(4, 0, { currentPodHash: 'not-there' })).toBe(0)
  })

  it('is everything once all steps are done', () => {
    expect(actual(4, 0, { currentStepIndex: 2 })).toBe(100)
  })

  it('is what the router recorded', () => {
    expect(actual(4, 1, recorded(5), routed)).toBe(5)
  })

  it('copies the set weight, as the CLI does, when the router recorded nothing', () => {
    expect(actual(4, 1, {}, routed)).toBe(20)
  })
})
