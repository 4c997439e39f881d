// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { blueGreenDetail, lane, replicaSet } from '@/lib/rollouts/fixtures/views.ts'
import type { LaneView, ReplicaSetView } from '@/lib/rollouts/view.ts'
import { show } from '../testing.tsx'
import { LanesPanel } from './lanes-panel.tsx'

const words = (given: Partial<ReplicaSetView>) => {
  const replicaSets = [replicaSet({ ...given, roles: ['preview'] })]
  return (
    show(<LanesPanel cluster="one" detail={blueGreenDetail({ replicaSets })} />).container.textContent ?? ''
  )
}

describe('a lane whose pods are not drawn', () => {
  it('says once that there are none, and what that means for who comes here', () => {
    const told = words({ replicas: 0, desired: 0, ready: 0 })
    expect(told.split('no pods')).toHaveLength(2)
    expect(told).toContain('nobody answers here')
  })

  it('waits for pods that are wanted', () => {
    expect(words({ replicas: 0, desired: 3, ready: 0 })).toContain('0 of 3 readyRevision')
    expect(words({ replicas: 0, desired: 3, ready: 0 })).toContain('no pods yet')
  })

  it('does not claim that there are none where pods may not be listed', () => {
    const told = words({ replicas: 3, desired: 3, ready: 3 })
    expect(told).toContain('pods not known')
    expect(told).not.toContain('no pods')
  })
})

it('shows the colour that the app is told to have, and none where it is told none', () => {
  const colours = (of: Partial<ReplicaSetView>) =>
    show(<LanesPanel cluster="one" detail={blueGreenDetail({ replicaSets: [replicaSet(of)] })} />).container
  expect(colours({ color: '#4cae4f' }).textContent).toContain('#4cae4f')
  expect(colours({ color: '' }).querySelector('[style*="background"]')).toBeNull()
})

it('names the Services that the strategy does not, beside those that it does', () => {
  show(<LanesPanel cluster="one" detail={blueGreenDetail({ selectedBy: ['metrics'] })} />)
  expect(screen.getByText('The pods are also selected by')).toBeTruthy()
  expect(screen.getByRole('link', { name: 'svc/metrics' }).getAttribute('href')).toBe(
    '/c/one/webapp-blue-green/services/metrics',
  )
})

it('names the version that users go back to, though no Service leads there any more', () => {
  const before = replicaSet({
    uid: 'rs1',
    name: 'frontend-old',
    revision: 1,
    version: 'old',
    roles: ['stable'],
  })
  const { replicaSets } = blueGreenDetail()
  const detail = blueGreenDetail({ replicaSets: [...replicaSets.slice(0, 1), before] })
  const { container } = show(<LanesPanel cluster="one" detail={detail} />)
  expect(container.textContent).toContain('Revision 1stable')
})

describe('a lane tells what its Service selects', () => {
  const hash = { 'rollouts-pod-template-hash': '7d6ffb94c5' }
  const shown = (of: Partial<LaneView>) =>
    show(<LanesPanel cluster="one" detail={blueGreenDetail({ lanes: [lane(of)] })} />).container

  it('the hash first, and each label in full on hover', () => {
    shown({ selector: { app: 'frontend', ...hash } })
    expect(screen.getByText('selects 7d6ffb94c5, app=frontend').title).toBe(
      'app=frontend\nrollouts-pod-template-hash=7d6ffb94c5',
    )
  })

  it.each([
    [
      'a hash that no ReplicaSet has',
      { replicaSet: null, revision: null, selector: hash },
      'selects 7d6ffb94c5',
    ],
    [
      'labels without a hash',
      { replicaSet: null, revision: null, selector: { app: 'web' } },
      'selects app=web',
    ],
    ['nothing', { replicaSet: null, revision: null, selector: {} }, 'no selector'],
  ])('%s', (_, of, words) => {
    shown(of)
    expect(screen.getByText(words)).toBeTruthy()
  })

  it.each([false, null])('nothing where it is not there or not known: %s', (found) => {
    expect(shown({ found, selector: {} }).textContent).not.toContain('selector')
  })
})
