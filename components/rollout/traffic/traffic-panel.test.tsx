// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { detail, lane, row } from '@/lib/rollouts/fixtures/views.ts'
import type { RolloutDetail, TrafficView } from '@/lib/rollouts/view.ts'
import { show } from '../testing.tsx'
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
  return show(<TrafficPanel cluster="one" detail={detail({ row: of, traffic })} traffic={traffic} />)
    .container.textContent
}

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
    const { container } = show(
      <TrafficPanel cluster="one" detail={detail({ plan, traffic: split })} traffic={split} />,
    )
    expect(container.textContent).toContain('1 of 5 pods comes nearest to that: 20 %')
  })

  it('leads to the Services that select the pods, where the strategy names none', () => {
    const selectedBy = ['a', 'b', 'c', 'd', 'e', 'f']
    const told = (given: Partial<RolloutDetail>) =>
      show(<TrafficPanel cluster="one" detail={detail({ selectedBy, ...given })} traffic={split} />).container
    expect(told({}).textContent).toContain('The pods are selected bysvc/asvc/bsvc/csvc/dand 2 more')
    expect(screen.getByRole('link', { name: 'svc/b' }).getAttribute('href')).toBe(
      '/c/one/webapp-canary/services/b',
    )
    expect(told({ lanes: [lane({ role: 'stable' })] }).textContent).not.toContain('svc/a')
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
