// @vitest-environment jsdom
import { onlineManager } from '@tanstack/react-query'
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { CockpitError } from '@/lib/errors.ts'
import { postAction } from '@/lib/query/act.ts'
import { ago, detail, row } from '@/lib/rollouts/fixtures/views.ts'
import type { RolloutDetail } from '@/lib/rollouts/view.ts'
import { rightsOf } from '@/lib/stream/fixtures/rights.ts'
import { show } from '../testing.tsx'
import { Actions } from './actions.tsx'
// Is fetched when it is asked for; here that must not take time.
import './action-card.tsx'

vi.mock('@/lib/query/act.ts', () => ({ postAction: vi.fn() }))
const post = vi.mocked(postAction)

const rollout = { cluster: 'kind-course', namespace: 'webapp-canary', name: 'frontend' }
const rights = rightsOf(true)
const page = (of: RolloutDetail, road: string | null = null) => (
  <Actions rollout={rollout} standing={{ detail: of, rights, road }} gone={false} />
)
const confirmed = detail({ stateKey: 'read' })
const moved = detail({
  stateKey: 'moved',
  row: row({
    stepIndex: 3,
    pause: { waitsFor: 'clock', reason: 'CanaryPauseStep', since: ago(1), until: null },
  }),
})

const card = () => screen.findByRole('dialog')
const confirm = (name: RegExp) => screen.findByRole('dialog').then(() => screen.getByRole('button', { name }))

beforeEach(() => {
  post.mockReset()
  post.mockResolvedValue({ accepted: true, resourceVersion: '101' })
})

describe('the confirmation card', () => {
  it('says what will be done to what, and how to do it in a terminal', async () => {
    show(page(confirmed))
    await userEvent.click(screen.getByRole('button', { name: 'Promote to 50 %' }))
    const { textContent: text } = await card()
    expect(text).toContain('kind-course')
    expect(text).toContain('webapp-canary')
    expect(text).toContain('podinfo:6.9.3')
    expect(text).toContain('podinfo:6.9.4')
    expect(text).toMatch(/step 2 of 5.*step 3 of 5/)
    expect(text).toMatch(/25 %.*50 %/)
    expect(text).toContain('kubectl argo rollouts promote frontend -n webapp-canary --context ')
  })

  it('confirms promote with Enter, for the state that was read', async () => {
    show(page(confirmed))
    await userEvent.keyboard('p')
    await card()
    await userEvent.keyboard('{Enter}')
    expect(post).toHaveBeenCalledExactlyOnceWith(rollout, 'promote', 'read')
  })

  it.each([
    ['abort', /^Abort, back to/],
    ['promote-full', /^Promote fully/],
  ] as const)('does not confirm %s with Enter, wherever the focus is', async (action, name) => {
    show(page(confirmed))
    await userEvent.click(screen.getByRole('button', { name }))
    await card()
    expect(document.activeElement?.textContent).toBe('Cancel')
    const button = await confirm(name)
    button.focus()
    await userEvent.keyboard('{Enter}')
    expect(post).not.toHaveBeenCalled()
    await userEvent.keyboard(' ')
    expect(post).toHaveBeenCalledExactlyOnceWith(rollout, action, 'read')
  })

  it('opens on the key a, and does nothing more', async () => {
    show(page(confirmed))
    await userEvent.keyboard('a')
    expect((await card()).textContent).toContain('Abort frontend')
    await userEvent.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(post).not.toHaveBeenCalled()
  })

  it.each(['Promote to 50 %', /^Promote fully/])('gives the focus back to %s', async (name) => {
    show(page(confirmed))
    const button = screen.getByRole('button', { name })
    button.focus()
    await userEvent.keyboard('{Enter}')
    await card()
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(document.activeElement).toBe(button))
  })

  it('is not confirmed by the Enter that opened it and is still held', async () => {
    show(page(confirmed))
    await userEvent.keyboard('p')
    const button = await confirm(/^Promote to/)
    const goesOn = (repeat: boolean) => fireEvent.keyDown(button, { key: 'Enter', repeat })
    expect([goesOn(true), goesOn(false)]).toEqual([false, true])
  })

  it('gives the focus back once it is confirmed', async () => {
    show(page(confirmed))
    const button = screen.getByRole('button', { name: 'Promote to 50 %' })
    await userEvent.click(button)
    await userEvent.click(await confirm(/^Promote to/))
    await waitFor(() => expect(document.activeElement).toBe(button))
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('sends at once or never, also where the browser takes itself for offline', async () => {
    onlineManager.setOnline(false)
    onTestFinished(() => onlineManager.setOnline(true))
    show(page(confirmed))
    await userEvent.click(screen.getByRole('button', { name: 'Promote to 50 %' }))
    await userEvent.click(await confirm(/^Promote to/))
    expect(post).toHaveBeenCalledTimes(1)
  })

  it('takes a double click for one action', async () => {
    post.mockReturnValue(new Promise(() => {}))
    show(page(confirmed))
    await userEvent.click(screen.getByRole('button', { name: 'Promote to 50 %' }))
    await userEvent.dblClick(await confirm(/^Promote to/))
    expect(post).toHaveBeenCalledTimes(1)
  })

  it('asks again when the Rollout has moved while it was open', async () => {
    const { again } = show(page(confirmed))
    await userEvent.click(screen.getByRole('button', { name: 'Promote to 50 %' }))
    await card()
    again(page(moved))
    expect((await card()).textContent).toContain('The Rollout has moved while this card was open.')
    expect((await card()).textContent).toContain('step 4 of 5')
    await userEvent.keyboard('{Enter}')
    await userEvent.click(await confirm(/^Promote 6\.9\.4/))
    expect(post).not.toHaveBeenCalled()
    await userEvent.click(screen.getByRole('button', { name: 'I have read it' }))
    await userEvent.click(await confirm(/^Promote 6\.9\.4/))
    expect(post).toHaveBeenCalledExactlyOnceWith(rollout, 'promote', 'moved')
  })

  it('does not take its own effect, seen before the answer, for a Rollout that moved', async () => {
    const answer = Promise.withResolvers<{ accepted: true; resourceVersion: string }>()
    post.mockReturnValue(answer.promise)
    const { again } = show(page(confirmed))
    await userEvent.click(screen.getByRole('button', { name: 'Promote to 50 %' }))
    await userEvent.click(await confirm(/^Promote to/))
    again(page(moved, 'What you see is stale.'))
    expect((await card()).textContent).toContain('step 2 of 5')
    expect(screen.getByRole('alert').textContent).toBe('')
    await act(async () => answer.reject(new CockpitError('conflict', 'it was changed')))
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('it was changed'))
    expect(screen.getByRole('alert').textContent).toContain('The Rollout has moved')
  })

  it('stays open with the words of a refusal, and never sends again by itself', async () => {
    post.mockRejectedValue(new CockpitError('forbidden', 'rollouts "frontend" is forbidden: User "jane"'))
    show(page(confirmed))
    await userEvent.click(screen.getByRole('button', { name: 'Promote to 50 %' }))
    await userEvent.click(await confirm(/^Promote to/))
    await waitFor(() => expect(screen.getByRole('dialog').textContent).toContain('is forbidden: User "jane"'))
    expect(post).toHaveBeenCalledTimes(1)
  })

  it('tells once which right lacks, though the rights that are read anew say it too', async () => {
    post.mockRejectedValue(new CockpitError('forbidden', 'rollouts "frontend" is forbidden: User "jane"'))
    const { again } = show(page(confirmed))
    await userEvent.click(screen.getByRole('button', { name: 'Promote to 50 %' }))
    await userEvent.click(await confirm(/^Promote to/))
    await waitFor(() => expect(screen.getByRole('dialog').textContent).toContain('Nothing was done'))
    again(page(confirmed, 'Needs patch on rollouts/status.'))
    expect((await confirm(/^Promote$/)).getAttribute('aria-disabled')).toBe('true')
    expect(screen.getByRole('alert').textContent).not.toContain('Needs patch')
  })

  it('locks while open when the picture stops to be fresh', async () => {
    const { again } = show(page(confirmed))
    await userEvent.click(screen.getByRole('button', { name: 'Promote to 50 %' }))
    await card()
    again(page(confirmed, 'What you see is stale.'))
    await userEvent.click(await confirm(/^Promote$/))
    expect(post).not.toHaveBeenCalled()
    expect((await card()).textContent).toContain('What you see is stale.')
  })
})

describe('an answer that never comes', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('ends the wait after 30 s, with what is not known', async () => {
    post.mockReturnValue(new Promise(() => {}))
    show(page(confirmed))
    fireEvent.click(screen.getByRole('button', { name: /^Abort/ }))
    await act(() => vi.runOnlyPendingTimersAsync())
    const [, button] = screen.getAllByRole('button', { name: /^Abort, back to/, hidden: true })
    if (button === undefined) throw new Error('no card')
    fireEvent.click(button)
    await act(() => vi.advanceTimersByTimeAsync(29_000))
    expect(button.getAttribute('aria-busy')).toBe('true')
    await act(() => vi.advanceTimersByTimeAsync(2_000))
    expect(screen.getByRole('dialog').textContent).toContain('It is not known whether it was done.')
    expect(button.getAttribute('aria-busy')).toBeNull()
  })
})

describe('the buttons', () => {
  it('stay reachable when locked, open no card and say why', async () => {
    show(page(confirmed, 'What you see is stale.'))
    const button = screen.getByRole('button', { name: 'Promote to 50 %' })
    await userEvent.keyboard('p')
    expect(document.activeElement).toBe(button)
    expect(button.getAttribute('aria-disabled')).toBe('true')
    expect((await screen.findByRole('tooltip')).textContent).toContain('What you see is stale.')
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

describe('the progress of an action', () => {
  it('is accepted, and nothing more, until the cluster shows it', async () => {
    const { again } = show(page(confirmed))
    await userEvent.click(screen.getByRole('button', { name: 'Promote to 50 %' }))
    await userEvent.click(await confirm(/^Promote to/))
    const strip = await screen.findByLabelText('Progress of the action')
    expect(strip.textContent).toContain('observed by the controller (not yet)')
    again(page(moved))
    await waitFor(() => expect(strip.textContent).not.toContain('(not yet)'))
  })

  const promoted = async () => {
    const { again } = show(page(confirmed))
    await userEvent.click(screen.getByRole('button', { name: 'Promote to 50 %' }))
    await userEvent.click(await confirm(/^Promote to/))
    await screen.findByLabelText('Progress of the action')
    return again
  }
  const strip = () => screen.queryByLabelText('Progress of the action')

  it('can be put away', async () => {
    await promoted()
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(strip()).toBeNull()
  })

  it('is not told of another Rollout under the same name', async () => {
    const again = await promoted()
    again(page({ ...moved, row: { ...moved.row, uid: 'u2' } }))
    expect(strip()).toBeNull()
  })
})
