// @vitest-environment jsdom
import { act, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { holdClocks, serverNow } from '@/components/ui/clock.ts'
import { detail, now } from '@/lib/rollouts/fixtures/views.ts'
import { show } from '../rollout/testing.tsx'
import { ProgressStrip } from './progress-strip.tsx'
import type { Stage } from './sent.ts'

const sent = { order: 'promote', before: detail(), stage: 'accepted', at: now, finishedAt: null } as const
const page = (seen: Stage = 'accepted') => (
  <ProgressStrip sent={sent} seen={seen} name="Promote" onDismiss={() => {}} />
)
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
    again(page('finished'))
    expect(strip()?.textContent).not.toContain('(not yet)')
    act(() => holdClocks(serverNow() + 9_000))
    expect(strip()).not.toBeNull()
    act(() => holdClocks(serverNow() + 12_000))
    expect(strip()).toBeNull()
  })
})
