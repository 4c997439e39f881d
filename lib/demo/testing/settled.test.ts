import { describe, expect, test } from 'vitest'
import type { DeploymentDetail } from '../../deployments/view.ts'
import type { RolloutDetail } from '../../rollouts/view.ts'
import { isRolloutDetail } from '../../stream/page.ts'
import { createSteppedClock } from '../clock.ts'
import { createWorld } from '../world.ts'
import { type Detail, drawnOf } from './drawing.ts'
import { instantPods } from './play.ts'
import { plays } from './plays.ts'
import { settled } from './settled.ts'

/** What the first workload of a play has come to. */
function drawn(name: string): Detail {
  const play = plays[name]
  if (play === undefined) throw new Error(`There is no play ${name}`)
  const world = createWorld({
    clock: (age) => createSteppedClock(Date.parse('2026-11-23T10:00:00Z'), age),
    podTimes: instantPods,
    seed: 1,
  })
  const applied = play.steps.flatMap((step) => ('apply' in step ? [step.apply] : []))
  for (const objects of applied.slice(0, 2)) {
    world.apply(objects)
    world.clock.advance(10_000)
  }
  const detail = drawnOf(world.store, play)
  world.stop()
  if (detail === null) throw new Error(`${name} has no picture`)
  return detail
}

function rollout(): RolloutDetail {
  const detail = drawn('canary-restarted')
  if (!isRolloutDetail(detail)) throw new Error('This is no Rollout')
  return detail
}

function deployment(): DeploymentDetail {
  const detail = drawn('deployment-of-3')
  if (isRolloutDetail(detail)) throw new Error('This is no Deployment')
  return detail
}

const [condition] = rollout().conditions
if (condition === undefined) throw new Error('There is no condition')
const reasons = (detail: Detail) => settled(detail).conditions.map(({ reason }) => reason)

describe('which of two reasons a restart has', () => {
  const restarted = (reason: string, available: number, restartAt: string | null): RolloutDetail => {
    const detail = rollout()
    const counts = { ...detail.row.counts, desired: 4, available }
    return { ...detail, restartAt, row: { ...detail.row, counts }, conditions: [{ ...condition, reason }] }
  }
  const instant = '2026-11-23T10:00:00Z'

  test.for(['ReplicaSetUpdated', 'ReplicaSetNotAvailable'])(
    '%s is told alike while pods are missing',
    (reason) => {
      expect(reasons(restarted(reason, 3, instant))).toEqual(['…'])
      expect(reasons(restarted(reason, 4, instant))).toEqual([reason])
      expect(reasons(restarted(reason, 3, null))).toEqual([reason])
    },
  )

  test('no other reason is told so', () => {
    expect(reasons(restarted('RolloutPaused', 3, instant))).toEqual(['RolloutPaused'])
  })
})

test('a ReplicaSet without pods is scaled down, one that waits for its pods is not', () => {
  const [set] = rollout().replicaSets
  if (set === undefined) throw new Error('There is no ReplicaSet')
  const status = (desired: number, replicas: number) => {
    const waiting = { ...set, desired, replicas, status: 'Progressing' as const }
    return settled({ ...rollout(), replicaSets: [waiting] }).replicaSets[0]?.status
  }
  expect(status(0, 0)).toBe('ScaledDown')
  expect(status(1, 0)).toBe('Progressing')
  expect(status(0, 1)).toBe('Progressing')
})

test('a Deployment that has seen its newest generation has got on, one that has not may just have begun', () => {
  const begun = (observedGeneration: number): DeploymentDetail => ({
    ...deployment(),
    generation: 2,
    observedGeneration,
    conditions: [
      { ...condition, reason: 'NewReplicaSetCreated', message: 'Created new replica set "frontend-abc"' },
    ],
  })
  expect(settled(begun(2)).conditions[0]).toMatchObject({
    reason: 'ReplicaSetUpdated',
    message: 'ReplicaSet "frontend-abc" is progressing.',
  })
  expect(reasons(begun(1))).toEqual(['NewReplicaSetCreated'])
})
