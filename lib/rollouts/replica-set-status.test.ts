import { expect, it } from 'vitest'
import { parseReplicaSet } from '../wire/parse.ts'
import type { Raw } from './fixtures/raw.ts'
import { failureOf, replicaSetIcon, replicaSetStatus } from './replica-set-status.ts'

const failure = (status: string): Raw => ({
  type: 'ReplicaFailure',
  status,
  reason: 'FailedCreate',
  message: 'exceeded quota',
})

const replicaSet = (replicas: number | null, status: Raw, generation = 1) =>
  parseReplicaSet({
    metadata: { name: 'n', generation },
    spec: { replicas },
    status: { observedGeneration: 1, ...status },
  })

it.each([
  ['not observed', replicaSet(0, {}, 2), 'Progressing', '◌'],
  ['unable to make pods', replicaSet(3, { conditions: [failure('True')] }), 'ReplicaFailure', '✖'],
  ['able again', replicaSet(1, { availableReplicas: 1, conditions: [failure('False')] }), 'Healthy', '✔'],
  ['not yet available', replicaSet(3, { availableReplicas: 2 }), 'Progressing', '◌'],
  ['scaled down, pods still there', replicaSet(0, { replicas: 2, availableReplicas: 2 }), 'ScaledDown', '•'],
  ['scaling down', replicaSet(1, { availableReplicas: 3 }), 'Healthy', '✔'],
  ['of no given size', replicaSet(null, {}), 'Healthy', '✔'],
])('one that is %s', (_, of, status, icon) => {
  expect(replicaSetStatus(of)).toBe(status)
  expect(replicaSetIcon(replicaSetStatus(of))).toBe(icon)
})

it('says why pods cannot be made, only while they cannot', () => {
  expect(failureOf(replicaSet(3, { conditions: [failure('True')] }))).toBe('exceeded quota')
  expect(failureOf(replicaSet(3, { conditions: [failure('False')] }))).toBe('')
})
