import { describe, expect, it } from 'vitest'
import { toRolloutDetail } from './detail.ts'
import { canaryAnalysed } from './fixtures/analysis.ts'
import { canaryPaused, rawCanary } from './fixtures/canary.ts'
import { graphOf } from './fixtures/graph.ts'
import { podinfo, secondsAgo, yesterday } from './fixtures/raw.ts'
import { onlyNamed } from './fixtures/troubled.ts'
import { toRolloutInfo } from './info.ts'
import type { RolloutGraph } from './model.ts'

const info = (graph: RolloutGraph) => toRolloutInfo(toRolloutDetail(graph))

it('answers the canary at its first pause as the dashboard does', () => {
  const { replicaSets, ...rest } = info(canaryPaused)
  expect(rest).toEqual({
    objectMeta: {
      name: 'frontend',
      namespace: 'webapp-canary',
      uid: 'webapp-canary-frontend',
      creationTimestamp: yesterday,
      labels: { app: 'frontend' },
      generation: 3,
      resourceVersion: '1000',
    },
    status: 'Paused',
    message: 'CanaryPauseStep',
    icon: '॥',
    strategy: 'Canary',
    step: '1/5',
    setWeight: '25',
    actualWeight: '25',
    desired: 4,
    current: 4,
    updated: 1,
    ready: 4,
    available: 4,
    restartedAt: 'Never',
    generation: '3',
    containers: [{ name: 'frontend', image: podinfo('6.9.4') }],
    steps: [
      { setWeight: 25 },
      { pause: {} },
      { setWeight: 50 },
      { pause: { duration: '10m' } },
      { setWeight: 100 },
    ],
  })
  expect(replicaSets).toMatchObject([{ canary: true }, { stable: true }])
})

it('writes of a ReplicaSet only what is not zero', () => {
  const { replicaSets } = info(graphOf(rawCanary({ stable: 4, next: 0, status: {} })))
  expect(replicaSets).toEqual([
    {
      objectMeta: expect.anything(),
      status: 'ScaledDown',
      icon: '•',
      revision: 2,
      canary: true,
      images: [podinfo('6.9.4')],
    },
    expect.objectContaining({ stable: true, replicas: 4, available: 4 }),
  ])
})

it('writes the lists of an AnalysisRun and of an Experiment', () => {
  const { analysisRuns, experiments } = info(canaryAnalysed)
  expect(analysisRuns).toMatchObject([
    {
      successful: 3,
      failed: 1,
      error: 1,
      metrics: [
        { name: 'success-rate', successCondition: 'result > 0.95', count: 3 },
        { name: 'smoke', successCondition: 'result > 0.95', count: 3 },
      ],
      nonJobInfo: [
        { value: '0.99', status: 'Successful', metricName: 'success-rate', startedAt: secondsAgo(190) },
        { status: 'Error', metricName: 'success-rate', startedAt: secondsAgo(190) },
      ],
      jobs: [
        {
          objectMeta: { name: 'job-a', namespace: 'webapp-canary', creationTimestamp: secondsAgo(180) },
          status: 'Successful',
          icon: '✔',
          metricName: 'smoke',
        },
        { status: 'Failed' },
      ],
    },
  ])
  expect(experiments).toMatchObject([
    { status: 'Running', replicaSets: [{ template: 'baseline' }], analysisRuns: [{ inconclusive: 1 }] },
  ])
})

it('writes the structs of an experiment step that are empty', () => {
  const { steps } = info(canaryAnalysed)
  expect(steps).toMatchObject([
    {},
    {},
    {
      experiment: {
        analysisRunMetadata: {},
        templates: [{ name: 'baseline', specRef: 'stable', metadata: {} }],
      },
    },
  ])
})

describe('the time of the last restart', () => {
  it("is written as Go's text of a time", () => {
    const graph = graphOf(rawCanary({ stable: 4, next: 0, status: { restartedAt: '2026-03-01T10:00:05Z' } }))
    expect(info(graph).restartedAt).toBe('2026-03-01 10:00:05 +0000 UTC')
  })
})

it('answers a Rollout of which only the name is known', () => {
  expect(info(onlyNamed)).toEqual({
    objectMeta: { name: 'frontend', namespace: 'webapp-canary', uid: 'u' },
    status: 'Progressing',
    message: 'more replicas need to be updated',
    icon: '◌',
    desired: 1,
    restartedAt: 'Never',
  })
})
