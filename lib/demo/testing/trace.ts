import { toRolloutDetail } from '../../rollouts/detail.ts'
import type { RolloutDetail } from '../../rollouts/view.ts'
import {
  parseAnalysisRun,
  parseExperiment,
  parsePod,
  parseReplicaSet,
  parseRollout,
  parseService,
} from '../../wire/parse.ts'
import { readConditions } from '../controllers/conditions.ts'
import { sizeOf, wholeAnnotationOf } from '../controllers/facts.ts'
import { controlledBy } from '../controllers/owners.ts'
import { numberAt } from '../objects/json.ts'
import type { KubeObject } from '../objects/object.ts'
import type { Store } from '../objects/store.ts'

/** Our own picture of a Rollout, made from raw objects as the product makes it. */
export function pictureOf(store: Store, namespace: string, name: string): RolloutDetail | null {
  const rollout = store.get('rollouts', namespace, name)
  if (rollout === undefined) return null
  const experiments = controlledBy(store, 'experiments', rollout)
  const owners = [rollout, ...experiments]
  const replicaSets = owners.flatMap((owner) => controlledBy(store, 'replicasets', owner))
  return toRolloutDetail({
    rollout: parseRollout(rollout),
    replicaSets: replicaSets.map(parseReplicaSet),
    pods: replicaSets.flatMap((set) => controlledBy(store, 'pods', set)).map(parsePod),
    analysisRuns: owners.flatMap((owner) => controlledBy(store, 'analysisruns', owner)).map(parseAnalysisRun),
    experiments: experiments.map(parseExperiment),
    services: store.list('services', namespace).map(parseService),
    workload: null,
  })
}

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
export function statusLine({ row, conditions }: RolloutDetail): string {
  const message = row.message.replaceAll(/"?frontend-[a-z0-9]+(?=["\s.])"?/g, 'RS')
  const step = row.step === '' ? '' : `step ${row.step} weight ${row.setWeight}`
  return [row.phase, message, step, conditionsLine(conditions)].filter((part) => part !== '').join(' | ')
}

/** How many pods each revision is meant to have, what it is to the Rollout, its runs, and where the Services point. */
export function sizesLine({ replicaSets, lanes, analysisRuns, experiments }: RolloutDetail): string {
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

/** The same two lines of a Deployment. */
export function deploymentLines(
  deployment: KubeObject,
  replicaSets: readonly KubeObject[],
): { readonly status: string; readonly sizes: string } {
  const { generation = 0 } = deployment.metadata
  const seen =
    numberAt(deployment, 'status', 'observedGeneration') >= generation ? 'observed' : 'not observed'
  const revision = (object: KubeObject) => wholeAnnotationOf(object, 'deployment.kubernetes.io/revision')
  const sets = replicaSets
    .toSorted((a, b) => (revision(a) ?? 0) - (revision(b) ?? 0))
    .map((set) => `r${revision(set)}:${sizeOf(set)}`)
  return {
    status: [seen, conditionsLine(readConditions(deployment.status))].join(' | '),
    sizes: sets.join(', '),
  }
}

/** A line and how many milliseconds it stood. */
export type Entry = readonly [line: string, ms: number]

/** The lines that a play went through, each time another one; what was done is a line that begins with `#`. */
export interface Trace {
  readonly status: readonly Entry[]
  readonly sizes: readonly Entry[]
  /** What the controllers said of the workload and its analysis runs, in the order of the alphabet. */
  readonly events: readonly string[]
}

/** An Event as one line without names that differ from run to run. */
export const eventLine = (kind: string, type: string, reason: string, message: string): string =>
  `${kind} ${type} ${reason}: ${message}`
    .replace('(combined from similar events): ', '')
    .replaceAll(/\b[bcdfghjklmnpqrstvwxz2456789]{8,10}\b/g, '#')

/** Collects a trace; `now` is in milliseconds. */
export function createTrace(now: () => number): {
  see(status: string, sizes: string): void
  tell(event: string): void
  mark(what: string): void
  lastStatus(): string
  trace(): Trace
} {
  const began = { status: [] as [string, number][], sizes: [] as [string, number][] }
  const events = new Set<string>()
  const push = (list: [string, number][], line: string) => {
    if (list.findLast(([one]) => !one.startsWith('#'))?.[0] !== line || line.startsWith('#'))
      list.push([line, now()])
  }
  const entries = (list: readonly [string, number][]): readonly Entry[] =>
    list.map(([line, at], index) => [line, Math.round((list[index + 1]?.[1] ?? now()) - at)])
  return {
    see: (status, sizes) => {
      push(began.status, status)
      push(began.sizes, sizes)
    },
    tell: (event) => void events.add(event),
    mark: (what) => {
      push(began.status, `# ${what}`)
      push(began.sizes, `# ${what}`)
    },
    lastStatus: () => began.status.findLast(([line]) => !line.startsWith('#'))?.[0] ?? '',
    trace: () => ({
      status: entries(began.status),
      sizes: entries(began.sizes),
      events: [...events].toSorted(),
    }),
  }
}
