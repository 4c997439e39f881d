// @vitest-environment jsdom
import { act, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { holdClocks, serverNow } from '@/components/ui/clock.ts'
import { ago, detail, now, row } from '@/lib/rollouts/fixtures/views.ts'
import { show } from '../testing.tsx'
import { ProgressStrip } from './progress-strip.tsx'

const before = detail()
const next = row({
  stepIndex: 3,
  pause: { waitsFor: 'clock', reason: 'CanaryPauseStep', since: ago(1), until: null },
})
const sent = { action: 'promote', before, stage: 'accepted', at: now, finishedAt: null } as const
const page = (of = before) => <ProgressStrip sent={sent} detail={of} onDismiss={() => {}} />
const strip = () => screen.queryByRole('status')

afterEach(() => holdClocks(now))

describe('ProgressStrip', () => {
  it('says after 15 s that the controller is silent', () => {
    show(page())
    act(() => holdClocks(now + 14_000))
    expect(strip()?.textContent).not.toContain('not reacted')
    act(() => holdClocks(now + 15_000))
    expect(strip()?.textContent).toContain('The controller has not reacted for 15 s.')
  })

  it('is seen to be finished for a while, then goes', () => {
    const { again } = show(page())
    again(page(detail({ row: next })))
    expect(strip()?.textContent).not.toContain('(not yet)')
    act(() => holdClocks(serverNow() + 9_000))
    expect(strip()).not.toBeNull()
    act(() => holdClocks(serverNow() + 12_000))
    expect(strip()).toBeNull()
  })
})
