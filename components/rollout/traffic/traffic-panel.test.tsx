// @vitest-environment jsdom
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detail, row } from '@/lib/rollouts/fixtures/views.ts'
import type { TrafficView } from '@/lib/rollouts/view.ts'
import { show } from '../testing.tsx'
import { percent, servedShare } from './shares.ts'
import { TrafficPanel } from './traffic-panel.tsx'

const split: TrafficView = {
  wanted: 25,
  recorded: null,
  verified: null,
  counted: { next: 1, stable: 3 },
  max: 100,
  routers: [],
}

const text = (given: Partial<TrafficView>, of = row()) => {
  const traffic = { ...split, ...given }
  return show(<TrafficPanel detail={detail({ row: of, traffic })} traffic={traffic} />).container.textContent
}

describe('servedShare', () => {
  it('is what pods do without a router, and what the router recorded with one', () => {
    expect(servedShare(split)).toEqual({ source: 'counted', next: 0.25 })
    const routed = { ...split, routers: ['nginx'], recorded: 10, counted: { next: 4, stable: 4 } }
    expect(servedShare(routed)).toEqual({ source: 'recorded', next: 0.1 })
  })

  it('is never what is wanted', () => {
    expect(servedShare({ ...split, routers: ['nginx'] })).toEqual({ source: 'unknown', next: null })
    expect(servedShare({ ...split, counted: { next: 0, stable: 0 } })).toEqual({
      source: 'unknown',
      next: null,
    })
  })

  it('counts weights in parts of their maximum', () => {
    expect(servedShare({ ...split, routers: ['alb'], recorded: 250, max: 1000 }).next).toBe(0.25)
  })
})

describe('percent', () => {
  it('says 0 and 100 only for none and all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 5000 }), (a, b) => {
        expect(['0 %', '100 %']).not.toContain(percent(a / (a + b)))
      }),
    )
    expect([percent(0), percent(1), percent(0.25)]).toEqual(['0 %', '100 %', '25 %'])
  })
})

describe('TrafficPanel', () => {
  it('keeps wanted, recorded and counted apart', () => {
    const told = text({ wanted: 50 })
    expect(told).toContain('Wanted50 %')
    expect(told).toContain('Recorded– no router')
    expect(told).toContain('Counted1 of 4 ready pods (25 %)')
    expect(told).toContain('75 %6.9.3 · stable · 3 ready')
    expect(told).toContain('25 %6.9.4 · canary · 1 ready')
  })

  it('draws no share where a router has recorded nothing', () => {
    const told = text({ routers: ['nginx'] })
    expect(told).toContain('Unknown.')
    expect(told).toContain('Recordedunknown')
    expect(told).not.toContain('75 %')
  })

  it('says whether the router has verified its record', () => {
    expect(text({ routers: ['alb'], recorded: 25, verified: false })).toContain('25 %, not verified yet')
  })

  it('says which split comes nearest where pods cannot do what is wanted', () => {
    const plan = {
      index: 0,
      steps: [
        {
          index: 0,
          kind: 'setWeight',
          text: 'setWeight: 10',
          weight: 10,
          pauseSeconds: null,
          state: 'current',
          replicas: { next: 1, stable: 4 },
        },
      ],
    } as const
    const { container } = show(<TrafficPanel detail={detail({ plan, traffic: split })} traffic={split} />)
    expect(container.textContent).toContain('1 of 5 pods comes nearest to that: 20 %')
  })

  it('tells no shares of a new version where none is under way', () => {
    const told = text(
      { wanted: 0, counted: { next: 0, stable: 4 } },
      row({ fullyPromoted: true, nextImages: [], phase: 'Healthy' }),
    )
    expect(told).toContain('No new version is under way.')
    expect(told).not.toContain('Wanted')
  })
})
