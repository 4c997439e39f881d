import type { Figures } from './figures.ts'
import { came, percentile, spread, type Times, tenths } from './stats.ts'
import type { CrowdFigures } from './subject-phases.ts'

type Cell = string | number

/** Columns as wide as their widest cell, numbers to the right. */
export function table(title: string, head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = [head, ...rows].map((row) => row.map(shown))
  const widths = head.map((_, column) => Math.max(...texts.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((text, column) =>
        typeof rows[0]?.[column] === 'number'
          ? text.padStart(widths[column] ?? 0)
          : text.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd()
  return ['', title, ...texts.map(line)].join('\n')
}

const shown = (cell: Cell): string =>
  typeof cell === 'number' ? (Number.isFinite(cell) ? String(tenths(cell)) : '-') : cell

/** All figures as tables of text. */
export function report(figures: Figures): string {
  return [
    restTable(figures),
    joinTable(figures),
    costTable(figures),
    stormTable(figures),
    pageTable(figures),
  ].join('\n')
}

interface CrowdRow extends CrowdFigures {
  readonly key: readonly [number, string, number]
}

/** One line per size, viewers and subject, the subjects beneath each other. */
const crowdRows = ({ subjects }: Figures): readonly CrowdRow[] =>
  subjects
    .flatMap(({ size, subject, crowds }) =>
      crowds.map((crowd): CrowdRow => ({ ...crowd, key: [size, subject, crowd.viewers] })),
    )
    .toSorted((a, b) => a.key[0] - b.key[0] || a.viewers - b.viewers)

const restTable = (figures: Figures) =>
  table(
    'API-server write -> event at rest, ms',
    [...spreadHead, 'plain watch p50', 'p99', 'CPU ms/change'],
    crowdRows(figures).map(({ key, rest, floor, restCpu }) => [
      ...[...key, ...spreadCells(rest)],
      ...[spread(floor).p50, spread(floor).p99, restCpu],
    ]),
  )

const spreadHead = ['Rollouts', 'server', 'viewers', 'samples', 'missing', 'p50', 'p95', 'p99', 'max']
const spreadCells = (times: Times): readonly number[] => {
  const { samples, missing, p50, p95, p99, max } = spread(times)
  return [samples, missing, p50, p95, p99, max]
}

const joinTable = (figures: Figures) =>
  table(
    'All viewers join at the same moment: full list, ms',
    ['Rollouts', 'server', 'viewers', 'complete', 'first', 'p50', 'last', 'kB each', 'CPU s'],
    crowdRows(figures).map(({ key, join, bytes, joinCpu }) => {
      const times = came(join)
      return [
        ...key,
        times.length,
        ...[0, 0.5, 1].map((share) => percentile(times, share)),
        bytes / 1000,
        joinCpu,
      ]
    }),
  )

const costTable = ({ subjects }: Figures) =>
  table(
    'RSS of the server in MB, and its watches at the API server',
    ['Rollouts', 'server', 'started', 'base', 'with viewers (MB / watches)', 'after they left'],
    subjects.map(({ size, subject, rss, crowds }) => [
      size,
      subject,
      rss.started,
      rss.base,
      crowds.map(({ viewers, rssMb, watches }) => `${viewers}: ${rssMb} / ${watches}`).join(', '),
      rss.after,
    ]),
  )

const stormTable = ({ storms }: Figures) =>
  table(
    '50 Rollouts change image at once, ms from the own patch to the first event with the image',
    [...spreadHead, 'plain watch p50', 'p99', 'patch p50', 'CPU s', 'kB each'],
    storms.flatMap(({ size, subject, viewers, storms: each }) =>
      each.map(({ events, floor, patches, cpu, bytes }) => [
        ...[size, subject, viewers],
        ...spreadCells(events),
        ...[spread(floor).p50, spread(floor).p99, spread(patches).p50, cpu, bytes / 1000],
      ]),
    ),
  )

const pageTable = ({ pages }: Figures) =>
  table(
    'Chromium, the cockpit alone (ms, kB)',
    [
      ...['Rollouts', 'first row', 'all rows', 'fleet script kB', 'all kB', 'script kB at rest'],
      ...['page script kB', 'longest task', 'write -> pixel p50 / p95'],
    ],
    pages.map(({ size, marks, transfers, settled, pageTransfers, longestTask, ...paints }) => [
      size,
      marks.firstRow ?? Number.NaN,
      marks.allRows ?? Number.NaN,
      transfers.scriptBytes / 1000,
      transfers.allBytes / 1000,
      settled.scriptBytes / 1000,
      pageTransfers.scriptBytes / 1000,
      Math.max(marks.longestTask, longestTask),
      [
        `fleet image ${pair(paints.fleetImage)}`,
        `fleet replicas ${pair(paints.fleetScale)}`,
        `page image ${pair(paints.pageImage)}`,
      ].join(', '),
    ]),
  )

function pair(times: Times): string {
  if (times.length === 0) return '-'
  const { p50, p95, missing } = spread(times)
  return `${p50} / ${p95}${missing > 0 ? ` (${missing} missing)` : ''}`
}
