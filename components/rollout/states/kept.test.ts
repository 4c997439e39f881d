import { describe, expect, it } from 'vitest'
import { courseSteps, detail, row } from '@/lib/rollouts/fixtures/views.ts'
import { abortedStepOf, keep, nothingKept } from './kept.ts'

const paused = detail({ row: row({ stepIndex: 3 }) })
const aborted = detail({ row: row({ aborted: true, phase: 'Degraded', stepIndex: 0 }) })

describe('keep', () => {
  it('has no picture before the first word, nor of what is not there', () => {
    expect(keep(nothingKept, undefined, 1)).toBe(nothingKept)
    expect(keep(nothingKept, null, 1)).toBe(nothingKept)
  })

  it('keeps its identity without news', () => {
    const kept = keep(nothingKept, paused, 1)
    expect(keep(kept, paused, 2)).toBe(kept)
    expect(keep(kept, undefined, 2)).toBe(kept)
  })

  it('keeps the last picture of a deleted Rollout, with the first moment it was missed', () => {
    const gone = keep(keep(nothingKept, paused, 1), null, 5_000)
    expect(gone).toMatchObject({ detail: paused, goneAt: 5_000 })
    expect(keep(gone, null, 9_000)).toBe(gone)
  })

  it('shows it again when the same one is back', () => {
    const gone = keep(keep(nothingKept, paused, 1), null, 5_000)
    expect(keep(gone, paused, 6_000)).toMatchObject({ detail: paused, goneAt: null, replacedUid: null })
  })

  it('notices another Rollout under the same name', () => {
    const again = detail({ row: row({ uid: 'u2' }) })
    const kept = keep(keep(keep(nothingKept, paused, 1), null, 2), again, 3)
    expect(kept).toMatchObject({ detail: again, goneAt: null, replacedUid: 'u1' })
  })
})

describe('abortedStepOf', () => {
  it('is the step that was seen before the abort', () => {
    expect(abortedStepOf(keep(keep(nothingKept, paused, 1), aborted, 2))).toBe(3)
  })

  it('is unknown on a page that was opened later', () => {
    expect(abortedStepOf(keep(nothingKept, aborted, 1))).toBeNull()
  })

  it('is not that of another revision', () => {
    const later = detail({ row: row({ aborted: true, revision: 3 }) })
    expect(abortedStepOf(keep(keep(nothingKept, paused, 1), later, 2))).toBeNull()
  })

  it('is none that the plan no longer has', () => {
    const shorter = { ...aborted, plan: { index: 0, steps: courseSteps.slice(0, 2) } }
    expect(abortedStepOf(keep(keep(nothingKept, paused, 1), shorter, 2))).toBeNull()
  })

  it('is forgotten with the Rollout', () => {
    const other = detail({ row: row({ uid: 'u2', aborted: true }) })
    expect(abortedStepOf(keep(keep(nothingKept, paused, 1), other, 2))).toBeNull()
  })
})
