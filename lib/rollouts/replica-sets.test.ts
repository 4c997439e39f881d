import { describe, expect, it } from 'vitest'
import { toRolloutDetail } from './detail.ts'
import { canaryPaused } from './fixtures/canary.ts'
import { graphOf } from './fixtures/graph.ts'
import { podinfo, rawPod, rawReplicaSet, rawRollout, secondsAgo } from './fixtures/raw.ts'
import { canaryFailing } from './fixtures/troubled.ts'
import { servingPods } from './replica-sets.ts'

const rollout = rawRollout({ namespace: 'n', revision: 2, spec: { strategy: { canary: {} } }, status: {} })
const replicaSet = (hash: string, revision: number, createdAt: string) =>
  rawReplicaSet({ owner: rollout, hash, revision, image: podinfo('1'), replicas: 1, createdAt })

const names = (...replicaSets: readonly ReturnType<typeof replicaSet>[]) =>
  toRolloutDetail(graphOf({ rollout, replicaSets })).replicaSets.map(({ hash }) => hash)

describe('the order', () => {
  it('is newest revision first', () => {
    expect(names(replicaSet('a', 1, secondsAgo(1)), replicaSet('b', 2, secondsAgo(9)))).toEqual(['b', 'a'])
  })

  it('is by name within a revision, whatever was created first', () => {
    expect(names(replicaSet('b', 1, secondsAgo(9)), replicaSet('a', 1, secondsAgo(1)))).toEqual(['a', 'b'])
  })

  it('of pods is oldest first, then by name', () => {
    const owner = replicaSet('a', 1, secondsAgo(9))
    const pods = [
      rawPod({ owner, suffix: 'y', createdAt: secondsAgo(5) }),
      rawPod({ owner, suffix: 'x', createdAt: secondsAgo(5) }),
      rawPod({ owner, suffix: 'z', createdAt: secondsAgo(7) }),
    ]
    const [only] = toRolloutDetail(graphOf({ rollout, replicaSets: [owner], pods })).replicaSets
    expect(only?.pods.map(({ name }) => name)).toEqual(['frontend-a-z', 'frontend-a-x', 'frontend-a-y'])
  })
})

describe('ownership', () => {
  const owner = replicaSet('a', 1, secondsAgo(9))

  it('is by uid in any ownerReference, controller or not', () => {
    const shared = {
      ...owner,
      metadata: {
        name: 'shared',
        ownerReferences: [{ uid: 'someone' }, { uid: 'n-frontend', controller: false }],
      },
    }
    expect(toRolloutDetail(graphOf({ rollout, replicaSets: [shared] })).replicaSets).toHaveLength(1)
  })

  it('is not by name', () => {
    const stranger = {
      ...owner,
      metadata: { name: 'frontend-a', ownerReferences: [{ uid: 'x', name: 'frontend' }] },
    }
    expect(toRolloutDetail(graphOf({ rollout, replicaSets: [stranger] })).replicaSets).toEqual([])
  })
})

describe('the pods that serve', () => {
  it('are those that are ready', () => {
    const [newest, stable] = toRolloutDetail(canaryFailing).replicaSets
    expect(newest && servingPods(newest)).toBe(0)
    expect(stable && servingPods(stable)).toBe(3)
  })

  it("are the ReplicaSet's own count where pods may not be read", () => {
    const [newest] = toRolloutDetail({ ...canaryPaused, pods: [] }).replicaSets
    expect(newest && servingPods(newest)).toBe(1)
  })
})
