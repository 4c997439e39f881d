import { expect, test } from 'vitest'
import type { JsonObject } from '../../../objects/json.ts'
import { objectAt } from '../../../objects/json.ts'
import type { KubeObject } from '../../../objects/object.ts'
import { canaryRollout } from '../../../scenarios/course.ts'
import { blue } from '../../../scenarios/podinfo.ts'
import { mesh } from '../../../scenarios/routers.ts'
import { HASH } from '../names.ts'
import { beginTurn, type RolloutParts } from '../turn.ts'
import { istio } from './istio.ts'

const nothing = { pods: [], services: [], ingresses: [], virtualServices: [], analysisRuns: [] }

const kept = (name: string): KubeObject['metadata'] => ({
  name,
  namespace: 'webapp-canary',
  uid: name,
  resourceVersion: '1',
  creationTimestamp: '2026-11-23T10:00:00Z',
})

const setOf = (hash: string, available: number): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: { ...kept(hash), labels: { [HASH]: hash } },
  spec: { replicas: 2 },
  status: { replicas: 2, availableReplicas: available },
})

/** A mesh without Services of its own, and two of four pods in each version: those of the new one are not all available. */
function waits(dynamicStableScale: boolean): boolean {
  const canary: JsonObject = { ...mesh.canary, dynamicStableScale, steps: [{ setWeight: 50 }] }
  const spec = { ...objectAt(canaryRollout(blue), 'spec'), replicas: 4, strategy: { canary } }
  const weights = { canary: { weight: 50, podTemplateHash: 'next' }, stable: { weight: 50 } }
  const rollout: KubeObject = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: kept('frontend'),
    spec,
  }
  const parts: RolloutParts = {
    ...nothing,
    rollout,
    workload: null,
    replicaSets: [],
    experiments: [],
    analysisTemplates: [],
  }
  const stable = beginTurn(parts, 0).wanted
  const status = { stableRS: stable, currentPodHash: stable, canary: { weights } }
  const replicaSets = [setOf(stable, 2), setOf('next', 1)]
  const turn = beginTurn({ ...parts, rollout: { ...rollout, status }, replicaSets }, 0)
  return istio.waits(turn, 'next', stable)
}

test('a mesh waits for the pods of both versions, but not for those that a stable version that shrank is to replace', () => {
  expect(waits(false)).toBe(true)
  expect(waits(true)).toBe(false)
})
