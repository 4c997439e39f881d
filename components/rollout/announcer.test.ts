import { describe, expect, it } from 'vitest'
import { ago, detail, row } from '@/lib/rollouts/fixtures/views.ts'
import { announcement } from './announcer.tsx'

describe('announcement', () => {
  it('says phase, who is awaited, step and share', () => {
    expect(announcement(detail())).toBe('frontend: Paused, waits for a person, step 2 of 5, wanted 25 %')
  })

  it('does not change while only time passes or pods come and go', () => {
    const later = row({
      changedAt: ago(0),
      counts: { desired: 4, current: 5, updated: 2, ready: 3, available: 3 },
    })
    expect(announcement(detail({ row: later }))).toBe(announcement(detail()))
  })

  it('claims no step after an abort', () => {
    const aborted = row({ phase: 'Degraded', aborted: true, pause: null, stepIndex: 0 })
    expect(announcement(detail({ row: aborted }))).not.toContain('step')
  })
})
