import { describe, expect, test } from 'vitest'
import { toRolloutDetail } from './detail.ts'
import { blueGreen, canary, condition, paused, rollout } from './fixtures/rollouts.ts'
import {
  ago,
  blueGreenDetail,
  blueGreenRow,
  detail,
  replicaSet,
  row,
  stepsWith,
  switchedDetail,
} from './fixtures/views.ts'
import type { Rollout } from './model.ts'
import { calculatePhase } from './phase.ts'
import { planAction } from './plans.ts'
import { actionProgress, type Progress } from './progress.ts'
import { verdictsOf } from './verdicts.ts'
import { type Action, actions, type RolloutDetail, type RolloutRow } from './view.ts'

const unpausing = { phase: 'Progressing', message: 'waiting for rollout to unpause', pause: null } as const
const moving = { phase: 'Progressing', message: 'more replicas need to be updated', pause: null } as const
const unobserved = { ...moving, message: 'waiting for rollout spec update to be observed' } as const
const healthy = { phase: 'Healthy', message: '', pause: null, fullyPromoted: true } as const
const abortedRow = {
  phase: 'Degraded',
  message: 'RolloutAborted: Rollout aborted update to revision 2',
  pause: null,
  aborted: true,
  stepIndex: 0,
} as const
const timed = { waitsFor: 'clock', reason: 'CanaryPauseStep', since: ago(0), until: ago(-600) } as const

const at = (given: Partial<RolloutRow>, more: Partial<RolloutDetail> = {}) =>
  detail({ row: row(given), ...more })
const blue = (given: Partial<RolloutRow>, more: Partial<RolloutDetail> = {}) =>
  blueGreenDetail({ row: blueGreenRow(given), ...more })
const course = (action: Action, before: RolloutDetail, then: readonly RolloutDetail[]): readonly Progress[] =>
  [before, ...then].map((now) => actionProgress(action, before, now))

describe('promote', () => {
  test('of a pause: accepted while unpausing, observed when a step is done, finished at the next pause', () => {
    const steps = [at(unpausing), at({ ...moving, stepIndex: 2 }), at({ pause: timed, stepIndex: 3 })]
    expect(course('promote', at({}), steps)).toEqual(['accepted', 'accepted', 'observed', 'finished'])
  })

  test('of a pause is finished too when the step it led to is passed or the update has ended', () => {
    const before = at({})
    expect(actionProgress('promote', before, at({ ...moving, stepIndex: 3 }))).toBe('finished')
    expect(actionProgress('promote', before, at({ ...healthy, stepIndex: 5 }))).toBe('finished')
  })

  test('into an analysis is finished when the analysis runs', () => {
    const plan = { index: 2, steps: stepsWith(2, { kind: 'analysis', text: 'analysis' }) }
    expect(actionProgress('promote', at({}), at({ ...moving, stepIndex: 2 }, { plan }))).toBe('finished')
  })

  test('radar#1512: a skipped step is not observed by the patch that skipped it', () => {
    const before = at({ ...moving, stepIndex: 2 })
    const patched = at({ ...moving, stepIndex: 3 })
    const scaled = at({ ...moving, stepIndex: 3 }, { replicaSets: [replicaSet({ desired: 2 })] })
    expect(course('promote', before, [patched, scaled])).toEqual(['accepted', 'accepted', 'finished'])
  })

  test('pods that become ready are not the controller', () => {
    const before = at({ ...moving, stepIndex: 2 }, { replicaSets: [replicaSet({ ready: 0, replicas: 0 })] })
    const ready = at({ ...moving, stepIndex: 3 }, { replicaSets: [replicaSet({ ready: 1, replicas: 1 })] })
    expect(actionProgress('promote', before, ready)).toBe('accepted')
  })

  test('of a manual pause waits until the controller has seen the spec', () => {
    const before = at({
      message: 'manually paused',
      pause: { waitsFor: 'person', reason: 'manually paused', since: null },
    })
    expect(course('promote', before, [at(unobserved), at({ ...moving, stepIndex: 2 })])).toEqual([
      'accepted',
      'accepted',
      'observed',
    ])
  })

  test('of a preview ends with all users on it', () => {
    expect(course('promote', blue({}), [blue(unpausing), blue(moving), blue(healthy)])).toEqual([
      'accepted',
      'accepted',
      'observed',
      'finished',
    ])
  })

  test('of an inconclusive analysis: the patch ends the pause and passes the step, the phase stays as it was', () => {
    const pause = { waitsFor: 'person', reason: 'InconclusiveAnalysisRun', since: ago(60) } as const
    const before = at({ message: pause.reason, pause })
    const patched = at({ message: pause.reason, pause: null, stepIndex: 2 })
    expect(course('promote', before, [patched, at({ ...moving, stepIndex: 2 })])).toEqual([
      'accepted',
      'accepted',
      'observed',
    ])
  })

  test('that leads to the same inconclusive pause again is finished: a person must decide again', () => {
    const paused = (seconds: number) =>
      at({ pause: { waitsFor: 'person', reason: 'InconclusiveAnalysisRun', since: ago(seconds) } })
    expect(course('promote', paused(60), [at(moving), paused(5)])).toEqual([
      'accepted',
      'observed',
      'finished',
    ])
  })
})

describe('promote full', () => {
  test('is finished only when all users have the new version and it is healthy', () => {
    const steps = [at({ ...moving, stepIndex: 5 }), at({ ...healthy, phase: 'Progressing' }), at(healthy)]
    expect(course('promote-full', at({}), steps)).toEqual(['accepted', 'observed', 'observed', 'finished'])
  })

  test('of a booting preview stays accepted until something of the controller moves', () => {
    const booting = blue({ ...moving, message: 'active service cutover pending' })
    expect(course('promote-full', booting, [booting, blue(healthy)])).toEqual([
      'accepted',
      'accepted',
      'finished',
    ])
  })
})

describe('abort', () => {
  const none = { replicaSets: [replicaSet({ replicas: 0, desired: 0, ready: 0 })] }

  test('of a canary ends when no pod of the new version is left', () => {
    const flagged = at({ aborted: true })
    expect(course('abort', at({}), [flagged, at(abortedRow), at(abortedRow, none)])).toEqual([
      'accepted',
      'accepted',
      'observed',
      'finished',
    ])
  })

  test('of a routed canary ends when the router has recorded no share, though pods are kept', () => {
    const traffic = {
      wanted: 0,
      verified: null,
      counted: { next: 1, stable: 4 },
      max: 100,
      routers: ['istio'],
    }
    expect(actionProgress('abort', at({}), at(abortedRow, { traffic: { ...traffic, recorded: null } }))).toBe(
      'observed',
    )
    expect(actionProgress('abort', at({}), at(abortedRow, { traffic: { ...traffic, recorded: 0 } }))).toBe(
      'finished',
    )
  })

  test('of a blue-green ends when the active Service points at the stable version', () => {
    const now = blue({ ...abortedRow, stepIndex: null })
    expect(actionProgress('abort', blue({}), now)).toBe('finished')
    const stuck = switchedDetail({ ...abortedRow, stepIndex: null })
    expect(actionProgress('abort', switchedDetail(), stuck)).toBe('observed')
  })

  test('argo-rollouts#4461: an abort that the controller takes back is never observed', () => {
    expect(course('abort', at(healthy), [at({ ...healthy, aborted: true }), at(healthy)])).toEqual([
      'accepted',
      'accepted',
      'accepted',
    ])
  })
})

test('retry is observed when the controller no longer says aborted, finished past the first step', () => {
  const before = at(abortedRow)
  const asked = at({ ...abortedRow, aborted: false })
  const steps = [asked, at({ ...moving, stepIndex: 0 }), at({ ...moving, stepIndex: 1 })]
  expect(course('retry', before, steps)).toEqual(['accepted', 'accepted', 'observed', 'finished'])
})

test('another object under the same name is not the one that was acted upon', () => {
  expect(actionProgress('promote', at({}), at({ ...healthy, uid: 'u2' }))).toBe('accepted')
})

describe('nothing that our own patches write is taken for the controller', () => {
  const detailOf = (of: Rollout) =>
    toRolloutDetail({
      rollout: of,
      replicaSets: [],
      pods: [],
      analysisRuns: [],
      experiments: [],
      unlisted: [],
      services: [],
      selectedBy: [],
      workload: null,
    })

  /** As the controller leaves it behind: with its own word on the state. */
  const settled = (of: Rollout): Rollout => ({ ...of, status: { ...of.status, ...calculatePhase(of) } })

  /** The plan has one patch for the status and one for the spec at most. */
  function patched(of: Rollout, action: Action): Rollout {
    const bodies = planAction(action, of).map((patch) => (patch.type === 'merge' ? patch.body : {}))
    const { status, spec } = Object.assign({}, ...bodies)
    return {
      ...of,
      meta: { ...of.meta, generation: of.meta.generation + (spec ? 1 : 0) },
      spec: { ...of.spec, ...spec },
      status: { ...of.status, ...status, ...(status?.pauseConditions === null && { pauseConditions: [] }) },
    }
  }

  const inconclusive = {
    ...rollout().status.canary,
    currentStepAnalysisRun: { name: 'run', status: 'Inconclusive', message: '' },
  }
  const reasons = ['CanaryPauseStep', 'BlueGreenPause', 'InconclusiveAnalysisRun'] as const
  const statuses: readonly Partial<Rollout['status']>[] = [
    {},
    { abort: true, conditions: [condition('Progressing', 'RolloutAborted', 'aborted')] },
    ...reasons.flatMap((reason) =>
      [false, true].map((controllerPause) => ({ controllerPause, pauseConditions: [paused(reason)] })),
    ),
  ]
  const situations = [canary(), canary({ steps: [] }), blueGreen()].flatMap((strategy) =>
    [false, true].flatMap((byHand) =>
      [0, 1, 4].flatMap((currentStepIndex) =>
        [rollout().status.canary, inconclusive].flatMap((of) =>
          statuses.map((status) =>
            settled(
              rollout({ strategy, paused: byHand, status: { ...status, currentStepIndex, canary: of } }),
            ),
          ),
        ),
      ),
    ),
  )

  test.each(actions)('%s', (action) => {
    const possible = situations.filter((of) => verdictsOf(of)[action].allowed)
    expect(possible.length).toBeGreaterThan(0)
    const mistaken = possible.filter(
      (of) => actionProgress(action, detailOf(of), detailOf(patched(of, action))) !== 'accepted',
    )
    expect(mistaken.map(({ status }) => `${status.message} at ${status.currentStepIndex}`)).toEqual([])
  })
})
