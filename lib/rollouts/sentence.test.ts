import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ago,
  analysisRun,
  blueGreenDetail,
  blueGreenRow,
  detail,
  now,
  replicaSet,
  row,
  step,
  stepsWith,
  switchedDetail,
} from './fixtures/views.ts'
import { detailSentence, plainMessage, sentence } from './sentence.ts'
import type { PauseView, Phase, RolloutDetail, RolloutRow, StepView, TrafficView } from './view.ts'

const canary = (given: Partial<RolloutRow> = {}, more: Partial<RolloutDetail> = {}) =>
  detail({ row: row(given), ...more })
const blue = (given: Partial<RolloutRow> = {}, more: Partial<RolloutDetail> = {}) =>
  blueGreenDetail({ row: blueGreenRow(given), ...more })
const running = (given: Partial<RolloutRow> = {}, more: Partial<RolloutDetail> = {}) =>
  canary({ phase: 'Progressing', message: 'more replicas need to be updated', pause: null, ...given }, more)
const inStep = (given: Partial<StepView>) =>
  running({ stepIndex: 2 }, { plan: { index: 2, steps: stepsWith(2, given) } })
const degraded = (message: string, given: Partial<RolloutRow> = {}, more: Partial<RolloutDetail> = {}) =>
  canary({ phase: 'Degraded', pause: null, message, ...given }, more)
const aborted = (given: Partial<RolloutRow> = {}, more: Partial<RolloutDetail> = {}) =>
  degraded(
    'RolloutAborted: Rollout aborted update to revision 2',
    { aborted: true, stepIndex: 0, ...given },
    more,
  )
const healthy = (given: Partial<RolloutRow> = {}) =>
  canary({
    phase: 'Healthy',
    message: '',
    pause: null,
    fullyPromoted: true,
    stepIndex: 5,
    stableImages: ['podinfo:6.9.4'],
    nextImages: [],
    ...given,
  })
const booting = (given: Partial<RolloutRow> = {}, more: Partial<RolloutDetail> = {}) =>
  blue({ phase: 'Progressing', pause: null, message: 'active service cutover pending', ...given }, more)

const byHand: PauseView = { waitsFor: 'person', reason: 'manually paused', since: null }
const clock = (reason: string, left: number | null): PauseView => ({
  waitsFor: 'clock',
  reason,
  since: ago(168),
  until: left === null ? null : ago(-left),
})
const inconclusive: PauseView = { waitsFor: 'person', reason: 'InconclusiveAnalysisRun', since: ago(60) }
const noNewPod = { replicaSets: [replicaSet({ ready: 0 })] }

type Case = readonly [string, RolloutDetail, string, string]

const pauses: readonly Case[] = [
  [
    'for a person',
    canary(),
    'Waiting for a person to promote at step 2 of 5.',
    'Then 50 %, a pause of 10 min, and 100 %. Nothing happens until someone decides. It has waited 45 s.',
  ],
  [
    'for a person without one new pod ready',
    canary({ trouble: ['ImagePullBackOff'] }, noNewPod),
    'Waiting for a person to promote at step 2 of 5, but no pod of the new version is ready (ImagePullBackOff).',
    'Then 50 %, a pause of 10 min, and 100 %. Nothing happens until someone decides. It has waited 45 s.',
  ],
  [
    'for a person with some new pods ready',
    canary({}, { replicaSets: [replicaSet({ ready: 1, desired: 2 })] }),
    'Waiting for a person to promote at step 2 of 5, but only 1 of 2 pods of the new version are ready.',
    'Then 50 %, a pause of 10 min, and 100 %. Nothing happens until someone decides. It has waited 45 s.',
  ],
  [
    'for a person at weight 0, where no new pod is wanted',
    canary({}, { replicaSets: [replicaSet({ ready: 0, desired: 0, replicas: 0 })] }),
    'Waiting for a person to promote at step 2 of 5.',
    'Then 50 %, a pause of 10 min, and 100 %. Nothing happens until someone decides. It has waited 45 s.',
  ],
  [
    'for the clock',
    canary({ stepIndex: 3, pause: clock('CanaryPauseStep', 432) }),
    'Goes on by itself in 7 min 12 s.',
    'Paused at step 4 of 5. Then 100 %. A person can promote earlier.',
  ],
  [
    'for a clock that has run out',
    canary({ stepIndex: 3, pause: clock('CanaryPauseStep', -2) }),
    'Goes on by itself any moment.',
    'Paused at step 4 of 5. Then 100 %. A person can promote earlier.',
  ],
  [
    'for a clock that cannot be read',
    canary({ stepIndex: 3, pause: clock('CanaryPauseStep', null) }),
    'Goes on by itself, when is not known.',
    'Paused at step 4 of 5. Then 100 %. A person can promote earlier.',
  ],
  [
    'by hand in a step',
    canary({ message: 'manually paused', pause: byHand, stepIndex: 2 }),
    'Paused by hand at step 3 of 5.',
    'Scaling and steps stand still until a person promotes, which also passes step 3 of 5. Then a pause of 10 min and 100 %.',
  ],
  [
    'by hand with nothing under way',
    canary({ message: 'manually paused', pause: byHand, stepIndex: 5, fullyPromoted: true }),
    'Paused by hand.',
    'No update is under way; scaling stands still until a person promotes.',
  ],
  [
    'by hand, blue-green',
    blue({ message: 'manually paused', pause: byHand }),
    'Paused by hand.',
    'Scaling and any switch of users stand still until a person promotes.',
  ],
  [
    'for an inconclusive analysis',
    canary({ message: 'InconclusiveAnalysisRun', pause: inconclusive }),
    'An analysis was inconclusive: a person must decide.',
    'Promote lets it go on, abort goes back to 6.9.3. It has waited 1 min.',
  ],
  [
    'for an inconclusive experiment',
    canary({ pause: { ...inconclusive, reason: 'InconclusiveExperiment', since: null } }),
    'An experiment was inconclusive: a person must decide.',
    'Promote lets it go on, abort goes back to 6.9.3. How long it has waited is not known.',
  ],
  [
    'with the preview ready',
    blue(),
    'The preview is ready. Waiting for a person to promote.',
    'Users stay on 6.9.3. After promotion the old pods are kept for 30 s, then scaled down. It has waited 45 s.',
  ],
  [
    'with a preview that has lost a pod',
    blue({}, { replicaSets: [replicaSet({ ready: 2, desired: 3 })], scaleDownDelaySeconds: 0 }),
    'Waiting for a person to promote, but only 2 of 3 pods of the new version are ready.',
    'Users stay on 6.9.3. After promotion the old pods keep running. It has waited 45 s.',
  ],
  [
    'before auto-promotion',
    blue({ pause: clock('BlueGreenPause', 25) }),
    'Switches users to 6.9.4 by itself in 25 s.',
    'Until then users stay on 6.9.3. A person can promote earlier or abort.',
  ],
  [
    'for an unknown reason',
    canary({ pause: null, message: '' }),
    'Paused.',
    'What it waits for is not known.',
  ],
]

const progress: readonly Case[] = [
  [
    'raising',
    running({ stepIndex: 2 }, { replicaSets: [replicaSet({ ready: 1, desired: 2 })] }),
    'Raising to 50 %, 1 pod becoming ready.',
    'Then a pause of 10 min and 100 %.',
  ],
  [
    'raising with failing pods',
    running({ stepIndex: 2, trouble: ['CrashLoopBackOff', 'ImagePullBackOff'] }),
    'Raising to 50 %, but pods of the new version fail: CrashLoopBackOff, ImagePullBackOff.',
    'Then a pause of 10 min and 100 %.',
  ],
  [
    'lowering',
    running(
      { stepIndex: 2, stepWeights: [25, 60, 50, 50, 100] },
      { replicaSets: [replicaSet({ ready: 2 })] },
    ),
    'Lowering to 50 %.',
    'Then a pause of 10 min and 100 %.',
  ],
  [
    'the first step, its index not written yet',
    running(
      { stepIndex: null },
      { plan: { index: 0, steps: stepsWith(0, {}) }, replicaSets: [replicaSet()] },
    ),
    'Raising to 25 %.',
    'Then a pause until someone promotes, 50 %, a pause of 10 min, and 100 %.',
  ],
  [
    'a weight of a larger maximum',
    running({ stepIndex: 2, maxWeight: 1000 }, { replicaSets: [] }),
    'Raising to weight 50 of 1000.',
    'Then a pause of 10 min, weight 100 of 1000, and weight 1000 of 1000.',
  ],
  [
    'an analysis',
    inStep({ kind: 'analysis' }),
    'Waiting for the analysis of step 3 of 5.',
    'Then a pause of 10 min and 100 %.',
  ],
  [
    'an experiment',
    inStep({ kind: 'experiment' }),
    'Waiting for the experiment of step 3 of 5.',
    'Then a pause of 10 min and 100 %.',
  ],
  [
    'a plugin',
    inStep({ kind: 'plugin' }),
    'Waiting for the step plugin of step 3 of 5.',
    'Then a pause of 10 min and 100 %.',
  ],
  [
    'a header route',
    inStep({ kind: 'setHeaderRoute' }),
    'Setting a route at step 3 of 5.',
    'Then a pause of 10 min and 100 %.',
  ],
  [
    'a canary scale',
    inStep({ kind: 'setCanaryScale' }),
    'Scaling the canary at step 3 of 5.',
    'Then a pause of 10 min and 100 %.',
  ],
  [
    'a pause not yet begun',
    inStep({ kind: 'pause' }),
    'Reaching the pause of step 3 of 5.',
    'Then a pause of 10 min and 100 %.',
  ],
  [
    'past the last step',
    running({ stepIndex: 5 }),
    'All steps are done; the last pods are being replaced.',
    'Then all users have 6.9.4.',
  ],
  [
    'without steps',
    running({ stepIndex: null, stepWeights: [] }, { plan: null }),
    'Replacing pods: 1 new of 4.',
    'It has no steps and waits for nobody. Then all users have 6.9.4.',
  ],
  [
    'a first deployment',
    running({
      stepIndex: 5,
      fullyPromoted: true,
      revision: 1,
      counts: { desired: 4, current: 4, updated: 4, ready: 1, available: 1 },
    }),
    'Pods are starting: 1 of 4 available.',
    'It is the first revision: no steps run.',
  ],
  [
    'the old pods after a return to the stable version',
    running({ stepIndex: 5, fullyPromoted: true, message: 'old replicas are pending termination' }),
    'The old pods are being removed.',
    'No step is left to run.',
  ],
  [
    'scaling to nothing',
    running({ fullyPromoted: true, counts: { desired: 0, current: 2, updated: 2, ready: 2, available: 2 } }),
    'Scaling to 0 pods.',
    'No step is left to run.',
  ],
  [
    'a spec the controller has not seen',
    running({ message: 'waiting for rollout spec update to be observed' }),
    'The spec has changed; the controller has not seen it yet.',
    'What is shown is from before the change.',
  ],
  [
    'a pause that was ended',
    running({ message: 'waiting for rollout to unpause' }),
    'The pause was ended; waiting for the controller to go on.',
    'Then 50 %, a pause of 10 min, and 100 %.',
  ],
  [
    'a restart',
    running({ message: 'rollout is restarting' }, { restartAt: ago(5) }),
    'The pods are being restarted.',
    'No new revision: each pod is replaced by its like.',
  ],
  [
    'a restart to come',
    running({ message: 'rollout is restarting' }, { restartAt: ago(-720) }),
    'A restart of the pods is due in 12 min.',
    '',
  ],
  [
    'no strategy',
    running({ strategy: '', stepWeights: [], stepIndex: null }, { plan: null }),
    'The spec has no readable strategy.',
    'The controller acts once the spec names canary or blueGreen.',
  ],
  [
    'a preview that boots',
    booting({}, { replicaSets: [replicaSet({ ready: 1, desired: 3 })] }),
    'The preview is starting: 1 of 3 pods ready.',
    'Once the preview is ready it waits for a person; users are not switched before.',
  ],
  [
    'a preview that fails',
    booting(
      { trouble: ['ErrImagePull'] },
      { replicaSets: [replicaSet({ ready: 0, desired: 1 })], autoPromotion: { enabled: true, seconds: 30 } },
    ),
    'The preview is starting: 0 of 1 pod ready, but pods of the new version fail: ErrImagePull.',
    'Once the preview is ready users are switched after 30 s.',
  ],
  [
    'a preview that is ready and not yet paused',
    booting({}, { autoPromotion: { enabled: true, seconds: null } }),
    'All preview pods are ready; users are not yet switched to 6.9.4.',
    'Once the preview is ready users are switched without a pause.',
  ],
  [
    'a pre-promotion analysis',
    booting({}, { autoPromotion: { enabled: false, seconds: null }, analysisRuns: [analysisRun()] }),
    'The preview is ready; the pre-promotion analysis decides.',
    'The rollout goes on when it succeeds and is aborted when it fails.',
  ],
  [
    'a post-promotion analysis',
    switchedDetail(),
    'Users are switched to 6.9.4; the post-promotion analysis decides.',
    'It goes on by itself when the analysis succeeds and is aborted when it fails.',
  ],
  [
    'a switch being verified',
    switchedDetail({ message: 'updated replicas are still becoming available' }),
    'Users are switched to 6.9.4; the switch is being verified.',
    '',
  ],
]

const noTraffic: TrafficView = {
  wanted: 0,
  recorded: null,
  verified: null,
  counted: { next: 0, stable: 4 },
  max: 100,
  routers: [],
}

const byPerson = 'The controller gives no cause, as after an abort by a person.'
const again = 'Retry begins again at step 1; deploying 6.9.3 ends the update.'
const abortedBlue = { phase: 'Degraded', aborted: true, message: aborted().row.message } as const
const noneUpdated = { desired: 4, current: 4, updated: 0, ready: 4, available: 4 }

const ends: readonly Case[] = [
  [
    'aborted, done',
    aborted({ counts: noneUpdated }),
    'Aborted. All users have 6.9.3.',
    `${byPerson} ${again}`,
  ],
  ['aborted, going back', aborted(), 'Aborted. Some users may still have 6.9.4.', `${byPerson} ${again}`],
  [
    'aborted with a cause, pods kept a while',
    aborted(
      {
        message:
          'RolloutAborted: Rollout aborted update to revision 2: Background analysis phase error/failed: Metric "ok" assessed Failed',
        scaleDownAt: ago(-12),
      },
      { traffic: { ...noTraffic, recorded: 0, routers: ['istio'] } },
    ),
    'Aborted. All users have 6.9.3.',
    `Cause: Background analysis phase error/failed: Metric "ok" assessed Failed. The pods of 6.9.4 are removed in 12 s. ${again}`,
  ],
  [
    'aborted, the router silent',
    aborted({}, { traffic: { ...noTraffic, routers: ['istio'] } }),
    'Aborted.',
    `${byPerson} ${again}`,
  ],
  [
    'aborted while paused by hand',
    aborted({ pause: byHand }),
    'Aborted. Some users may still have 6.9.4.',
    `${byPerson} Pods are scaled only once a person promotes, which ends the manual pause. ${again}`,
  ],
  [
    'aborted after the switch of users',
    switchedDetail(abortedBlue),
    'Aborted. Some users may still have 6.9.4.',
    `${byPerson} Retry begins again; deploying 6.9.3 ends the update.`,
  ],
  [
    'aborted after the switch, its pods scaled down before they were available',
    switchedDetail({ ...abortedBlue, counts: { ...noneUpdated, ready: 0, available: 0 } }),
    'Aborted. Some users may still have 6.9.4.',
    `${byPerson} Retry begins again; deploying 6.9.3 ends the update.`,
  ],
  [
    'aborted before the switch of users',
    blue({ ...abortedBlue, pause: null }),
    'Aborted. All users have 6.9.3.',
    `${byPerson} Retry begins again; deploying 6.9.3 ends the update.`,
  ],
  [
    'abort asked for',
    canary({ aborted: true, pause: null }),
    'Marked as aborted; the controller has not said so yet.',
    '',
  ],
  [
    'retry asked for',
    aborted({ aborted: false }),
    'Retry was asked for.',
    'Waiting for the controller to begin the update again.',
  ],
  [
    'past its deadline',
    degraded(
      'ProgressDeadlineExceeded: ReplicaSet "x" has timed out progressing.',
      { trouble: ['ImagePullBackOff'] },
      noNewPod,
    ),
    'No progress within the deadline: ImagePullBackOff.',
    '0 of 1 new pods are ready. The controller keeps trying; abort goes back to 6.9.3.',
  ],
  [
    'past its deadline with no way back',
    degraded('ProgressDeadlineExceeded: x', { fullyPromoted: true }),
    'No progress within the deadline.',
    'The controller keeps trying.',
  ],
  [
    'an invalid spec',
    degraded('InvalidSpec: The Rollout "frontend" is invalid: spec.strategy: Required value'),
    'The controller refuses the spec.',
    'The Rollout "frontend" is invalid: spec.strategy: Required value. Nothing is created or scaled until it is corrected.',
  ],
  ['degraded without a word', degraded(''), 'Degraded.', 'No more is known.'],
  ['healthy', healthy(), 'Healthy: all users have 6.9.4.', 'Nothing is under way.'],
  [
    'healthy, old pods kept a while',
    healthy({ scaleDownAt: ago(-12) }),
    'Healthy: all users have 6.9.4.',
    'Old pods are removed in 12 s.',
  ],
  [
    'healthy, old pods due',
    healthy({ scaleDownAt: ago(1) }),
    'Healthy: all users have 6.9.4.',
    'Old pods are due to be removed.',
  ],
  [
    'scaled to nothing',
    healthy({ counts: { desired: 0, current: 0, updated: 0, ready: 0, available: 0 } }),
    'Scaled to 0: no pod runs.',
    'Nothing is under way.',
  ],
  [
    'healthy, images unknown',
    healthy({ stableImages: [] }),
    'Healthy: the update is complete.',
    'Nothing is under way.',
  ],
  [
    'unknown',
    canary({ phase: 'Unknown', message: '', pause: null }),
    'The state is unknown.',
    'The controller has not reported one.',
  ],
]

describe('the sentence of a page', () => {
  test.each([...pauses, ...progress, ...ends])('%s', (_, told, headline, next) => {
    expect(detailSentence(told, now)).toEqual({ headline, next })
  })

  test('a long plan is cut after four steps and says how many are left out', () => {
    const steps = Array.from({ length: 9 }, (_, index) => step(index, { weight: (index + 1) * 10 }))
    const told = running({ stepIndex: 1 }, { plan: { index: 1, steps } })
    expect(detailSentence(told, now).next).toBe('Then 30 %, 40 %, 50 %, 60 %, and 4 more.')
  })
})

describe('the sentence of a row', () => {
  test('knows the weights to come but not the pauses between them', () => {
    expect(sentence(row(), now).next).toBe(
      'Then 50 % and 100 %. Nothing happens until someone decides. It has waited 45 s.',
    )
  })

  test('tells a weight of a larger maximum as such, whatever the steps reach', () => {
    const told = row({ phase: 'Progressing', message: '', pause: null, stepIndex: 2, maxWeight: 1000 })
    expect(sentence(told, now)).toEqual({
      headline: 'Raising to weight 50 of 1000.',
      next: 'Then weight 100 of 1000 and weight 1000 of 1000.',
    })
  })

  test('claims nothing about a step whose kind it does not know', () => {
    const told = row({ phase: 'Progressing', message: '', pause: null })
    expect(sentence(told, now).headline).toBe('Working on step 2 of 5.')
    expect(sentence({ ...told, stepIndex: 2 }, now).headline).toBe('Raising to 50 %.')
  })

  test('does not say that a preview is starting when only the controller knows', () => {
    expect(sentence(booting().row, now).headline).toBe('Users are not yet switched to 6.9.4.')
  })

  test('knows that users are switched by the images that users have', () => {
    const headline = 'Users are switched to 6.9.4; the post-promotion analysis decides.'
    expect(sentence(switchedDetail().row, now).headline).toBe(headline)
  })

  test('does not take a restart that may be scheduled for one under way', () => {
    expect(sentence(running({ message: 'rollout is restarting' }).row, now).headline).toBe(
      'A restart of the pods is asked for.',
    )
  })
})

describe('A11: what was aborted never reads as finished or under way', () => {
  test('step 20/20, set 0, actual 100, Degraded', () => {
    const odd = aborted({ stepIndex: 20, stepWeights: Array(20).fill(100), setWeight: 0, actualWeight: 100 })
    for (const { headline } of [detailSentence(odd, now), sentence(odd.row, now)]) {
      expect(headline).toMatch(/^Aborted\./)
      expect(headline).not.toMatch(/All users have|steps are done|Healthy|Raising/)
    }
  })
})

test.each([
  ['Waits for a person at step 2 of 5', row()],
  ['Waits for a person at step 2 of 5, in trouble: ImagePullBackOff', row({ trouble: ['ImagePullBackOff'] })],
  ['Preview ready, waits for a person', blueGreenRow()],
  ['Waits for a person, in trouble: Error', blueGreenRow({ trouble: ['Error'] })],
  ['Goes on by itself in 7 min 12 s', row({ pause: clock('CanaryPauseStep', 432) })],
  ['An analysis was inconclusive: a person must decide', row({ pause: inconclusive })],
  ['Paused by hand at step 2 of 5', row({ message: 'manually paused', pause: byHand })],
  ['Aborted', aborted().row],
  ['Healthy: all users have 6.9.4', healthy().row],
])('the fleet says "%s"', (words, told) => {
  expect(plainMessage(told, now)).toBe(words)
})

const odd = fc.string({ unit: fc.constantFrom('a', '7', ':', '@', '/', '.', ' ', '\n', '🐳') })

const anyRow: fc.Arbitrary<RolloutRow> = fc
  .record({
    phase: fc.constantFrom<Phase>('Healthy', 'Progressing', 'Paused', 'Degraded', 'Unknown'),
    message: fc.oneof(
      odd,
      fc.constantFrom(
        '',
        'InvalidSpec: ',
        'RolloutAborted: ',
        'rollout is restarting',
        'waiting for analysis to complete',
      ),
    ),
    strategy: fc.constantFrom<RolloutRow['strategy']>('Canary', 'BlueGreen', ''),
    stepIndex: fc.option(fc.nat({ max: 7 })),
    stepWeights: fc.array(fc.nat({ max: 100 }), { maxLength: 5 }),
    pause: fc.constantFrom<PauseView | null>(
      null,
      byHand,
      inconclusive,
      clock('BlueGreenPause', 5),
      clock('x', null),
    ),
    aborted: fc.boolean(),
    fullyPromoted: fc.boolean(),
    stableImages: fc.array(odd, { maxLength: 2 }),
    nextImages: fc.array(odd, { maxLength: 2 }),
    revision: fc.nat({ max: 3 }),
  })
  .map((given) => row(given))

test('every Rollout has a headline that is a sentence, and nothing undefined is ever said', () => {
  fc.assert(
    fc.property(anyRow, (told) => {
      const page = detail({ row: told, plan: null, replicaSets: [] })
      const said = [sentence(told, now), detailSentence(page, now)]
      for (const { headline, next } of said) {
        expect(headline).toMatch(/^[A-Z].*[.!?]$/s)
        expect(`${headline} ${next}`).not.toMatch(/undefined|NaN|null|Infinity/)
      }
      expect(plainMessage(told, now)).not.toBe('')
    }),
    { numRuns: 1000 },
  )
})

test('a Rollout that is not Healthy is never said to be', () => {
  fc.assert(
    fc.property(anyRow, (told) => {
      if (told.phase !== 'Healthy')
        expect(sentence({ ...told, message: '' }, now).headline).not.toMatch(/^Healthy/)
    }),
  )
})
