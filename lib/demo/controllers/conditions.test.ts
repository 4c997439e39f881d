import { describe, expect, test } from 'vitest'
import { condition, withCondition } from './conditions.ts'

const NOW = Date.parse('2026-11-23T10:00:00.900Z')
const first = condition(NOW, 'Progressing', 'True', 'ReplicaSetUpdated', 'one')
const other = condition(NOW, 'Available', 'True', 'AvailableReason', 'other')

describe('conditions', () => {
  test('carry whole seconds', () => {
    expect(first.lastUpdateTime).toBe('2026-11-23T10:00:00Z')
  })

  test('the same status and reason change nothing, not even the message', () => {
    const before = [first, other]
    const again = condition(NOW + 5000, 'Progressing', 'True', 'ReplicaSetUpdated', 'two')
    expect(withCondition(before, again)).toBe(before)
  })

  test('another reason goes to the end and keeps the time of the status', () => {
    const next = condition(NOW + 5000, 'Progressing', 'True', 'NewReplicaSetAvailable', 'two')
    expect(withCondition([first, other], next)).toEqual([
      other,
      { ...next, lastTransitionTime: first.lastTransitionTime },
    ])
  })

  test('another status begins a new time', () => {
    const next = condition(NOW + 5000, 'Progressing', 'False', 'ReplicaSetUpdated', 'two')
    expect(withCondition([first], next)).toEqual([next])
  })
})
