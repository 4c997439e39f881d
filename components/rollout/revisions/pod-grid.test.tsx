// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { ago } from '@/lib/rollouts/fixtures/views.ts'
import type { PodState, PodView } from '@/lib/rollouts/view.ts'
import { show } from '../testing.tsx'
import { PodGrid } from './pod-grid.tsx'
import { selectPods } from './pod-order.ts'

const pod = (index: number, given: Partial<PodView> = {}): PodView => ({
  uid: `u${index}`,
  name: `frontend-ff8fb4b44-${index}`,
  createdAt: ago(60),
  deletedAt: null,
  node: 'node-1',
  state: 'ready',
  status: 'Running',
  icon: '✔',
  ready: '1/1',
  restarts: 0,
  reason: '',
  ...given,
})

const crowd = Array.from({ length: 300 }, (_, index) => {
  const state: PodState = index === 299 ? 'failing' : index > 290 ? 'starting' : 'ready'
  return pod(index, { state })
})

describe('selectPods', () => {
  it('leaves what fits in its own order', () => {
    const few = [pod(1), pod(2, { state: 'failing' })]
    expect(selectPods(few, 2)).toEqual({ shown: few, crowd: [] })
  })

  it('shows the worst first, and none that is ready, before the crowd', () => {
    const { shown, crowd: rest } = selectPods(crowd, 50)
    expect(shown.map(({ state }) => state)).toEqual(['failing', ...Array(8).fill('starting')])
    expect(rest).toHaveLength(291)
    expect(new Set(rest.map(({ state }) => state))).toEqual(new Set(['ready']))
  })

  it('looks at no more than a few lines of pods one by one', () => {
    const starting = crowd.map((one): PodView => ({ ...one, state: 'starting' }))
    expect(selectPods(starting, 50).shown).toHaveLength(21)
    expect(selectPods(starting, 5).shown).toHaveLength(5)
  })
})

describe('PodGrid', () => {
  it('draws 300 pods: a square for each that is not ready, the failing one first, a dot for the others', () => {
    const { container } = show(<PodGrid pods={crowd} version="next" label="Pods" />)
    const squares = screen.getAllByRole('button')
    expect(squares).toHaveLength(9)
    expect(squares[0]?.getAttribute('aria-label')).toContain('failing')
    expect(container.querySelectorAll('[aria-hidden] > .bg-next')).toHaveLength(291)
    expect(container.textContent).toBe('and 291 more, all ready')
  })

  it('says how many of a crowd are not ready', () => {
    const starting = crowd.map((one): PodView => ({ ...one, state: 'starting' }))
    const { container } = show(<PodGrid pods={starting} version="next" label="Pods" />)
    expect(container.textContent).toBe('and 279 more, 279 not ready')
  })

  it('has nothing to look at one by one where all of a crowd are ready', () => {
    const ready = crowd.slice(0, 60)
    const { container } = show(<PodGrid pods={ready} version="stable" label="Pods" />)
    expect(screen.queryAllByRole('button')).toEqual([])
    expect(container.querySelectorAll('[aria-hidden] > .bg-stable')).toHaveLength(60)
  })

  it('tells a Running pod that is not ready from a ready one', () => {
    show(<PodGrid pods={[pod(1), pod(2, { state: 'starting', ready: '0/1' })]} version="next" label="Pods" />)
    const [first, second] = screen.getAllByRole('button')
    expect(first?.getAttribute('aria-label')).toBe(
      'Pod frontend-ff8fb4b44-1: ready, Running, 1/1 containers ready',
    )
    expect(second?.getAttribute('aria-label')).toContain('not ready yet, Running, 0/1')
    expect(second?.querySelector('svg')?.innerHTML).not.toBe(first?.querySelector('svg')?.innerHTML)
  })

  it('is one stop for Tab, with arrows inside, and shows the details of what has the focus', async () => {
    const failing = pod(2, {
      state: 'failing',
      status: 'CrashLoopBackOff',
      restarts: 4,
      reason: 'back-off 40s',
    })
    show(
      <>
        <PodGrid pods={[pod(1), failing, pod(3)]} version="next" label="Pods" />
        <button type="button">after</button>
      </>,
    )
    await userEvent.tab()
    await userEvent.keyboard('{ArrowRight}')
    const card = await screen.findByRole('dialog')
    expect(card.textContent).toContain('frontend-ff8fb4b44-2')
    expect(card.textContent).toContain('back-off 40s')
    expect(card.textContent).toContain('Restarts4')
    expect(document.activeElement?.getAttribute('aria-label')).toContain('frontend-ff8fb4b44-2')
    await userEvent.tab()
    expect(document.activeElement?.textContent).toBe('after')
  })

  it('shows the details on a click, and closes them on Escape', async () => {
    show(<PodGrid pods={[pod(1)]} version="stable" label="Pods" />)
    await userEvent.click(screen.getByRole('button'))
    expect((await screen.findByRole('dialog')).textContent).toContain('node-1')
    await userEvent.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('forgets the details of a pod that is gone', async () => {
    const { again } = show(<PodGrid pods={[pod(1), pod(2)]} version="stable" label="Pods" />)
    await userEvent.click(screen.getByRole('button', { name: /-2:/ }))
    again(<PodGrid pods={[pod(1)]} version="stable" label="Pods" />)
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})
