import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRollout } from '../wire/parse.ts'
import { courseSteps } from './fixtures/canary.ts'
import type { Raw } from './fixtures/raw.ts'
import { toPlanView } from './plan.ts'

const plan = (steps: readonly Raw[], status: Raw = {}, canary: Raw = {}) =>
  toPlanView(
    parseRollout({
      metadata: { name: 'n' },
      spec: { replicas: 4, strategy: { canary: { steps, ...canary } } },
      status,
    }),
  )

const states = (status: Raw) => plan(courseSteps, status)?.steps.map(({ state }) => state)

describe('where it stands', () => {
  it('has the first step of five under way, not all five done (B1)', () => {
    expect(states({ currentStepIndex: 0 })).toEqual(['current', 'todo', 'todo', 'todo', 'todo'])
  })

  it('has nothing done and nothing under way after an abort, whatever index is left (A11)', () => {
    const aborted = plan(courseSteps, {
      abort: true,
      currentStepIndex: 5,
      currentPodHash: 'b',
      stableRS: 'a',
    })
    expect(aborted?.index).toBe(0)
    expect(new Set(aborted?.steps.map(({ state }) => state))).toEqual(new Set(['todo']))
  })

  it('keeps its place when the abort of a promoted Rollout means nothing', () => {
    expect(
      plan(courseSteps, { abort: true, currentStepIndex: 5, currentPodHash: 'b', stableRS: 'b' })?.index,
    ).toBe(5)
  })

  it('has all done at the end and beyond it', () => {
    expect(new Set(states({ currentStepIndex: 5 }))).toEqual(new Set(['done']))
    expect(plan(courseSteps, { currentStepIndex: 17 })?.index).toBe(5)
  })

  it('has no plan without steps', () => {
    expect(plan([])).toBeNull()
    expect(toPlanView(parseRollout({ metadata: { name: 'n' } }))).toBeNull()
  })

  it('is sound for every number of steps and every index', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: -2, max: 15 }),
        (count, currentStepIndex) => {
          const view = plan(
            Array.from({ length: count }, () => ({ setWeight: 1 })),
            { currentStepIndex },
          )
          const done = view?.steps.filter(({ state }) => state === 'done').length
          expect(done).toBe(view?.index)
          expect(view?.steps.findIndex(({ state }) => state === 'current')).toBe(
            view?.index === count ? -1 : view?.index,
          )
        },
      ),
    )
  })
})

describe('a step', () => {
  it('has a weight and a length also when they are 0 (A10)', () => {
    const view = plan([{ setWeight: 40 }, { setWeight: 0 }, { pause: {} }, { pause: { duration: 0 } }])
    expect(view?.steps.map(({ text, weight, pauseSeconds }) => [text, weight, pauseSeconds])).toEqual([
      ['setWeight: 40', 40, null],
      ['setWeight: 0', 0, null],
      ['pause', 0, null],
      ['pause: 0', 0, 0],
    ])
  })

  it('has the pods that a basic canary wants', () => {
    expect(plan(courseSteps)?.steps.map(({ replicas }) => replicas)).toEqual([
      { next: 1, stable: 3 },
      { next: 1, stable: 3 },
      { next: 2, stable: 2 },
      { next: 2, stable: 2 },
      { next: 4, stable: 0 },
    ])
  })

  it('has no pods of its own where a router splits the traffic', () => {
    const routed = plan(courseSteps, {}, { trafficRouting: { nginx: {} } })
    expect(routed?.steps.every(({ replicas }) => replicas === null)).toBe(true)
  })
})
