import { expect, test } from 'vitest'
import { paused, rollout } from './fixtures/rollouts.ts'
import type { Rollout } from './model.ts'
import { stateKey } from './state-key.ts'

const known = rollout({ status: { pauseConditions: [paused('CanaryPauseStep')], controllerPause: true } })
const withStatus = (status: Partial<Rollout['status']>): Rollout => ({
  ...known,
  status: { ...known.status, ...status },
})
const inconclusive = { name: 'run', status: 'Inconclusive', message: '' }

const decided: readonly (readonly [string, Rollout])[] = [
  ['another object under the same name', { ...known, meta: { ...known.meta, uid: 'u2' } }],
  ['the spec', { ...known, meta: { ...known.meta, generation: 3 } }],
  ['deletion', { ...known, meta: { ...known.meta, deletedAt: '2026-11-23T10:00:00Z' } }],
  ['spec.paused', { ...known, spec: { ...known.spec, paused: true } }],
  ['the new version', withStatus({ currentPodHash: 'c' })],
  ['the stable version', withStatus({ stableRS: 'b' })],
  ['the step', withStatus({ currentStepIndex: 1 })],
  ['no step at all', withStatus({ currentStepIndex: null })],
  ['the end of the pause', withStatus({ pauseConditions: [] })],
  [
    'the same pause begun anew',
    withStatus({ pauseConditions: [{ ...paused('CanaryPauseStep'), startTime: null }] }),
  ],
  ['controllerPause', withStatus({ controllerPause: false })],
  ['abort', withStatus({ abort: true })],
  ['promoteFull', withStatus({ promoteFull: true })],
  [
    'an inconclusive step analysis',
    withStatus({ canary: { ...known.status.canary, currentStepAnalysisRun: inconclusive } }),
  ],
  ['the switch of users', withStatus({ blueGreen: { ...known.status.blueGreen, activeSelector: 'b' } })],
]

test.each(decided)('%s changes the key', (_, other) => {
  expect(stateKey(other)).not.toBe(stateKey(known))
})

test('each of these gives a key of its own', () => {
  expect(new Set(decided.map(([, other]) => stateKey(other))).size).toBe(decided.length)
})

test('pods, conditions, messages and the resource version leave the key as it is', () => {
  const later = withStatus({
    replicas: 5,
    readyReplicas: 2,
    availableReplicas: 2,
    updatedReplicas: 3,
    message: 'more replicas need to be updated',
    conditions: [
      {
        type: 'Progressing',
        status: 'True',
        reason: 'ReplicaSetUpdated',
        message: '',
        lastUpdateTime: null,
        lastTransitionTime: null,
      },
    ],
    canary: {
      ...known.status.canary,
      currentStepAnalysisRun: { name: 'run', status: 'Running', message: '' },
    },
  })
  expect(stateKey({ ...later, meta: { ...later.meta, resourceVersion: '101' } })).toBe(stateKey(known))
})
