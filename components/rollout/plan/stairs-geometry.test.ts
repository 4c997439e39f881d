import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { courseSteps } from '@/lib/rollouts/fixtures/views.ts'
import type { StepView } from '@/lib/rollouts/view.ts'
import { layoutStairs, type Progress, svgArea, svgPath } from './stairs-geometry.ts'

const standing = (given: Partial<Progress>): Progress => ({
  index: 0,
  actual: null,
  finished: false,
  aborted: false,
  abortedStep: null,
  elapsed: null,
  ...given,
})

const course = (given: Partial<Progress>) => layoutStairs(courseSteps, 100, standing(given), 1000)

const weightStep = (index: number, weight: number): StepView => ({
  index,
  kind: 'setWeight',
  text: `setWeight: ${weight}`,
  weight,
  pauseSeconds: null,
  state: 'todo',
  replicas: null,
})

describe('layoutStairs', () => {
  it('puts a pause that waits for a person into the middle of its landing', () => {
    const { marker, stairs } = course({ index: 1 })
    const pause = stairs[1]
    expect(marker).toEqual({ x: (pause?.x ?? 0) + (pause?.width ?? 0) / 2, y: pause?.y })
  })

  it('walks along the landing of a timed pause as its time goes', () => {
    const [early, late] = [course({ index: 3, elapsed: 0.1 }), course({ index: 3, elapsed: 0.9 })]
    expect(late.marker.x).toBeGreaterThan(early.marker.x)
    expect(late.marker.y).toBe(early.marker.y)
  })

  it('climbs a riser only as far as the share that is served', () => {
    const foot = course({ index: 2, actual: 25 })
    const top = course({ index: 2, actual: 50 })
    expect(foot.marker).toEqual({ x: foot.stairs[2]?.x, y: foot.stairs[1]?.y })
    expect(top.marker.y).toBe(top.stairs[2]?.y)
  })

  it('stays at the foot of a riser while what is served is not known', () => {
    const { marker, stairs } = course({ index: 2, actual: null })
    expect(marker.y).toBe(stairs[1]?.y)
  })

  it('goes down where a step takes the weight back to 0', () => {
    const steps = courseSteps.map((step) => (step.index === 2 ? { ...step, weight: 0 } : step))
    const { stairs, baseline, marker } = layoutStairs(steps, 100, standing({ index: 2, actual: 0 }), 1000)
    expect(stairs[2]).toMatchObject({ rises: true, y: baseline })
    expect(marker.y).toBe(baseline)
  })

  it('claims nothing as done after an abort, and falls from the step that it interrupted', () => {
    const { walked, ahead, wayBack, stairs, baseline } = course({ aborted: true, abortedStep: 3 })
    expect(walked).toEqual([])
    expect(ahead.length).toBeGreaterThan(courseSteps.length)
    expect(wayBack).toEqual([
      { x: expect.any(Number), y: stairs[3]?.y },
      { x: expect.any(Number), y: baseline },
    ])
  })

  it('draws no way back where the interrupted step was not seen', () => {
    const { wayBack, marker, stairs } = course({ aborted: true })
    expect(wayBack).toBeNull()
    expect(marker.x).toBeLessThan(stairs[0]?.x ?? 0)
  })

  it('goes on to all users after a last step below the full weight', () => {
    const short = courseSteps.slice(0, 4)
    const { marker, stairs } = layoutStairs(short, 100, standing({ index: 4, actual: 75 }), 1000)
    const last = stairs.at(-1)
    expect(marker.x).toBe((last?.x ?? 0) + (last?.width ?? 0))
    expect(marker.y).toBeLessThan(last?.y ?? 0)
  })

  it('is wider than the page rather than narrower than its words', () => {
    const many = Array.from({ length: 40 }, (_, index) => weightStep(index, index))
    expect(layoutStairs(many, 100, standing({}), 1000).width).toBeGreaterThan(3000)
    expect(course({}).width).toBe(1000)
  })

  it('keeps every point inside the picture and the marker on the line, whatever the plan', () => {
    const weights = fc.array(fc.integer({ min: -10, max: 250 }), { maxLength: 45 })
    const anywhere = fc.record({
      index: fc.nat(50),
      actual: fc.option(fc.integer({ min: -5, max: 300 })),
      finished: fc.boolean(),
      aborted: fc.boolean(),
      abortedStep: fc.option(fc.nat(50)),
      elapsed: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    })
    fc.assert(
      fc.property(weights, anywhere, fc.integer({ min: 0, max: 2000 }), (plan, progress, available) => {
        const steps = plan.map((weight, index) => weightStep(index, weight))
        const drawn = layoutStairs(steps, 100, progress, available)
        const points = [...drawn.walked, ...drawn.ahead, ...(drawn.wayBack ?? []), drawn.marker]
        for (const { x, y } of points) {
          expect(x).toBeGreaterThanOrEqual(drawn.left)
          expect(x).toBeLessThanOrEqual(drawn.right + 1e-6)
          expect(y).toBeGreaterThanOrEqual(0)
          expect(y).toBeLessThanOrEqual(drawn.baseline)
        }
        if (!progress.aborted) expect(drawn.walked.at(-1)).toEqual(drawn.marker)
        // Runs are level or upright: a slope would claim a weight that nobody set.
        for (const run of [drawn.walked, drawn.ahead])
          for (const [i, to] of run.entries()) {
            const from = run[i - 1]
            if (from) expect(Math.min(Math.abs(from.x - to.x), Math.abs(from.y - to.y))).toBeLessThan(1e-6)
          }
      }),
    )
  })
})

describe('svgPath and svgArea', () => {
  it('draw nothing for nothing', () => {
    expect(svgPath([])).toBe('')
    expect(svgArea([{ x: 1, y: 2 }], 10)).toBe('')
  })

  it('close an area on the ground', () => {
    expect(
      svgArea(
        [
          { x: 0, y: 5 },
          { x: 4.04, y: 5 },
        ],
        10,
      ),
    ).toBe('M0 5 L4 5 L4 10 L0 10 Z')
  })
})
