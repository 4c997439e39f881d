import { describe, expect, it } from 'vitest'
import { toRolloutDetail } from './detail.ts'
import { blueGreenPaused } from './fixtures/blue-green.ts'
import { canaryPaused, canaryRouted, canaryUnrecorded, healthy } from './fixtures/canary.ts'
import { canaryFailing, onlyNamed, templateInTemplate, withoutStrategy } from './fixtures/troubled.ts'
import type { RolloutGraph } from './model.ts'
import { servedShare } from './traffic.ts'
import type { TrafficView } from './view.ts'

const traffic = (graph: RolloutGraph) => toRolloutDetail(graph).traffic

it('keeps what is wanted, recorded and counted apart (A9)', () => {
  expect(traffic(canaryRouted)).toEqual({
    wanted: 50,
    recorded: 25,
    verified: null,
    counted: { next: 2, stable: 4 },
    max: 100,
    routers: ['nginx'],
  })
})

it('does not take the wanted share for the recorded one when nothing is recorded (A9)', () => {
  expect(traffic(canaryUnrecorded)).toMatchObject({ wanted: 50, recorded: null, verified: null })
})

it('has nothing recorded without a router, whatever the status still holds', () => {
  const { rollout } = canaryRouted
  const stale = {
    ...canaryPaused,
    rollout: {
      ...canaryPaused.rollout,
      status: { ...canaryPaused.rollout.status, canary: rollout.status.canary },
    },
  }
  expect(traffic(stale)).toMatchObject({
    wanted: 25,
    recorded: null,
    counted: { next: 1, stable: 3 },
    routers: [],
  })
})

it('counts ready pods, not created ones', () => {
  expect(traffic(canaryFailing)?.counted).toEqual({ next: 0, stable: 3 })
})

it('wants no share of a new version once there is none', () => {
  expect(traffic(healthy)).toMatchObject({ wanted: 0, counted: { next: 0, stable: 4 } })
})

it('is not there for blue-green and for no strategy', () => {
  expect(traffic(blueGreenPaused)).toBeNull()
  expect(traffic(withoutStrategy)).toBeNull()
})

it('is not there until a controller has made a version of the template', () => {
  expect(traffic(onlyNamed)).toBeNull()
  expect(traffic(templateInTemplate)).toBeNull()
})

describe('what is served', () => {
  const split: TrafficView = {
    wanted: 25,
    recorded: null,
    verified: null,
    counted: { next: 1, stable: 3 },
    max: 100,
    routers: [],
  }
  const served = (given: Partial<TrafficView>, promoted = false) =>
    servedShare({ ...split, ...given }, promoted)

  it('is what pods do without a router, and what the router recorded with one', () => {
    expect(served({})).toEqual({ source: 'counted', next: 0.25 })
    const routed = { routers: ['nginx'], recorded: 10, counted: { next: 4, stable: 4 } }
    expect(served(routed)).toEqual({ source: 'recorded', next: 0.1 })
  })

  it('is never what is wanted (A9)', () => {
    expect(served({ routers: ['nginx'] })).toEqual({ source: 'unknown', next: null })
    expect(served({ counted: { next: 0, stable: 0 } })).toEqual({ source: 'unknown', next: null })
  })

  it('counts weights in parts of their maximum, and never more than the whole', () => {
    expect(served({ routers: ['alb'], recorded: 250, max: 1000 }).next).toBe(0.25)
    expect(served({ routers: ['alb'], recorded: 250 }).next).toBe(1)
    expect(served({ routers: ['alb'], recorded: -1 }).next).toBe(0)
  })

  it('is no new version once it is promoted, whatever the count calls it; unknown stays unknown', () => {
    expect(served({}, true)).toEqual({ source: 'counted', next: 0 })
    expect(served({ routers: ['nginx'], recorded: 100 }, true)).toEqual({ source: 'recorded', next: 0 })
    expect(served({ routers: ['nginx'] }, true).next).toBeNull()
  })
})
