import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRollout } from '../wire/parse.ts'
import { courseSteps } from './fixtures/canary.ts'
import { type Raw, rawRollout } from './fixtures/raw.ts'
import { calculatePhase, phaseIcon, rolloutPhase } from './phase.ts'

const canary: Raw = { canary: { steps: courseSteps } }
const blueGreen: Raw = { blueGreen: { activeService: 'frontend' } }
const verified: Raw = { blueGreen: { activeService: 'frontend', postPromotionAnalysis: {} } }
const complete: Raw = {
  replicas: 4,
  updatedReplicas: 4,
  readyReplicas: 4,
  availableReplicas: 4,
  currentPodHash: 'b',
  stableRS: 'b',
  blueGreen: { activeSelector: 'b' },
}

const rollout = (status: Raw, spec: Raw = {}, meta: Raw = {}) =>
  parseRollout(
    rawRollout({
      namespace: 'n',
      revision: 1,
      meta,
      spec: { strategy: canary, ...spec },
      status: { ...complete, ...status },
    }),
  )

const progressing = (message: string) => ({ phase: 'Progressing', message })

describe('what a client sees', () => {
  const stored: Raw = { phase: 'Healthy', message: 'stored' }

  it.each([
    ['equal', '3', false],
    ['smaller', '2', true],
    ['with a sign', '+2', true],
    ['larger, as an all-digit hash of an old controller', '74839', false],
    ['a hash', '5f79b78d7f', false],
    ['empty', '', false],
    ['with a blank', ' 2', false],
  ])('takes an observed generation that is %s for what it is', (_, observedGeneration, waits) => {
    expect(rolloutPhase(rollout({ ...stored, observedGeneration }))).toEqual(
      waits
        ? progressing('waiting for rollout spec update to be observed')
        : { phase: 'Healthy', message: 'stored' },
    )
  })

  it('says that a pause is being left before it says what is stored', () => {
    const unpausing = rollout({ phase: 'Paused', message: 'CanaryPauseStep', controllerPause: true })
    expect(rolloutPhase(unpausing)).toEqual(progressing('waiting for rollout to unpause'))
  })

  it('repeats the stored phase and message otherwise', () => {
    const aborted = rollout({ phase: 'Degraded', message: 'RolloutAborted: because', abort: true })
    expect(rolloutPhase(aborted)).toEqual({ phase: 'Degraded', message: 'RolloutAborted: because' })
  })

  it.each(['constructor', 'Exploded', '__proto__'])('calls the stored phase %s Unknown', (phase) => {
    expect(rolloutPhase(rollout({ phase })).phase).toBe('Unknown')
  })
})

describe('what the controller computes', () => {
  const condition = (type: string, reason: string): Raw => ({ type, reason, status: 'False', message: 'why' })
  const restartAt = '2026-03-01T10:00:00Z'

  it.each<[string, Raw, Raw, string, string]>([
    [
      'an invalid spec',
      { conditions: [condition('InvalidSpec', 'RolloutAborted')] },
      {},
      'Degraded',
      'InvalidSpec: why',
    ],
    [
      'an abort',
      { conditions: [condition('Progressing', 'RolloutAborted')] },
      { paused: true },
      'Degraded',
      'RolloutAborted: why',
    ],
    [
      'the first of two bad conditions',
      { conditions: [condition('Progressing', 'ProgressDeadlineExceeded'), condition('InvalidSpec', '')] },
      {},
      'Degraded',
      'ProgressDeadlineExceeded: why',
    ],
    [
      'a person who paused',
      { pauseConditions: [{ reason: 'BlueGreenPause' }] },
      { paused: true },
      'Paused',
      'manually paused',
    ],
    [
      'the first pause',
      { pauseConditions: [{ reason: 'InconclusiveAnalysisRun' }, { reason: 'CanaryPauseStep' }] },
      {},
      'Paused',
      'InconclusiveAnalysisRun',
    ],
    ['a restart to come', {}, { restartAt }, 'Progressing', 'rollout is restarting'],
    ['a restart that is done', { restartedAt: restartAt }, { restartAt }, 'Healthy', ''],
    ['too few updated', { updatedReplicas: 3 }, {}, 'Progressing', 'more replicas need to be updated'],
    [
      'too few available',
      { availableReplicas: 3 },
      {},
      'Progressing',
      'updated replicas are still becoming available',
    ],
    [
      'old pods of a basic canary',
      { replicas: 5 },
      {},
      'Progressing',
      'old replicas are pending termination',
    ],
    [
      'old pods of a routed canary',
      { replicas: 5 },
      { strategy: { canary: { trafficRouting: {} } } },
      'Healthy',
      '',
    ],
    ['a canary not yet stable', { stableRS: 'a' }, {}, 'Progressing', 'waiting for all steps to complete'],
    [
      'nothing stable at all',
      { stableRS: '', currentPodHash: '' },
      {},
      'Progressing',
      'waiting for all steps to complete',
    ],
    [
      'an active Service elsewhere',
      { blueGreen: { activeSelector: 'a' } },
      { strategy: blueGreen },
      'Progressing',
      'active service cutover pending',
    ],
    [
      'an active Service nowhere',
      { blueGreen: {} },
      { strategy: blueGreen },
      'Progressing',
      'active service cutover pending',
    ],
    [
      'a switched blue-green',
      { stableRS: 'a' },
      { strategy: blueGreen },
      'Progressing',
      'waiting for post-promotion verification to complete',
    ],
    [
      'a post-promotion analysis',
      { stableRS: 'a' },
      { strategy: verified },
      'Progressing',
      'waiting for analysis to complete',
    ],
    ['a blue-green that is done', { replicas: 8 }, { strategy: blueGreen }, 'Healthy', ''],
    ['no strategy', { stableRS: 'a' }, { strategy: {} }, 'Healthy', ''],
    [
      'no replicas wanted',
      { replicas: 0, updatedReplicas: 0, availableReplicas: 0 },
      { replicas: 0 },
      'Healthy',
      '',
    ],
  ])('sees %s', (_, status, spec, phase, message) => {
    expect(calculatePhase(rollout(status, spec))).toEqual({ phase, message })
  })

  it.each([
    [0, 'Progressing'],
    [1, 'Healthy'],
  ])('wants one replica where the spec says nothing and has %i', (updatedReplicas, phase) => {
    const status = { replicas: updatedReplicas, updatedReplicas, availableReplicas: updatedReplicas }
    expect(calculatePhase(rollout(status, { replicas: null })).phase).toBe(phase)
  })
})

it('has a sign for every phase, whatever the status holds (B13)', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (status, phase) => {
      const parsed = parseRollout({ metadata: { name: 'n' }, status })
      expect(phaseIcon(rolloutPhase(parsed).phase)).toMatch(/^[✔◌॥✖?]$/)
      const named = parseRollout({ metadata: { name: 'n' }, status: { phase } })
      expect(phaseIcon(rolloutPhase(named).phase)).toMatch(/^[✔◌॥✖?]$/)
    }),
  )
})
