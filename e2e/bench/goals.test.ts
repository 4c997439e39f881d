import { expect, test } from 'vitest'
import { goalsOf, reached } from './goals.ts'
import type { CrowdFigures } from './subject-phases.ts'

const crowd = (viewers: number, rest: CrowdFigures['rest'], join: CrowdFigures['join']): CrowdFigures => ({
  viewers,
  join,
  bytes: 0,
  joinCpu: 0,
  rest,
  floor: [],
  restCpu: 0,
  watches: 8,
  rssMb: 100,
})

const goals = (rest: CrowdFigures['rest'], join: CrowdFigures['join'], events: CrowdFigures['rest']) => {
  const rss = { started: 90, base: 100, after: 100 }
  const ours = { size: 100, subject: 'cockpit', load: 0, rss, crowds: [crowd(1, rest, join)] } as const
  const theirs = { ...ours, subject: 'plugin', crowds: [crowd(1, [80, 80], [1])] } as const
  const storm = { load: 0, events, floor: [], patches: [], cpu: 0, bytes: 0 }
  const storms = [{ size: 100, subject: 'cockpit', viewers: 20, storms: [storm, storm, storm] }] as const
  return goalsOf({ subjects: [ours, theirs], storms: [...storms], pages: [] })
}
const missed = (...of: Parameters<typeof goals>) =>
  goals(...of)
    .filter((goal) => !reached(goal))
    .map(({ goal }) => goal.replace('100 Rollouts: ', '').split(/[,<]/)[0]?.trim())

test('all goals are reached where everything came in time', () => {
  expect(missed([5, 6], [400], [200, 250])).toEqual([])
})

test('what came too late reaches no goal', () => {
  expect(missed([90, 90], [1_100], [200, 301])).toEqual([
    'at rest',
    'at rest',
    'the last of 1 viewers has the full list',
    '50 images at once',
  ])
})

test('what never came reaches no goal, however fast the rest was', () => {
  expect(missed([5, null], [400], [200])).toEqual(['at rest', 'at rest'])
  expect(missed([5, 6], [400, null], [200])).toEqual(['the last of 1 viewers has the full list'])
  expect(missed([5, 6], [400], [200, null])).toEqual(['50 images at once'])
})
