import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { podinfo, waitingStatus } from '../rollouts/fixtures/raw.ts'
import { toDeploymentDetail } from './detail.ts'
import {
  deploymentGraph,
  detailOf,
  podsOf,
  progressing,
  rawDeployment,
  rawSet,
  rawTemplate,
} from './fixtures/raw.ts'
import {
  complete,
  completeAgain,
  ending,
  failing,
  overdue,
  pausedMidway,
  rolling,
} from './fixtures/situations.ts'

const setOf = (revision: number, image: string, replicas = 3, hash = `h${revision}`) =>
  rawSet({ hash, revision, image: podinfo(image), replicas })

describe('which ReplicaSet is the new one', () => {
  it('is the one of the present template and revision', () => {
    expect([complete.newest, rolling.newest, pausedMidway.newest]).toEqual([
      'webapp-old',
      'webapp-new',
      'webapp-new',
    ])
  })

  it('is the one that an undo names, before the controller gives it the next number', () => {
    const undone = detailOf({
      deployment: rawDeployment({ generation: 3, observed: 2, revision: 2, image: podinfo('6.9.4') }),
      sets: [setOf(1, '6.9.4', 0), setOf(2, '6.9.3')],
    })
    expect(undone.newest).toBe('webapp-h1')
    expect(undone.row).toMatchObject({ updating: true, nextImages: [podinfo('6.9.4')] })
  })

  it('is decided by the revision among those that look alike', () => {
    const alike = detailOf({
      deployment: rawDeployment({ generation: 3, revision: 3 }),
      sets: [setOf(1, '6.9.4', 0), setOf(2, '6.9.4', 1), setOf(3, '6.9.4', 2)],
    })
    expect(alike.newest).toBe('webapp-h3')
  })

  it('is none where a change has no ReplicaSet yet', () => {
    const held = detailOf({
      deployment: rawDeployment({
        generation: 2,
        image: podinfo('6.9.3'),
        spec: { paused: true },
        status: { updatedReplicas: 0 },
      }),
      sets: [setOf(1, '6.9.4')],
    })
    expect(held.newest).toBeNull()
    expect(held.row).toMatchObject({
      updating: true,
      stableImages: [podinfo('6.9.4')],
      nextImages: [podinfo('6.9.3')],
      share: 0,
    })
  })

  it('is none where a paused template differs in what is not seen here: the controller counts no updated pod', () => {
    const deployment = rawDeployment({
      generation: 2,
      spec: { paused: true },
      status: { updatedReplicas: 0 },
    })
    expect(detailOf({ deployment, sets: [setOf(1, '6.9.4')] }).newest).toBeNull()
  })

  it('tells a restart by the annotation alone', () => {
    const template = rawTemplate(podinfo('6.9.4'), {
      annotations: { 'kubectl.kubernetes.io/restartedAt': '2026-03-02T09:00:00Z' },
    })
    const restarted = detailOf({
      deployment: rawDeployment({ generation: 2, revision: 2, template }),
      sets: [setOf(1, '6.9.4', 2), rawSet({ hash: 'h2', revision: 2, replicas: 2, template })],
    })
    expect(restarted.newest).toBe('webapp-h2')
    expect(restarted.history[0]).toMatchObject({ number: 2, restartedAt: '2026-03-02T09:00:00Z' })
  })
})

describe('the versions', () => {
  it('are one while nothing is replaced', () => {
    expect(complete.replicaSets.map(({ version }) => version)).toEqual(['stable'])
    expect(completeAgain.row).toMatchObject({
      updating: false,
      stableImages: [podinfo('6.9.3')],
      nextImages: [],
    })
  })

  it('are what was before and what comes, the one with most pods standing for what was', () => {
    const three = detailOf({
      deployment: rawDeployment({ generation: 3, revision: 3, image: podinfo('6.9.5') }),
      sets: [setOf(1, '6.9.4', 3), setOf(2, '6.9.3', 1), setOf(3, '6.9.5', 1)],
    })
    expect(three.replicaSets.map(({ revision, version }) => [revision, version])).toEqual([
      [3, 'next'],
      [2, 'old'],
      [1, 'stable'],
    ])
    expect(three.row.stableImages).toEqual([podinfo('6.9.4')])
  })

  it('share the ready pods', () => {
    expect([complete, rolling, pausedMidway].map(({ row }) => row.share)).toEqual([1, 0, 0.5])
    const none = detailOf({ deployment: rawDeployment({ replicas: 0 }), sets: [setOf(1, '6.9.4', 0)] })
    expect(none.row.share).toBeNull()
  })
})

describe('the row', () => {
  it('tells trouble of the new pods alone', () => {
    expect(failing.row.trouble).toEqual(['ImagePullBackOff'])
    expect(rolling.row.trouble).toEqual([])
  })

  it('waits for a person where it is paused', () => {
    expect(pausedMidway.row.pause).toMatchObject({ waitsFor: 'person', reason: 'DeploymentPaused' })
    expect(rolling.row.pause).toBeNull()
  })

  it('names the Rollout that runs its pods', () => {
    expect(detailOf({ deployment: rawDeployment(), rollouts: ['canary'] }).row.rollout).toBe('canary')
  })

  it('reads a Deployment of which nearly all is missing', () => {
    const bare = detailOf({ deployment: { metadata: { name: 'x', namespace: 'y', uid: 'z' } } })
    expect(bare.row).toMatchObject({ seen: false, strategy: '', counts: { desired: 1 }, revision: 0 })
  })
})

it('counts down to the deadline only while the controller does', () => {
  expect(rolling.deadlineAt).toBe('2026-03-02T10:00:40Z')
  expect([complete, overdue, pausedMidway].map(({ deadlineAt }) => deadlineAt)).toEqual([null, null, null])
  const endless = rawDeployment({
    spec: { progressDeadlineSeconds: 2147483647 },
    status: { conditions: [progressing('ReplicaSetUpdated')] },
  })
  expect(detailOf({ deployment: endless }).deadlineAt).toBeNull()
})

it('is the same for the same objects in any order', () => {
  const set = rawSet({ hash: 'n', revision: 2, replicas: 2, available: 1 })
  const graph = deploymentGraph({
    deployment: rawDeployment({ revision: 2 }),
    sets: [setOf(1, '6.9.4', 1), set, setOf(3, '6.9.2', 0)],
    pods: podsOf(set, 3, [waitingStatus('CrashLoopBackOff', '', 3)]),
    rollouts: [],
  })
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...graph.replicaSets], { minLength: 3 }),
      fc.shuffledSubarray([...graph.pods], { minLength: 4 }),
      (replicaSets, pods) => {
        expect(JSON.stringify(toDeploymentDetail({ ...graph, replicaSets, pods }))).toBe(
          JSON.stringify(toDeploymentDetail(graph)),
        )
      },
    ),
  )
})

it('has no clock in it', () => {
  for (const detail of [complete, rolling, failing, overdue, pausedMidway, ending])
    expect(JSON.parse(JSON.stringify(detail))).toEqual(detail)
})
