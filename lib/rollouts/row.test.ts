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
  canaryUnrecorded,
  courseSteps,
  healthy,
  rawCanary,
} from './fixtures/canary.ts'
import { graphOf, type RawGraph } from './fixtures/graph.ts'
import { podinfo, rawCondition, rawTemplate, secondsAgo, yesterday } from './fixtures/raw.ts'
import { canaryFailing, onlyNamed, templateInTemplate, withoutSteps } from './fixtures/troubled.ts'
import type { RolloutGraph } from './model.ts'
import { servedShare } from './traffic.ts'

const row = (graph: RolloutGraph) => toRolloutDetail(graph).row

it('tells the canary at its first pause', () => {
  expect(row(canaryPaused)).toEqual({
    kind: 'Rollout',
    uid: 'webapp-canary-frontend',
    namespace: 'webapp-canary',
    name: 'frontend',
    labels: { app: 'frontend' },
    createdAt: yesterday,
    phase: 'Paused',
    message: 'CanaryPauseStep',
    seen: true,
    strategy: 'Canary',
    step: '1/5',
    stepIndex: 1,
    stepWeights: [25, 25, 50, 50, 100],
    setWeight: 25,
    actualWeight: 25,
    share: 0.25,
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

const some = fc.nat({ max: 12 })
const weights = fc.record({ canary: fc.record({ weight: fc.integer({ min: -5, max: 1200 }) }) })

/** A canary at any point of its way, with or without a router, a record, ready pods and a second version. */
const anyCanary: fc.Arbitrary<RolloutGraph> = fc
  .record({
    stable: some,
    next: some,
    unready: some,
    trafficRouting: fc.constantFrom(
      undefined,
      { nginx: {} },
      { istio: {}, maxTrafficWeight: 1000 },
      { alb: {}, maxTrafficWeight: 0 },
    ),
    status: fc.record(
      {
        abort: fc.boolean(),
        availableReplicas: some,
        currentStepIndex: fc.nat({ max: 6 }),
        currentPodHash: fc.constantFrom('', '6c54544bf9', '7d8f9c6b5d'),
        stableRS: fc.constantFrom('', '6c54544bf9'),
        canary: fc.record({ weights }, { requiredKeys: [] }),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ stable, next, unready, trafficRouting, status }) => {
    const strategy = { canary: { steps: courseSteps, trafficRouting } }
    const graph = graphOf(rawCanary({ stable, next, status, spec: { strategy } }))
    return { ...graph, pods: graph.pods.slice(Math.min(unready, graph.pods.length - 1)) }
  })

it('tells the share that the page draws, whatever the canary (A9)', () => {
  fc.assert(
    fc.property(anyCanary, (graph) => {
      const { row, traffic } = toRolloutDetail(graph)
      expect(row.share).toBe(traffic && servedShare(traffic, row.fullyPromoted).next)
      if (traffic === null || (traffic.routers.length > 0 && traffic.recorded === null))
        expect(row.share).toBeNull()
      if (row.share !== null) expect(Math.abs(row.share - 0.5)).toBeLessThanOrEqual(0.5)
    }),
    { numRuns: 500 },
  )
})

describe('the share', () => {
  const share = (graph: RolloutGraph) => row(graph).share

  it('is the record of a router, never a copy of what is wanted (A9)', () => {
    expect(row(canaryRouted)).toMatchObject({ setWeight: 50, share: 0.25 })
    expect(row(canaryUnrecorded)).toMatchObject({ setWeight: 50, actualWeight: 50, share: null })
  })

  it('of a blue-green is none before the switch and after it, and unknown where no pod serves', () => {
    expect([share(blueGreenPaused), share(blueGreenVerifying)]).toEqual([0, 0])
    const { rollout } = blueGreenPaused
    const silent = { ...rollout, status: { ...rollout.status, readyReplicas: 0 } }
    expect(share({ ...blueGreenPaused, rollout: silent })).toBeNull()
  })

  it('is unknown while no version was made of the template', () => {
    expect([share(onlyNamed), share(templateInTemplate)]).toEqual([null, null])
  })
})

it('tells one that no controller has looked at', () => {
  expect(row(onlyNamed).seen).toBe(false)
  const written = {
    observedGeneration: '1',
    phase: 'Degraded',
    conditions: [rawCondition('a', 'b', 'c', 'd')],
  }
  for (const [key, value] of Object.entries(written)) {
    const status = { [key]: value }
    expect(row(graphOf({ rollout: { metadata: { name: 'n', uid: 'u' }, status } })).seen).toBe(true)
  }
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
  const template = {
    labels: {},
    annotations: {},
    containers: [{ name: 'frontend', image: podinfo('6.9.5') }],
    initContainers: [],
    color: '',
  }
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
