import { expect, test } from 'vitest'
import type { RoadPhase, RoadState } from '../cluster/source.ts'
import { knowsRollouts, textNeeds, textProblem } from './health.ts'
import type { Health } from './protocol.ts'

const road = (
  resource: RoadState['resource'],
  state: RoadPhase,
  namespace: string | null = null,
): RoadState => ({ resource, namespace, state, lastContact: null, problem: 'Why.' })

test.each<[readonly RoadState[], string | null]>([
  [[], null],
  [[road('services', 'retrying')], null],
  [[road('pods', 'listing')], null],
  [[road('pods', 'retrying')], 'What is known of pods is old. Why.'],
  [[road('pods', 'retrying', 'bank')], null],
  [[road('experiments', 'absent')], 'The text would not be whole without experiments. Why.'],
  // Where all namespaces may not be read, the road into this one is live unless it is told of.
  [[road('pods', 'forbidden')], null],
  [
    [road('pods', 'forbidden'), road('pods', 'forbidden', 'shop')],
    'The text would not be whole without pods. Why.',
  ],
])('of %j a page says that its text cannot be had: %s', (degraded, problem) => {
  expect(textProblem({ degraded }, textNeeds.rollout, 'shop')).toBe(problem)
})

const live: Pick<Health, 'state' | 'degraded' | 'namespaces'> = {
  state: 'live',
  degraded: [],
  namespaces: null,
}

test.each([
  ['all is well', {}, true],
  ['another kind may not be read', { degraded: [road('pods', 'forbidden')] }, true],
  ['the road is broken', { state: 'stale' }, false],
  ['Rollouts may not be read', { degraded: [road('rollouts', 'forbidden')] }, false],
  ['there is no CRD', { degraded: [road('rollouts', 'absent')] }, false],
  [
    'one namespace is read in place of all',
    { namespaces: ['shop'], degraded: [road('rollouts', 'forbidden')] },
    true,
  ],
  [
    'and they may not be read there',
    {
      namespaces: ['shop'],
      degraded: [road('rollouts', 'forbidden'), road('rollouts', 'forbidden', 'shop')],
    },
    false,
  ],
] as const)('whether a fleet without Rollouts has none, where %s', (_, given, known) => {
  expect(knowsRollouts({ ...live, ...given })).toBe(known)
})
