import { expect, it } from 'vitest'
import { toRolloutDetail } from './detail.ts'
import { canaryAnalysed } from './fixtures/analysis.ts'
import { graphOf } from './fixtures/graph.ts'
import { rawRollout, secondsAgo } from './fixtures/raw.ts'

it('puts what belongs to a revision under it, newest first, and an Experiment with what is its own', () => {
  const { revisions } = toRolloutDetail(canaryAnalysed)
  expect(
    revisions.map(({ number, replicaSets, experiments, analysisRuns }) => ({
      number,
      replicaSets: replicaSets.map(({ hash }) => hash),
      experiments: experiments.map((experiment) => ({
        replicaSets: experiment.replicaSets.map(({ template, roles }) => ({ template, roles })),
        analysisRuns: experiment.analysisRuns.map(({ name }) => name),
      })),
      analysisRuns: analysisRuns.map(({ name }) => name),
    })),
  ).toEqual([
    {
      number: 2,
      replicaSets: ['7d8f9c6b5d'],
      experiments: [
        { replicaSets: [{ template: 'baseline', roles: [] }], analysisRuns: ['frontend-experiment-run'] },
      ],
      analysisRuns: ['frontend-7d8f9c6b5d-2-1'],
    },
    { number: 1, replicaSets: ['6c54544bf9'], experiments: [], analysisRuns: [] },
  ])
})

it('puts what has no readable revision under 0, at the end', () => {
  const rollout = rawRollout({ namespace: 'n', revision: 1, spec: {}, status: {} })
  const experiment = (name: string, revision: string, seconds: number) => ({
    metadata: {
      name,
      uid: name,
      creationTimestamp: secondsAgo(seconds),
      annotations: { 'rollout.argoproj.io/revision': revision },
      ownerReferences: [{ uid: 'n-frontend' }],
    },
  })
  const experiments = [
    experiment('b', '3', 5),
    experiment('a', 'x', 1),
    experiment('c', '3', 9),
    experiment('d', '', 1),
  ]
  const { revisions } = toRolloutDetail(graphOf({ rollout, experiments }))
  expect(revisions.map(({ number, experiments }) => [number, experiments.map(({ name }) => name)])).toEqual([
    [3, ['c', 'b']],
    [0, ['a', 'd']],
  ])
})
