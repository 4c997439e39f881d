import type { Figures } from './figures.ts'
import { table } from './report.ts'
import { percentile, type Spread, spread, type Times, tenths } from './stats.ts'
import type { CrowdFigures } from './subject-phases.ts'
import type { SubjectName } from './subjects.ts'
import type { Transfers } from './transfers.ts'

export interface Goal {
  readonly goal: string
  readonly limit: number
  readonly figure: number
  readonly unit: string
}

/** The goals, each with the figure of this run; one that this run did not measure is left out. */
export function goalsOf(figures: Figures): readonly Goal[] {
  const sizes = [...new Set(figures.subjects.map(({ size }) => size))]
  return sizes.flatMap((size) => [
    ...crowdGoals(figures, size),
    ...stormGoals(figures, size),
    ...pageGoals(figures, size),
  ])
}

function crowdGoals({ subjects }: Figures, size: number): readonly Goal[] {
  const of = (name: SubjectName) => subjects.find((one) => one.size === size && one.subject === name)
  const ours = of('cockpit')
  if (ours === undefined) return []
  const crowd = (viewers: number, name: SubjectName = 'cockpit') =>
    of(name)?.crowds.find((one) => one.viewers === viewers)
  const many = ours.crowds.toSorted((a, b) => a.viewers - b.viewers).at(-1)
  const goal = (words: string, figure: number, limit: number, unit: string): Goal => ({
    goal: `${size} Rollouts: ${words}`,
    ...{ figure, limit, unit },
  })
  if (many === undefined) return []
  const { viewers } = many
  return [
    ...versus(crowd(viewers), crowd(viewers, 'plugin'), (mine, theirs) =>
      goal(`at rest, ${viewers} viewers, p99 <= half the plugin's`, mine.p99, theirs.p99 / 2, 'ms'),
    ),
    ...versus(crowd(1), crowd(1, 'plugin'), (mine, theirs) =>
      goal("at rest, 1 viewer, p50 <= the plugin's", mine.p50, theirs.p50, 'ms'),
    ),
    goal(`the last of ${viewers} viewers has the full list`, held(many.join).max, 1000, 'ms'),
    goal(`watches with ${viewers} viewers <= with one`, many.watches, crowd(1)?.watches ?? Number.NaN, ''),
    goal(`RSS with ${viewers} viewers`, many.rssMb, 250, 'MB'),
    goal('RSS for each viewer', tenths(((many.rssMb - ours.rss.base) / viewers) * 10) / 10, 0.5, 'MB'),
    goal('RSS after they left <= 1.1 x base line', ours.rss.after, ours.rss.base * 1.1, 'MB'),
  ]
}

/** The spread of times of which each came: where one did not, no goal is reached. */
function held(times: Times): Spread {
  const seen = spread(times)
  const never = Number.POSITIVE_INFINITY
  return seen.missing === 0 ? seen : { ...seen, p50: never, p95: never, p99: never, max: never }
}

/** A figure beside the plugin's, where both have one. */
function versus(
  mine: CrowdFigures | undefined,
  theirs: CrowdFigures | undefined,
  make: (mine: Spread, theirs: Spread) => Goal,
): readonly Goal[] {
  return mine === undefined || theirs === undefined ? [] : [make(held(mine.rest), spread(theirs.rest))]
}

const stormGoals = ({ storms }: Figures, size: number): readonly Goal[] =>
  storms
    .filter((storm) => storm.size === size && storm.subject === 'cockpit')
    .map(({ viewers, storms: each }) => ({
      goal: `${size} Rollouts: 50 images at once, ${viewers} viewers, p99 of the middle one of ${each.length} storms`,
      figure: percentile(
        each.map(({ events }) => held(events).p99),
        0.5,
      ),
      ...{ limit: 300, unit: 'ms' },
    }))

const pageGoals = ({ pages }: Figures, size: number): readonly Goal[] =>
  pages
    .filter((page) => page.size === size)
    .flatMap(({ fleetImage, fleetScale, pageImage, transfers, pageTransfers }) => [
      ...paintGoal(`${size} Rollouts: image -> pixel in the fleet, p95`, fleetImage),
      ...paintGoal(`${size} Rollouts: replicas -> pixel in the fleet, p95`, fleetScale),
      ...paintGoal(`${size} Rollouts: image -> pixel on a page, p95`, pageImage),
      scriptGoal(`${size} Rollouts: script of the fleet's first load, compressed`, transfers),
      scriptGoal(`${size} Rollouts: script of a page's first load, compressed`, pageTransfers),
    ])

const scriptGoal = (goal: string, { scriptBytes }: Transfers): Goal => ({
  goal,
  ...{ figure: scriptBytes / 1000, limit: 250, unit: 'kB' },
})

const paintGoal = (goal: string, times: Times): readonly Goal[] =>
  times.length === 0 ? [] : [{ goal, figure: held(times).p95, limit: 150, unit: 'ms' }]

/** A figure that is missing has not reached its goal. */
export const reached = ({ figure, limit }: Goal): boolean => figure <= limit

export const goalTable = (goals: readonly Goal[]): string =>
  table(
    'Goals',
    ['goal', 'figure', 'limit', 'unit', 'reached'],
    goals.map((goal) => [goal.goal, goal.figure, goal.limit, goal.unit, reached(goal) ? 'yes' : 'NO']),
  )
