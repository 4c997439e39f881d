import { describe, expect, it } from 'vitest'
import { ago, detail, replicaSet, row } from '@/lib/rollouts/fixtures/views.ts'
import { still } from './still.ts'

const until = ago(-30)
const set = replicaSet({ scaleDownDeadline: until })
const counting = detail({
  row: row({ pause: { waitsFor: 'clock', reason: 'CanaryPauseStep', since: ago(30), until } }),
  replicaSets: [set],
  revisions: [{ number: 2, replicaSets: [set], experiments: [], analysisRuns: [] }],
})

describe('still', () => {
  it('leaves nothing that counts down', () => {
    expect(JSON.stringify(counting)).toContain(until)
    expect(JSON.stringify(still(counting))).not.toContain(until)
  })

  it('keeps all else', () => {
    expect(still(counting).revisions[0]?.replicaSets[0]?.name).toBe(set.name)
    expect(still(counting).row.phase).toBe('Paused')
  })
})
