import { expect, it } from 'vitest'
import { toRolloutDetail } from './detail.ts'
import { canaryPaused } from './fixtures/canary.ts'
import { canaryFailing } from './fixtures/troubled.ts'
import { troubleOf } from './trouble.ts'
import type { PodView } from './view.ts'

it('says what the pods of the new version fail with', () => {
  expect(toRolloutDetail(canaryFailing).row.trouble).toEqual(['ImagePullBackOff'])
  expect(toRolloutDetail(canaryPaused).row.trouble).toEqual([])
})

const [newest] = toRolloutDetail(canaryFailing).replicaSets
const pods = (...some: readonly Partial<PodView>[]) =>
  newest
    ? [{ ...newest, pods: some.flatMap((pod) => newest.pods.map((first) => ({ ...first, ...pod }))) }]
    : []

it('puts what no pod can be made for first, then what most pods have', () => {
  const replicaSets = pods(
    { status: 'OOMKilled' },
    { status: 'ErrImagePull' },
    { status: 'OOMKilled' },
    { status: 'Error' },
    { status: 'Running', state: 'ready' },
    { status: 'Pending', state: 'starting', reason: 'Unschedulable: 0/1 nodes' },
  ).map((replicaSet) => ({ ...replicaSet, failure: 'exceeded quota' }))
  expect(troubleOf('7d8f9c6b5d', replicaSets)).toEqual([
    'exceeded quota',
    'OOMKilled',
    'ErrImagePull',
    'Error',
    'Unschedulable',
  ])
})

it('looks at the new ReplicaSet alone', () => {
  const replicaSets = pods({ status: 'Error' })
  expect(troubleOf('6c54544bf9', replicaSets)).toEqual([])
  expect(
    troubleOf(
      '',
      replicaSets.map((replicaSet) => ({ ...replicaSet, hash: '' })),
    ),
  ).toEqual([])
})
