import { expect, it } from 'vitest'
import { detail, replicaSet, row } from '@/lib/rollouts/fixtures/views.ts'
import type { RolloutDetail } from '@/lib/rollouts/view.ts'
import { possibleNote } from './possible-note.ts'

const noteOf = (desired: number, given: Partial<RolloutDetail> = {}) =>
  possibleNote(detail({ row: row({ counts: { ...row().counts, desired } }), plan: null, ...given }))

it('tells which shares so many pods can do', () => {
  expect(noteOf(1)).toBe('1 pod can do 0 or 100 %')
  expect(noteOf(4)).toBe('4 pods can do 0, 25, 50, 75, 100 %')
  expect(noteOf(300)).toBe('300 pods: every pod is about 0.3 %')
})

it('says nothing of pods where none was ever made', () => {
  expect(noteOf(4, { replicaSets: [] })).toBe('')
  expect(noteOf(4, { replicaSets: [replicaSet()] })).not.toBe('')
})
