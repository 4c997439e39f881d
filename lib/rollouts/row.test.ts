import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toRolloutDetail } from './detail.ts'
import { canaryAnalysed } from './fixtures/analysis.ts'
import { blueGreenPaused, blueGreenPromoted, blueGreenVerifying } from './fixtures/blue-green.ts'
import {
  canaryAborted,
  canaryPaused,
  canaryRouted,
  canaryTimed,
  healthy,
  rawCanary,
} from './fixtures/canary.ts'
import { graphOf, type RawGraph } from './fixtures/graph.ts'
import { podinfo, rawCondition, rawTemplate, secondsAgo, yesterday } from './fixtures/raw.ts'
import { canaryFailing, onlyNamed, withoutSteps } from './fixtures/troubled.ts'
import type { RolloutGraph } from './model.ts'

const row = (graph: RolloutGraph) => toRolloutDetail(graph).row

it('tells the canary at its first pause', () => {
  expect(row(canaryPaused)).toEqual({
    uid: 'webapp-canary-frontend',
    namespace: 'webapp-canary',
    name: 'frontend',
    labels: { app: 'frontend' },
    createdAt: yesterday,
    phase: 'Paused',
    message: 'CanaryPauseStep',
    strategy: 'Canary',
    step: '1/5',
    stepIndex: 1,
    stepWeights: [25, 25, 50, 50, 100],
    setWeight: 25,
    actualWeight: 25,
    maxWeight: 100,
    pause: { waitsFor: 'person', reason: 'CanaryPauseStep', since: secondsAgo(240) },
    aborted: false,
    fullyPromoted: false,
    stableImages: [podinfo('6.9.3')],
    nextImages: [podinfo('6.9.4')],
    revision: 2,
    counts: { desired: 4, current: 4, updated: 1, ready: 4, available: 4 },
    trouble: [],
    scaleDownAt: null,
    changedAt: secondsAgo(240),
    problems: [],
  })
})

describe('the images', () => {
  const images = (graph: RolloutGraph) => [row(graph).stableImages, row(graph).nextImages]

  it.each<[string, RolloutGraph, readonly string[], readonly string[]]>([
    ['healthy', healthy, [podinfo('6.9.3')], []],
    ['aborted', canaryAborted, [podinfo('6.9.3')], [podinfo('6.9.4')]],
    ['in preview', blueGreenPaused, [podinfo('6.9.3')], [podinfo('6.9.4')]],
    ['switched and to be verified', blueGreenVerifying, [podinfo('6.9.4')], []],
    ['promoted', blueGreenPromoted, [podinfo('6.9.4')], []],
    ['not started at all', onlyNamed, [], []],
    ['promoted, its ReplicaSets not readable', { ...healthy, replicaSets: [] }, [podinfo('6.9.3')], []],
  ])('of one that is %s', (_, graph, stable, next) => {
    expect(images(graph)).toEqual([stable, next])
  })

  it("are the workload's for a Rollout that only refers to it", () => {
    const raw: RawGraph = {
      rollout: {
        metadata: { name: 'n', uid: 'u' },
        spec: { workloadRef: { kind: 'Deployment', name: 'web' } },
      },
      workload: { metadata: { name: 'web' }, spec: { template: rawTemplate(podinfo('7')) } },
    }
    expect(images(graphOf(raw))).toEqual([[], [podinfo('7')]])
    expect(images(graphOf({ ...raw, workload: null }))).toEqual([[], []])
  })
})

describe('the revision', () => {
  it("is the Rollout's own", () => {
    expect(row(canaryPaused).revision).toBe(2)
  })

  it('is the newest ReplicaSet’s where the Rollout has none yet, and else 0', () => {
    const { rollout } = canaryPaused
    const bare = { ...rollout, meta: { ...rollout.meta, annotations: {} } }
    expect(row({ ...canaryPaused, rollout: bare }).revision).toBe(2)
    expect(row({ ...canaryPaused, rollout: bare, replicaSets: [] }).revision).toBe(0)
  })
})

it('says what the new version waits for', () => {
  expect(row(canaryFailing)).toMatchObject({ trouble: ['ImagePullBackOff'], actualWeight: 0 })
})

it('knows when something last moved', () => {
  expect(row(canaryAborted).changedAt).toBe(secondsAgo(60))
  const conditions = [
    { ...rawCondition('Progressing', 'True', 'ReplicaSetUpdated', ''), lastUpdateTime: secondsAgo(5) },
  ]
  expect(row(graphOf(rawCanary({ stable: 3, next: 1, status: { conditions } }))).changedAt).toBe(
    secondsAgo(5),
  )
  expect(row(withoutSteps).changedAt).toBe(yesterday)
  expect(row(onlyNamed).changedAt).toBeNull()
})

it('has no step where there are none', () => {
  expect(row(withoutSteps)).toMatchObject({
    step: '',
    stepIndex: null,
    stepWeights: [],
    setWeight: 100,
    actualWeight: 100,
  })
  expect(row(blueGreenPaused)).toMatchObject({
    step: '',
    stepIndex: null,
    setWeight: null,
    actualWeight: null,
  })
})

it('says what 100 % is called where a router has another maximum', () => {
  const trafficRouting = { nginx: { stableIngress: 'frontend' }, maxTrafficWeight: 1000 }
  const strategy = { canary: { steps: [{ setWeight: 50 }, { pause: {} }], trafficRouting } }
  const graph = graphOf(
    rawCanary({ stable: 4, next: 1, spec: { strategy }, status: { currentStepIndex: 1 } }),
  )
  expect(row(graph)).toMatchObject({ setWeight: 50, maxWeight: 1000 })
})

it('has no empty step where the weight is 0 (A10)', () => {
  const strategy = { canary: { steps: [{ setWeight: 0 }, { pause: {} }] } }
  const graph = graphOf(
    rawCanary({ stable: 4, next: 0, spec: { strategy }, status: { currentStepIndex: 0 } }),
  )
  expect(row(graph)).toMatchObject({ step: '0/2', stepIndex: 0, stepWeights: [0, 0], setWeight: 0 })
})

it('is the same row, field order included, for the same objects in any order (A6)', () => {
  const graphs = [canaryPaused, canaryTimed, canaryRouted, canaryAnalysed, canaryFailing, blueGreenPaused]
  fc.assert(
    fc.property(fc.constantFrom(...graphs), fc.nat(), (graph, seed) => {
      const turned = <T>(list: readonly T[]) => [
        ...list.slice(seed % (list.length || 1)),
        ...list.slice(0, seed % (list.length || 1)),
      ]
      const shuffled = { ...graph, replicaSets: turned(graph.replicaSets), pods: turned(graph.pods) }
      expect(JSON.stringify(toRolloutDetail(shuffled))).toBe(JSON.stringify(toRolloutDetail(graph)))
    }),
  )
})

it('names the image that is coming before the controller has seen the new template', () => {
  const { rollout } = healthy
  const template = { containers: [{ name: 'frontend', image: podinfo('6.9.5') }], initContainers: [] }
  const changed: RolloutGraph = {
    ...healthy,
    rollout: {
      ...rollout,
      meta: { ...rollout.meta, generation: rollout.meta.generation + 1 },
      spec: { ...rollout.spec, template },
    },
  }
  expect(row(changed).nextImages).toEqual([podinfo('6.9.5')])
  expect(row(changed).stableImages).toEqual(row(healthy).stableImages)
  expect(row(healthy).nextImages).toEqual([])
})
