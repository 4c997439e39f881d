import { describe, expect, test } from 'vitest'
import { blueGreen, canary, condition, paused, rollout } from './fixtures/rollouts.ts'
import type { Rollout } from './model.ts'
import { planAction } from './plans.ts'
import { verdictsOf } from './verdicts.ts'
import { actions } from './view.ts'

const atPause = { currentStepIndex: 1, controllerPause: true, pauseConditions: [paused('CanaryPauseStep')] }
const previewReady = {
  controllerPause: true,
  pauseConditions: [paused('BlueGreenPause')],
  currentStepIndex: null,
}
const promoted = { stableRS: 'b', currentStepIndex: 5 }
const booting = { currentStepIndex: null }
const switched = { ...booting, blueGreen: { ...rollout().status.blueGreen, activeSelector: 'b' } }
const invalid = { conditions: [condition('InvalidSpec', 'InvalidSpec', 'The Rollout "frontend" is invalid')] }
const timedOut = { conditions: [condition('Progressing', 'ProgressDeadlineExceeded')] }
const routed = canary({ steps: [], trafficRouting: { maxTrafficWeight: null, providers: ['istio'] } })

/** Each state with the actions that are possible in it: p promote, f promote full, a abort, r retry. */
const matrix: readonly (readonly [string, string, Rollout])[] = [
  ['canary, setWeight still scaling', 'pfa', rollout()],
  ['canary, index not written yet', 'pfa', rollout({ status: { currentStepIndex: null } })],
  ['canary, waiting for a person', 'pfa', rollout({ status: atPause })],
  ['canary, in an analysis or experiment step', 'pfa', rollout({ status: { currentStepIndex: 2 } })],
  [
    'canary, inconclusive analysis',
    'pfa',
    rollout({ status: { ...atPause, pauseConditions: [paused('InconclusiveAnalysisRun')] } }),
  ],
  [
    'canary, inconclusive experiment',
    'pfa',
    rollout({ status: { ...atPause, pauseConditions: [paused('InconclusiveExperiment')] } }),
  ],
  ['canary, unpausing', 'fa', rollout({ status: { currentStepIndex: 1, controllerPause: true } })],
  ['canary, past its last step', 'a', rollout({ status: { currentStepIndex: 5 } })],
  [
    'canary, past its last step, background analysis',
    'fa',
    rollout({ strategy: canary({ backgroundAnalysis: true }), status: { currentStepIndex: 5 } }),
  ],
  ['canary, no steps', 'a', rollout({ strategy: canary({ steps: [] }), status: booting })],
  ['canary, no steps, traffic routing', 'fa', rollout({ strategy: routed, status: booting })],
  [
    'canary, no steps, inconclusive background analysis',
    'pfa',
    rollout({
      strategy: canary({ steps: [], backgroundAnalysis: true }),
      status: { ...booting, controllerPause: true, pauseConditions: [paused('InconclusiveAnalysisRun')] },
    }),
  ],
  ['canary, aborted', 'fr', rollout({ status: { abort: true } })],
  [
    'canary, no steps, aborted',
    'fr',
    rollout({ strategy: canary({ steps: [] }), status: { ...booting, abort: true } }),
  ],
  ['canary, aborted, the pause not yet taken away', 'fr', rollout({ status: { ...atPause, abort: true } })],
  ['canary, promoteFull', '', rollout({ status: { promoteFull: true } })],
  ['canary, healthy', '', rollout({ status: promoted })],
  ['canary, aborted by hand when healthy', 'r', rollout({ status: { ...promoted, abort: true } })],
  ['canary, first deployment', '', rollout({ status: { stableRS: '' } })],
  [
    'canary, not seen by any controller',
    '',
    rollout({ status: { stableRS: '', currentPodHash: '', observedGeneration: '', currentStepIndex: null } }),
  ],
  ['canary, past its deadline', 'pfa', rollout({ status: timedOut })],
  ['canary, paused by hand in a step', 'pfa', rollout({ paused: true })],
  ['canary, paused by hand at a pause', 'pfa', rollout({ paused: true, status: atPause })],
  ['canary, paused by hand when healthy', 'p', rollout({ paused: true, status: promoted })],
  ['canary, paused by hand, first deployment', 'p', rollout({ paused: true, status: { stableRS: '' } })],
  ['canary, paused by hand, aborted', 'pfr', rollout({ paused: true, status: { abort: true } })],
  ['canary, paused by hand, promoteFull', 'p', rollout({ paused: true, status: { promoteFull: true } })],
  [
    'canary, no steps, paused by hand',
    'pfa',
    rollout({ paused: true, strategy: canary({ steps: [] }), status: booting }),
  ],
  ['canary, spec not observed', '', rollout({ meta: { generation: 3 }, status: atPause })],
  [
    'canary, observed by a hash of old controllers',
    'pfa',
    rollout({ status: { ...atPause, observedGeneration: '7d6ffb94c5' } }),
  ],
  ['canary, invalid spec', '', rollout({ status: { ...atPause, ...invalid } })],
  ['canary, invalid spec, aborted', '', rollout({ status: { abort: true, ...invalid } })],
  ['canary, being deleted', '', rollout({ meta: { deletedAt: '2026-11-23T10:00:00Z' }, status: atPause })],
  ['no strategy', '', rollout({ strategy: { type: 'unknown' }, status: atPause })],
  ['blue-green, preview booting', 'fa', rollout({ strategy: blueGreen(), status: booting })],
  [
    'blue-green, preview waiting for a person',
    'pfa',
    rollout({ strategy: blueGreen(), status: previewReady }),
  ],
  [
    'blue-green, unpausing',
    'fa',
    rollout({ strategy: blueGreen(), status: { ...booting, controllerPause: true } }),
  ],
  [
    'blue-green, post-promotion analysis',
    'fa',
    rollout({ strategy: blueGreen({ postPromotionAnalysis: true }), status: switched }),
  ],
  ['blue-green, aborted', 'fr', rollout({ strategy: blueGreen(), status: { ...booting, abort: true } })],
  ['blue-green, healthy', '', rollout({ strategy: blueGreen(), status: { ...booting, stableRS: 'b' } })],
  ['blue-green, paused by hand', 'pfa', rollout({ strategy: blueGreen(), paused: true, status: booting })],
]

const letters = { promote: 'p', 'promote-full': 'f', abort: 'a', retry: 'r' }
const possible = (of: Rollout) =>
  actions
    .filter((action) => verdictsOf(of)[action].allowed)
    .map((action) => letters[action])
    .join('')

describe('what may be done in each state', () => {
  test.each(matrix)('%s: %s', (_, expected, of) => {
    expect(possible(of)).toBe(expected)
  })

  test('A13: promote is possible while a step or an experiment runs, not only at a pause', () => {
    expect(verdictsOf(rollout()).promote).toEqual({ allowed: true })
  })

  test('radar#1380: promote is off for an aborted Rollout and names the ways out', () => {
    expect(verdictsOf(rollout({ status: { abort: true } })).promote).toEqual({
      allowed: false,
      because: 'The update is aborted and promote does not undo that; retry it, or promote it fully.',
    })
  })

  test('argo-rollouts#4461: abort is off under full promotion, which would undo it silently', () => {
    expect(verdictsOf(rollout({ status: { promoteFull: true } })).abort.allowed).toBe(false)
  })

  test('a preview that boots is told apart from users who are switched', () => {
    const because = (status: Partial<Rollout['status']>) => {
      const verdict = verdictsOf(rollout({ strategy: blueGreen(), status })).promote
      return verdict.allowed ? '' : verdict.because
    }
    expect(because(booting)).toContain('once the preview is ready')
    expect(because(switched)).toContain('already on the new version')
  })
})

describe('verdicts and plans', () => {
  test('an allowed action always has a patch to send', () => {
    const empty = matrix.flatMap(([name, , of]) =>
      actions
        .filter((action) => verdictsOf(of)[action].allowed && planAction(action, of).length === 0)
        .map((action) => `${name}: ${action}`),
    )
    expect(empty).toEqual([])
  })

  test('every reason is a sentence', () => {
    const reasons = matrix.flatMap(([, , of]) =>
      actions.flatMap((action) => {
        const verdict = verdictsOf(of)[action]
        return verdict.allowed ? [] : [verdict.because]
      }),
    )
    expect(reasons.filter((reason) => !/^[A-Z].*\.$/.test(reason))).toEqual([])
  })
})
