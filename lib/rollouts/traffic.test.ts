import { expect, it } from 'vitest'
import { toRolloutDetail } from './detail.ts'
import { blueGreenPaused } from './fixtures/blue-green.ts'
import { canaryPaused, canaryRouted, canaryUnrecorded, healthy } from './fixtures/canary.ts'
import { canaryFailing, withoutStrategy } from './fixtures/troubled.ts'
import type { RolloutGraph } from './model.ts'

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
