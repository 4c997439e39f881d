import { describe, expect, test } from 'vitest'
import { consequenceOf } from './consequence.ts'
import {
  ago,
  blueGreenDetail,
  blueGreenRow,
  detail,
  row,
  stepsWith,
  switchedDetail,
} from './fixtures/views.ts'
import { imageTag } from './image.ts'
import type { AnalysisRunView, PauseView, RolloutDetail, RolloutRow } from './view.ts'

const canary = (given: Partial<RolloutRow> = {}, more: Partial<RolloutDetail> = {}) =>
  detail({ row: row(given), ...more })
const blue = (given: Partial<RolloutRow> = {}, more: Partial<RolloutDetail> = {}) =>
  blueGreenDetail({ row: blueGreenRow(given), ...more })
const running = (given: Partial<RolloutRow> = {}, more: Partial<RolloutDetail> = {}) =>
  canary({ phase: 'Progressing', message: 'more replicas need to be updated', pause: null, ...given }, more)

const byHand: PauseView = { waitsFor: 'person', reason: 'manually paused', since: null }
const waits = (reason: string): PauseView => ({ waitsFor: 'person', reason, since: ago(60) })
const routed = {
  wanted: 25,
  recorded: 25,
  verified: null,
  counted: { next: 1, stable: 4 },
  max: 100,
  routers: ['istio'],
}
const run = (status: string, revision = 2): AnalysisRunView => ({
  uid: 'ar1',
  name: 'frontend-ff8fb4b44-2-2',
  revision,
  createdAt: null,
  type: 'Step',
  status,
  icon: '?',
  message: '',
  successful: 0,
  failed: 0,
  inconclusive: 1,
  error: 0,
  metrics: [],
  jobs: [],
  measurements: [],
})
const analysisStep = { index: 2, steps: stepsWith(2, { kind: 'analysis', text: 'analysis', weight: 25 }) }

test('B11: the card names both versions, both steps and both weights', () => {
  expect(consequenceOf('promote', canary())).toEqual({
    fromImages: ['ghcr.io/stefanprodan/podinfo:6.9.3'],
    toImages: ['ghcr.io/stefanprodan/podinfo:6.9.4'],
    fromStep: 'step 2 of 5',
    toStep: 'step 3 of 5',
    weightFrom: 25,
    weightTo: 50,
    effect: 'Ends the pause of step 2 of 5. Then 50 %, a pause of 10 min, and 100 %.',
    button: 'Promote to 50 %',
    needsConfirmByPointer: false,
  })
})

type Case = readonly [string, RolloutDetail, string, string | null, number | null, string]

describe('promote', () => {
  const cases: readonly Case[] = [
    [
      'into the last weight',
      canary({ stepIndex: 3, setWeight: 50 }),
      'Promote 6.9.4 to all users',
      'step 5 of 5',
      100,
      'Ends the pause of step 4 of 5. Then 100 %.',
    ],
    [
      'skips a step that still scales, and says so',
      running({ stepIndex: 2, setWeight: 50 }),
      'Promote, skip step 3',
      'step 4 of 5',
      50,
      'Skips step 3 of 5 (setWeight: 50), which has not finished. Then a pause of 10 min and 100 %.',
    ],
    [
      'A13: skips an analysis that runs',
      running({ stepIndex: 2 }, { plan: analysisStep }),
      'Promote, skip step 3',
      'step 4 of 5',
      50,
      'Skips step 3 of 5 (analysis), which has not finished. Then a pause of 10 min and 100 %.',
    ],
    [
      'skips the last step',
      running({ stepIndex: 4, setWeight: 100 }),
      'Promote, skip step 5',
      null,
      100,
      'Skips step 5 of 5 (setWeight: 100), which has not finished. Then 100 %.',
    ],
    [
      'ends a manual pause and passes a step with it',
      canary({ message: 'manually paused', pause: byHand, stepIndex: 2 }),
      'Promote to step 4 of 5',
      'step 4 of 5',
      50,
      'Ends the manual pause and passes step 3 of 5. Then a pause of 10 min and 100 %.',
    ],
    [
      'ends a manual pause with nothing under way',
      canary({
        message: 'manually paused',
        pause: byHand,
        stepIndex: 5,
        setWeight: 100,
        fullyPromoted: true,
      }),
      'Promote, end the manual pause',
      null,
      100,
      'Ends the manual pause; pods are scaled again.',
    ],
    [
      'ends a manual pause of an aborted update',
      canary({ pause: byHand, stepIndex: 0, setWeight: 0, aborted: true }),
      'Promote, end the manual pause',
      'step 1 of 5',
      0,
      'Ends the manual pause, so that the abort is carried out; the update stays aborted.',
    ],
    [
      'skips an inconclusive step analysis',
      canary(
        { pause: waits('InconclusiveAnalysisRun'), stepIndex: 2 },
        { plan: analysisStep, analysisRuns: [run('Inconclusive')] },
      ),
      'Promote to step 4 of 5',
      'step 4 of 5',
      50,
      'Skips the inconclusive analysis of step 3 of 5. Then a pause of 10 min and 100 %.',
    ],
    [
      'runs an inconclusive background analysis again, an older step run aside',
      canary(
        { pause: waits('InconclusiveAnalysisRun'), stepIndex: 2 },
        { plan: analysisStep, analysisRuns: [run('Inconclusive', 1)] },
      ),
      'Promote, decide again',
      'step 3 of 5',
      25,
      'Ends the pause and lets the inconclusive run be made again; step 3 of 5 is not skipped.',
    ],
    [
      'runs an inconclusive experiment again',
      canary({ pause: waits('InconclusiveExperiment') }),
      'Promote, decide again',
      'step 2 of 5',
      25,
      'Ends the pause and lets the inconclusive run be made again; step 2 of 5 is not skipped.',
    ],
    [
      'switches users to a preview',
      blue(),
      'Promote 6.9.4 to all users',
      null,
      null,
      'Switches all users from 6.9.3 to 6.9.4. After promotion the old pods are kept for 30 s, then scaled down.',
    ],
    [
      'keeps the old pods where their delay is 0',
      blue({}, { scaleDownDelaySeconds: 0 }),
      'Promote 6.9.4 to all users',
      null,
      null,
      'Switches all users from 6.9.3 to 6.9.4. After promotion the old pods keep running.',
    ],
    [
      'keeps no old pods where none may be in their delay',
      blue({}, { scaleDownDelaySeconds: null }),
      'Promote 6.9.4 to all users',
      null,
      null,
      'Switches all users from 6.9.3 to 6.9.4. After promotion the old pods are scaled down at once.',
    ],
    [
      'analyses a preview again',
      blue({ pause: waits('InconclusiveAnalysisRun') }),
      'Promote, analyse again',
      null,
      null,
      'Ends the pause and runs the analysis again.',
    ],
    [
      'ends a manual pause of a blue-green',
      blue({ pause: byHand }),
      'Promote, end the manual pause',
      null,
      null,
      'Ends the manual pause; where the preview is waiting to be promoted, users are switched to it too.',
    ],
  ]

  test.each(cases)('%s', (_, of, button, toStep, weightTo, effect) => {
    expect(consequenceOf('promote', of)).toMatchObject({ button, toStep, weightTo, effect })
  })
})

describe('promote full', () => {
  test('of a canary skips all that is left, undoes an abort and ends a manual pause', () => {
    const skips =
      'Gives all users 6.9.4 as fast as pods can be replaced, and skips every step, pause and analysis that is left.'
    expect(consequenceOf('promote-full', canary())).toMatchObject({
      button: 'Promote fully, 6.9.4 to all users',
      toStep: null,
      weightTo: 100,
      effect: skips,
    })
    expect(
      consequenceOf('promote-full', canary({ aborted: true, pause: byHand, stepIndex: 0 })),
    ).toMatchObject({
      fromStep: null,
      effect: `${skips} The abort is undone. The manual pause is ended.`,
    })
  })

  test('of a blue-green waits for the pods but for nothing else', () => {
    expect(consequenceOf('promote-full', blue()).effect).toBe(
      'Switches all users to 6.9.4 as soon as its pods are ready, without pause and analysis. After promotion the old pods are kept for 30 s, then scaled down.',
    )
  })
})

describe('abort', () => {
  test('goes back from the new images to the stable ones', () => {
    expect(consequenceOf('abort', canary())).toMatchObject({
      fromImages: ['ghcr.io/stefanprodan/podinfo:6.9.4'],
      toImages: ['ghcr.io/stefanprodan/podinfo:6.9.3'],
      weightFrom: 25,
      weightTo: 0,
      button: 'Abort, back to 6.9.3',
    })
  })

  const scaled = 'The pods of 6.9.4 are replaced by 6.9.3 as fast as the limits allow.'
  test.each([
    ['a canary', canary(), `${scaled} A retry would begin at step 1.`],
    ['a canary without steps', canary({ stepIndex: null, stepWeights: [] }, { plan: null }), scaled],
    [
      'a canary paused by hand',
      canary({ pause: byHand }),
      `${scaled} A retry would begin at step 1. Pods are scaled only once promote ends the manual pause.`,
    ],
    [
      'a routed canary',
      canary({}, { traffic: routed }),
      'All traffic goes back to 6.9.3. The pods of 6.9.4 are scaled down afterwards. A retry would begin at step 1.',
    ],
    [
      'a routed canary whose pods are kept',
      canary({}, { traffic: routed, abortScaleDownDelaySeconds: null }),
      'All traffic goes back to 6.9.3. The pods of 6.9.4 keep running. A retry would begin at step 1.',
    ],
    [
      'a preview',
      blue(),
      'Users stay on 6.9.3; the preview stays on 6.9.4. The pods of 6.9.4 are kept for 30 s, then scaled down.',
    ],
    [
      'a preview that users are on already',
      switchedDetail(),
      'Users go back to 6.9.3 once all pods of 6.9.4 are available. The pods of 6.9.4 are kept for 30 s, then scaled down.',
    ],
  ])('of %s', (_, of, effect) => {
    expect(consequenceOf('abort', of).effect).toBe(effect)
  })
})

test('a blue-green that users are switched on goes back from what they have to what is stable', () => {
  const tags = (images: readonly string[]) => images.map(imageTag)
  const abort = consequenceOf('abort', switchedDetail())
  expect([tags(abort.fromImages), tags(abort.toImages), abort.button]).toEqual([
    ['6.9.4'],
    ['6.9.3'],
    'Abort, back to 6.9.3',
  ])
  expect(consequenceOf('promote-full', switchedDetail())).toMatchObject({
    button: 'Promote fully, 6.9.4 to all users',
    effect:
      'Keeps all users on 6.9.4 and skips the verification that is under way. After promotion the old pods are kept for 30 s, then scaled down.',
  })
})

test('retry begins at the first step', () => {
  const aborted = { aborted: true, pause: null, stepIndex: 0, setWeight: 0 }
  expect(consequenceOf('retry', canary(aborted))).toMatchObject({
    fromStep: null,
    toStep: 'step 1 of 5',
    weightFrom: 0,
    weightTo: 25,
    button: 'Retry from step 1',
  })
  expect(consequenceOf('retry', blue({ aborted: true, pause: null }))).toMatchObject({
    toStep: null,
    weightTo: null,
    button: 'Retry 6.9.4',
  })
})

test('Enter confirms neither a full promotion nor an abort', () => {
  const byPointer = (action: 'promote' | 'promote-full' | 'abort' | 'retry') =>
    consequenceOf(action, canary()).needsConfirmByPointer
  expect([byPointer('promote'), byPointer('promote-full'), byPointer('abort'), byPointer('retry')]).toEqual([
    false,
    true,
    true,
    false,
  ])
})

test('versions that are not known have a name all the same', () => {
  const unknown = consequenceOf('abort', canary({ stableImages: [], nextImages: [] }))
  expect(unknown.button).toBe('Abort, back to the stable version')
})
