import type { DeploymentDetail } from '../../deployments/view.ts'
import type { RolloutDetail } from '../../rollouts/view.ts'
import { isRolloutDetail } from '../../stream/page.ts'
import type { Detail } from './drawing.ts'
import { hashOf, type Look, lookOf } from './picture.ts'
import { isSeen, settled } from './settled.ts'

interface NamedCondition {
  readonly type: string
  readonly status: string
  readonly reason: string
}

const signs: Readonly<Record<string, string>> = { True: '+', False: '-' }

const conditionsLine = (conditions: readonly NamedCondition[]): string =>
  conditions
    .map(({ type, status, reason }) => {
      const why = ['AvailableReason', 'RolloutCompleted', 'RolloutHealthy', 'RolloutPaused'].includes(reason)
      return `${type}${signs[status] ?? '?'}${why && type !== 'Progressing' ? '' : reason}`
    })
    .toSorted()
    .join(' ')

/** What the Rollout itself says: phase, message, step, weight and conditions; names and ages are left out. */
function statusLine({ row, conditions }: RolloutDetail): string {
  const message = row.message.replaceAll(/"?frontend-[a-z0-9]+(?=["\s.])"?/g, 'RS')
  const step = row.step === '' ? '' : `step ${row.step} weight ${row.setWeight}`
  return [row.phase, message, step, conditionsLine(conditions)].filter((part) => part !== '').join(' | ')
}

/** How many pods each revision is meant to have, what it is to the Rollout, its runs, and where the Services point. */
function sizesLine({ replicaSets, lanes, analysisRuns, experiments }: RolloutDetail): string {
  const sets = replicaSets
    .toSorted((a, b) => a.revision - b.revision)
    .map(({ revision, desired, roles }) => [`r${revision}:${desired}`, ...roles].join(' '))
  const services = lanes.map(({ role, revision }) => `${role}->${revision ?? '-'}`)
  const runs = analysisRuns.map(({ type, status }) => `${type} run ${status}`)
  const trials = experiments.map((experiment) => {
    const own = experiment.replicaSets.map(({ template, desired }) => `${template}:${desired}`).toSorted()
    const measured = experiment.analysisRuns.map(({ status }) => `run ${status}`)
    return ['experiment', experiment.status, ...own, ...measured].join(' ')
  })
  return [...sets, ...services, ...runs, ...trials].join(', ')
}

/** The two lines that a picture is called by. */
export interface Lines {
  readonly status: string
  readonly sizes: string
}

function deploymentLines(detail: DeploymentDetail): Lines {
  const seen = isSeen(detail) ? 'observed' : 'not observed'
  const sets = detail.replicaSets
    .toSorted((a, b) => a.revision - b.revision)
    .map(({ revision, desired }) => `r${revision}:${desired}`)
  return { status: [seen, conditionsLine(detail.conditions)].join(' | '), sizes: sets.join(', ') }
}

/** Both lines of a picture. */
export function linesOf(drawn: Detail): Lines {
  const detail = settled(drawn)
  return isRolloutDetail(detail)
    ? { status: statusLine(detail), sizes: sizesLine(detail) }
    : deploymentLines(detail)
}

/** A line and how many milliseconds it stood. */
export type Entry = readonly [line: string, ms: number]

/** What a play went through, each time something else; what was done is a line that begins with `#`. */
export interface Trace {
  readonly status: readonly Entry[]
  readonly sizes: readonly Entry[]
  /** Whole pictures, by their hashes. */
  readonly pictures: readonly Entry[]
  /** What pictures look like, by their hashes. */
  readonly looks: ReadonlyMap<string, Look>
}

/** Whether a line says what was done. */
export const isMark = (line: string): boolean => line.startsWith('#')

/** Collects a trace; `now` is in milliseconds. */
export function createTrace(now: () => number): {
  see(detail: Detail): void
  mark(what: string): void
  lastStatus(): string
  trace(): Trace
} {
  const lists = {
    status: [] as [string, number][],
    sizes: [] as [string, number][],
    pictures: [] as [string, number][],
  }
  const looks = new Map<string, Look>()
  const last = (list: readonly [string, number][]) => list.findLast(([line]) => !isMark(line))?.[0]
  const push = (list: [string, number][], line: string) => {
    if (isMark(line) || last(list) !== line) list.push([line, now()])
  }
  const entries = (list: readonly [string, number][]): readonly Entry[] =>
    list.map(([line, at], index) => [line, Math.round((list[index + 1]?.[1] ?? now()) - at)])
  return {
    see: (detail) => {
      const { status, sizes } = linesOf(detail)
      const look = lookOf(detail)
      const hash = hashOf(look)
      looks.set(hash, look)
      push(lists.status, status)
      push(lists.sizes, sizes)
      push(lists.pictures, hash)
    },
    mark: (what) => {
      for (const list of Object.values(lists)) push(list, `# ${what}`)
    },
    lastStatus: () => last(lists.status) ?? '',
    trace: () => ({
      status: entries(lists.status),
      sizes: entries(lists.sizes),
      pictures: entries(lists.pictures),
      looks,
    }),
  }
}
