import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../objects/json.ts'
import { canaryRollout } from '../../../scenarios/course.ts'
import { amber, blue, green, place, rollout } from '../../../scenarios/podinfo.ts'
import { createTable, type Table } from '../../../testing/table.ts'

const MINUTES = 60_000
const WHILE = 5_000
const WAITS = 'Progressing: waiting for rollout spec update to be observed'
const MORE = 'Progressing: more replicas need to be updated'
const PAUSED = 'CanaryPauseStep!'

/** Revision 1 runs; `updated` brings revision 2 to its first pause, `halfway` to its second. */
function created(): Table {
  const table = createTable('webapp-canary')
  table.apply(...place('webapp-canary'), canaryRollout(blue))
  return table
}

function updated(): Table {
  const table = created()
  table.rows(WHILE)
  table.apply(canaryRollout(green))
  table.rows(WHILE)
  return table
}

function halfway(): Table {
  const table = updated()
  table.act('promote')
  table.rows(WHILE)
  return table
}

// Each row: step index, pause (! while the controller holds it) | pods of each revision, * for the stable one | what is told.
describe('the course’s canary', () => {
  test('is created without its steps', () => {
    expect(created().rows(WHILE)).toEqual([
      `- |  | ${MORE}`,
      `- | 1:0 | ${MORE}`,
      `0 | 1:0 | ${MORE}`,
      `0 | 1:4 | ${MORE}`,
      `5 | 1:4* | ${MORE}`,
      '5 | 1:4* | Healthy',
    ])
  })

  test('takes a pod of the stable version before the first new one comes, and pauses', () => {
    const table = created()
    table.rows(WHILE)
    table.apply(canaryRollout(green))
    expect(table.rows(WHILE)).toEqual([
      `5 | 1:4* | ${WAITS}`,
      `5 | 1:4* 2:0 | ${WAITS}`,
      `0 | 1:4* 2:0 | ${MORE}`,
      `0 | 1:3* 2:0 | ${MORE}`,
      `0 | 1:3* 2:1 | ${MORE}`,
      `1 | 1:3* 2:1 | ${MORE}`,
      `1 ${PAUSED} | 1:3* 2:1 | Paused: CanaryPauseStep`,
    ])
  })

  test('goes on when a person promotes, and by itself after ten minutes', () => {
    const table = updated()
    table.act('promote')
    expect(table.rows(WHILE)).toEqual([
      '1 ! | 1:3* 2:1 | Progressing: waiting for rollout to unpause',
      `2 | 1:3* 2:1 | ${MORE}`,
      `2 | 1:2* 2:1 | ${MORE}`,
      `2 | 1:2* 2:2 | ${MORE}`,
      `3 | 1:2* 2:2 | ${MORE}`,
      `3 ${PAUSED} | 1:2* 2:2 | Paused: CanaryPauseStep`,
    ])
    expect(table.rows(9 * MINUTES)).toEqual([])
    expect(table.rows(MINUTES)).toEqual([
      `4 | 1:2* 2:2 | ${MORE}`,
      `4 | 1:1* 2:2 | ${MORE}`,
      `4 | 1:1* 2:4 | ${MORE}`,
      `4 | 1:0* 2:4 | ${MORE}`,
      '4 | 1:0* 2:4 | Progressing: old replicas are pending termination',
      '5 | 1:0* 2:4 | Progressing: waiting for all steps to complete',
      '5 | 1:0 2:4* | Healthy',
    ])
  })

  test('passes its pause in a jump, and everything is as much older', () => {
    const table = halfway()
    const before = table.rollout().metadata.creationTimestamp
    table.world.clock.jump(10 * MINUTES)
    expect(table.rows(WHILE).at(-1)).toBe('5 | 1:0 2:4* | Healthy')
    const aged = Date.parse(before) - Date.parse(table.rollout().metadata.creationTimestamp)
    expect(aged).toBe(10 * MINUTES)
  })

  test('tells its story in Events', () => {
    const table = halfway()
    table.rows(11 * MINUTES)
    expect(table.events()).toEqual([
      'RolloutAddedToInformer: Rollout resource added to informer: webapp-canary/frontend',
      'RolloutUpdated: Rollout updated to revision 1',
      'NewReplicaSetCreated: Created ReplicaSet frontend-# (revision 1)',
      'RolloutNotCompleted: Rollout not completed, started update to revision 1 (#)',
      'ScalingReplicaSet: Scaled up ReplicaSet frontend-# (revision 1) from 0 to 4',
      'RolloutCompleted: Rollout completed update to revision 1 (#): Initial deploy',
      'RolloutUpdated: Rollout updated to revision 2',
      'NewReplicaSetCreated: Created ReplicaSet frontend-# (revision 2)',
      'RolloutNotCompleted: Rollout not completed, started update to revision 2 (#)',
      'ScalingReplicaSet: Scaled down ReplicaSet frontend-# (revision 1) from 4 to 3',
      'ScalingReplicaSet: Scaled up ReplicaSet frontend-# (revision 2) from 0 to 1',
      'RolloutStepCompleted: Rollout step 1/5 completed (setWeight: 25)',
      'RolloutPaused: Rollout is paused (CanaryPauseStep)',
      'RolloutStepCompleted: Rollout step 2/5 completed (pause)',
      'ScalingReplicaSet: Scaled down ReplicaSet frontend-# (revision 1) from 3 to 2',
      'ScalingReplicaSet: Scaled up ReplicaSet frontend-# (revision 2) from 1 to 2',
      'RolloutStepCompleted: Rollout step 3/5 completed (setWeight: 50)',
      'RolloutStepCompleted: Rollout step 4/5 completed (pause: 10m)',
      'RolloutResumed: Rollout is resumed',
      'ScalingReplicaSet: Scaled down ReplicaSet frontend-# (revision 1) from 2 to 1',
      'ScalingReplicaSet: Scaled up ReplicaSet frontend-# (revision 2) from 2 to 4',
      'ScalingReplicaSet: Scaled down ReplicaSet frontend-# (revision 1) from 1 to 0',
      'RolloutStepCompleted: Rollout step 5/5 completed (setWeight: 100)',
      'RolloutCompleted: Rollout completed update to revision 2 (#): Completed all 5 canary steps',
    ])
  })

  test('promoted fully at its first pause, passes all steps within its limits', () => {
    const table = updated()
    table.act('promote-full')
    expect(table.rows(WHILE)).toEqual([
      `1 ${PAUSED} | 1:2* 2:1 | Paused: CanaryPauseStep`,
      `5 | 1:2* 2:1 | ${MORE}`,
      `5 | 1:2* 2:3 | ${MORE}`,
      `5 | 1:0* 2:3 | ${MORE}`,
      `5 | 1:0* 2:4 | ${MORE}`,
      '5 | 1:0 2:4* | Healthy',
    ])
  })
})

describe('an aborted canary', () => {
  const told = (revision: number) =>
    `Degraded: RolloutAborted: Rollout aborted update to revision ${revision}`

  test('gives stable its pods back at the first pause, and begins again when retried', () => {
    const table = updated()
    table.act('abort')
    expect(table.rows(WHILE)).toEqual([
      `1 ${PAUSED} | 1:4* 2:1 | Paused: CanaryPauseStep`,
      `0 | 1:4* 2:1 | ${told(2)}`,
      `0 | 1:4* 2:0 | ${told(2)}`,
    ])
    table.act('retry')
    expect(table.rows(WHILE)).toEqual([
      `0 | 1:4* 2:0 | ${MORE}`,
      `0 | 1:3* 2:0 | ${MORE}`,
      `0 | 1:3* 2:1 | ${MORE}`,
      `1 | 1:3* 2:1 | ${MORE}`,
      `1 ${PAUSED} | 1:3* 2:1 | Paused: CanaryPauseStep`,
    ])
  })

  test('goes back in turns at the second pause, as the limits want it', () => {
    const table = halfway()
    table.act('abort')
    expect(table.rows(WHILE)).toEqual([
      `3 ${PAUSED} | 1:3* 2:2 | Paused: CanaryPauseStep`,
      `0 | 1:3* 2:2 | ${told(2)}`,
      `0 | 1:3* 2:1 | ${told(2)}`,
      `0 | 1:4* 2:1 | ${told(2)}`,
      `0 | 1:4* 2:0 | ${told(2)}`,
    ])
  })

  test('is healthy at once when the stable template comes back', () => {
    const table = updated()
    table.act('abort')
    table.rows(WHILE)
    table.apply(canaryRollout(blue))
    expect(table.rows(WHILE)).toEqual([
      `0 | 1:4* 2:0 | ${WAITS}`,
      `0 | 2:0 3:4* | ${WAITS}`,
      '5 | 2:0 3:4* | Healthy',
    ])
  })

  test('that is promoted already only loses the flag', () => {
    const table = created()
    table.rows(WHILE)
    table.act('abort')
    expect(table.rows(WHILE)).toEqual([])
    expect(table.rollout().status).not.toHaveProperty('abort')
  })
})

describe('a change in the middle', () => {
  test('back to stable skips all steps', () => {
    const table = halfway()
    table.apply(canaryRollout(blue))
    expect(table.rows(WHILE)).toEqual([
      `3 ${PAUSED} | 1:2* 2:2 | ${WAITS}`,
      `3 ${PAUSED} | 2:2 3:2* | ${WAITS}`,
      `5 | 2:2 3:2* | ${MORE}`,
      `5 | 2:2 3:3* | ${MORE}`,
      `5 | 2:1 3:3* | ${MORE}`,
      `5 | 2:1 3:4* | ${MORE}`,
      `5 | 2:0 3:4* | ${MORE}`,
      '5 | 2:0 3:4* | Progressing: old replicas are pending termination',
      '5 | 2:0 3:4* | Healthy',
    ])
  })

  test('to a third template gives the second one up', () => {
    const table = updated()
    table.apply(canaryRollout(amber))
    expect(table.rows(WHILE)).toEqual([
      `1 ${PAUSED} | 1:3* 2:1 | ${WAITS}`,
      `1 ${PAUSED} | 1:3* 2:1 3:0 | ${WAITS}`,
      `1 ${PAUSED} | 1:3* 2:1 3:0 | Paused: CanaryPauseStep`,
      `0 | 1:3* 2:1 3:0 | ${MORE}`,
      `0 | 1:3* 2:1 3:1 | ${MORE}`,
      `0 | 1:3* 2:0 3:1 | ${MORE}`,
      `1 | 1:3* 2:0 3:1 | ${MORE}`,
      `1 ${PAUSED} | 1:3* 2:0 3:1 | Paused: CanaryPauseStep`,
    ])
  })

  test('back to the version before a finished update runs all steps again', () => {
    const table = halfway()
    table.rows(11 * MINUTES)
    table.apply(canaryRollout(blue))
    expect(table.rows(WHILE).at(-1)).toBe(`1 ${PAUSED} | 2:3* 3:1 | Paused: CanaryPauseStep`)
    const [first] = table.world.store
      .list('replicasets', 'webapp-canary')
      .filter(({ metadata }) => metadata.annotations?.['rollout.argoproj.io/revision'] === '3')
    expect(first?.metadata.annotations?.['rollout.argoproj.io/revision-history']).toBe('1')
  })

  test('back within the rollback window skips them', () => {
    const table = halfway()
    table.patch({ spec: { rollbackWindow: { revisions: 1 } } })
    table.rows(11 * MINUTES)
    table.patch({ spec: canaryRollout(blue).spec ?? {} })
    expect(table.rows(WHILE).at(-1)).toBe('5 | 2:0 3:4* | Healthy')
    expect(table.events().at(-1)).toMatch('Rollback within window')
  })

  test('of the size is followed at a pause and held back by a person’s pause', () => {
    const table = updated()
    table.patch({ spec: { replicas: 8 } })
    expect(table.rows(WHILE).at(-1)).toBe(`1 ${PAUSED} | 1:6* 2:2 | Paused: CanaryPauseStep`)
    table.patch({ spec: { paused: true } })
    table.patch({ spec: { replicas: 4 } })
    expect(table.rows(WHILE).at(-1)).toBe(`1 ${PAUSED} | 1:6* 2:2 | Paused: manually paused`)
    table.patch({ spec: { paused: false } })
    expect(table.rows(WHILE).at(-1)).toBe(`1 ${PAUSED} | 1:3* 2:1 | Paused: CanaryPauseStep`)
  })
})

describe('a canary that does not come up', () => {
  const stuck = canaryRollout({ ...green, tag: '6.9.4-stuck' })

  test('is over its deadline after ten minutes and stays so', () => {
    const table = created()
    table.rows(WHILE)
    table.apply(stuck)
    expect(table.rows(9 * MINUTES).at(-1)).toBe(`0 | 1:3* 2:1 | ${MORE}`)
    const over = '0 | 1:3* 2:1 | Degraded: ProgressDeadlineExceeded: ReplicaSet RS has timed out progressing.'
    expect(table.rows(2 * MINUTES)).toEqual([over])
    expect(table.rows(20 * MINUTES)).toEqual([])
  })

  test('is aborted instead where the spec asks for it', () => {
    const table = created()
    table.patch({ spec: { progressDeadlineAbort: true } })
    table.rows(WHILE)
    table.patch({ spec: stuck.spec ?? {} })
    const why = 'Rollout aborted update to revision 2: ReplicaSet RS has timed out progressing.'
    expect(table.rows(12 * MINUTES).at(-1)).toBe(`0 | 1:4* 2:0 | Degraded: RolloutAborted: ${why}`)
  })
})

describe('a canary for whose last pod there is no room', () => {
  const namespace = 'webapp-canary'
  const eight = (version: typeof blue, replicaProgressThreshold: JsonObject) => {
    const canary = { steps: [{ setWeight: 50 }, { pause: {} }], replicaProgressThreshold }
    return rollout({ namespace, name: 'frontend', version, replicas: 8 }, { canary })
  }
  /** With half of the users it has three of its four pods. */
  function cramped(threshold: JsonObject): Table {
    const table = createTable(namespace)
    table.apply(...place(namespace), eight(blue, threshold))
    table.rows(MINUTES)
    const annotations = { 'cockpit.test/pod-quota': '7' }
    table.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, annotations } })
    table.apply(eight(green, threshold))
    return table
  }

  test.each([
    ['Percent', 75],
    ['Pods', 3],
  ])('goes on where the threshold is met: %s %d', (type, value) => {
    const table = cramped({ type, value })
    // A refused pod is asked for again after ever longer waits.
    expect(table.rows(9 * MINUTES).at(-1)).toBe(`1 ${PAUSED} | 1:4* 2:4 | Paused: CanaryPauseStep`)
    table.act('promote')
    table.rows(9 * MINUTES)
    expect(table.events()).toContainEqual(expect.stringContaining('Completed all 2 canary steps'))
  })

  test.each([
    ['Percent', 76],
    ['Pods', 4],
    // Below 0 means all of them.
    ['Percent', -1],
  ])('waits where it is not, until its deadline: %s %d', (type, value) => {
    const table = cramped({ type, value })
    expect(table.rows(9 * MINUTES).at(-1)).toBe(`0 | 1:4* 2:4 | ${MORE}`)
    expect(table.rows(11 * MINUTES).at(-1)).toContain('Degraded: ProgressDeadlineExceeded')
  })
})
