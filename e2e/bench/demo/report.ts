import { type Goal, goalTable } from '../goals.ts'
import { table } from '../report.ts'
import { percentile, spread } from '../stats.ts'
import type { DemoFigures } from './figures.ts'

/** The demo's goals, each with the figure of this run. */
export function demoGoals({ starts, rssMb, crowd }: DemoFigures): readonly Goal[] {
  const [calm] = crowd.storms
  return [
    {
      goal: 'start of the demo to the painted fleet, the slowest',
      figure: Math.max(...starts) / 1000,
      limit: 5,
      unit: 's',
    },
    {
      goal: "RSS of the demo's API with its scenarios, started",
      figure: rssMb.started,
      limit: 120,
      unit: 'MB',
    },
    { goal: "RSS of the demo's API, all kinds read and watched", figure: rssMb.read, limit: 120, unit: 'MB' },
    {
      goal: `${crowd.pods} pods: list, the slowest`,
      figure: Math.max(...crowd.lists),
      limit: 300,
      unit: 'ms',
    },
    ...(calm === undefined
      ? []
      : [
          {
            goal: `${crowd.pods} pods: ${calm.perSecond} events a second for ${calm.seconds} s, the last is there after`,
            ...{ figure: calm.took / 1000, limit: calm.seconds + 0.5, unit: 's' },
          },
        ]),
  ]
}

/** All figures of the demo as tables of text, the goals last. */
export function demoReport(figures: DemoFigures): string {
  const { starts, crowd } = figures
  return [
    table(
      'npm run demo -> painted fleet, s',
      ['starts', 'fastest', 'p50', 'slowest'],
      [[starts.length, ...[0, 0.5, 1].map((share) => percentile(starts, share) / 1000)]],
    ),
    table(
      `The demo's API with ${crowd.pods} pods`,
      ['RSS MB', 'list MB', 'list p50 ms', 'list max ms'],
      [[crowd.rssMb, crowd.listBytes / 1e6, percentile(crowd.lists, 0.5), Math.max(...crowd.lists)]],
    ),
    table(
      'Pod write -> event at a watch, ms',
      ['pods/s', 'seconds', 'events', 'p50', 'p99', 'max', 'last event after s'],
      crowd.storms.map(({ perSecond, seconds, delays, took }) => {
        const { samples, p50, p99, max } = spread(delays)
        return [perSecond, seconds, samples, p50, p99, max, took / 1000]
      }),
    ),
    goalTable(demoGoals(figures)),
  ].join('\n')
}
