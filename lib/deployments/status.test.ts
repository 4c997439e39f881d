import { describe, expect, it } from 'vitest'
import { podinfo, rawCondition } from '../rollouts/fixtures/raw.ts'
import { availability, detailOf, podsOf, progressing, rawDeployment, rawSet } from './fixtures/raw.ts'
import { complete, ending, failing, overdue, pausedMidway, rolling } from './fixtures/situations.ts'
import { historyText, statusText } from './text.ts'

const waits = 'Waiting for deployment "webapp" rollout to finish:'

describe('the words of kubectl rollout status', () => {
  it.each([
    ['complete', complete, 'deployment "webapp" successfully rolled out\n'],
    ['new pods missing', rolling, `${waits} 1 out of 3 new replicas have been updated...\n`],
    ['old pods left', ending, `${waits} 1 old replicas are pending termination...\n`],
    ['past its deadline', overdue, 'error: deployment "webapp" exceeded its progress deadline\n'],
  ])('%s', (_, detail, text) => {
    expect(statusText(detail)).toBe(text)
  })

  it('of new pods that are not available', () => {
    const starting = detailOf({ deployment: rawDeployment({ status: { availableReplicas: 1 } }) })
    expect(statusText(starting)).toBe(`${waits} 1 of 3 updated replicas are available...\n`)
  })

  it('of a change that the controller has not seen, whatever was before', () => {
    const changed = detailOf({
      deployment: rawDeployment({
        generation: 3,
        observed: 2,
        status: { conditions: [progressing('ProgressDeadlineExceeded', 'False')] },
      }),
    })
    expect(statusText(changed)).toBe('Waiting for deployment spec update to be observed...\n')
    expect(changed.row.phase).toBe('Progressing')
  })
})

describe('the phase', () => {
  it.each([
    ['Healthy', complete],
    ['Progressing', rolling],
    ['Progressing', failing],
    ['Progressing', ending],
    ['Paused', pausedMidway],
    ['Degraded', overdue],
  ] as const)('is %s', (phase, detail) => {
    expect(detail.row.phase).toBe(phase)
  })

  it('is Healthy exactly where kubectl says that it is rolled out, and nothing stands against it', () => {
    for (const { row, status } of [complete, rolling, failing, ending, overdue])
      expect(row.phase === 'Healthy').toBe(status.done)
  })

  it.each([
    [
      'pods that cannot be made',
      rawCondition('ReplicaFailure', 'True', 'FailedCreate', 'exceeded quota: pods=3'),
    ],
    [
      'a ReplicaSet that cannot be made',
      rawCondition('Progressing', 'False', 'ReplicaSetCreateError', 'exceeded quota: replicasets=3'),
    ],
  ])('is Degraded for %s, in the words of the API server', (_, condition) => {
    const { row } = detailOf({ deployment: rawDeployment({ status: { conditions: [condition] } }) })
    expect(row.phase).toBe('Degraded')
    expect(row.message).toContain('exceeded quota')
  })

  it('is Degraded where a complete one has lost its pods, and Progressing where they only start', () => {
    const set = rawSet({ hash: 'a', revision: 1, image: podinfo('6.9.4'), replicas: 3, available: 1 })
    const deployment = rawDeployment({
      status: {
        readyReplicas: 1,
        availableReplicas: 1,
        conditions: [availability(false), progressing('NewReplicaSetAvailable')],
      },
    })
    const crashing = { phase: 'Failed', reason: 'Evicted', message: 'low on memory' }
    const lost = detailOf({ deployment, sets: [set], pods: podsOf(set, 1, [crashing]) })
    const starts = detailOf({ deployment, sets: [set], pods: podsOf(set, 1) })
    expect([lost.row.phase, starts.row.phase]).toEqual(['Degraded', 'Progressing'])
  })

  it('says no words of its own while Healthy', () => {
    expect(complete.row.message).toBe('')
  })
})

describe('the words of kubectl rollout history', () => {
  const set = (revision: number, cause?: string) =>
    rawSet({
      hash: `h${revision}`,
      revision,
      replicas: 0,
      annotations: cause === undefined ? {} : { 'kubernetes.io/change-cause': cause },
    })

  it('list the revisions from old to new with their causes', () => {
    const detail = detailOf({ deployment: rawDeployment(), sets: [set(10, 'image 6.9.3'), set(2)] })
    expect(historyText(detail)).toBe(
      'deployment.apps/webapp \nREVISION  CHANGE-CAUSE\n2         <none>\n10        image 6.9.3\n\n',
    )
  })

  it('leave out a ReplicaSet without a revision', () => {
    const detail = detailOf({ deployment: rawDeployment(), sets: [set(0)] })
    expect(historyText(detail)).toBe('deployment.apps/webapp \nNo rollout history found.\n')
  })
})
