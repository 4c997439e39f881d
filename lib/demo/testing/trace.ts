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
import type { Play } from './plays/step.ts'

/** The objects of a cluster, the demo's or a real one's. */
export type Objects = Pick<Store, 'get' | 'list' | 'owned'>

/** Our own picture of a Rollout, made from raw objects as the product makes it. */
export function pictureOf(store: Objects, namespace: string, name: string): RolloutDetail | null {
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
    unlisted: [],
    services: store.list('services', namespace).map(parseService),
    selectedBy: [],
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
  const told = conditionsLine(conditions)
  // Whether the two writes of a ReplicaSet that lost a pod are seen apart decides between these reasons.
  const settled =
    message === 'rollout is restarting' ? told.replace(/ReplicaSet(Updated|NotAvailable)/, '…') : told
  return [row.phase, message, step, settled].filter((part) => part !== '').join(' | ')
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
  // Where the counts of the update before are overwritten at once, the controller sees no progress in the first new pod.
  const told = conditionsLine(readConditions(deployment.status))
  const settled = seen === 'observed' ? told.replace('NewReplicaSetCreated', 'ReplicaSetUpdated') : told
  return {
    status: [seen, settled].join(' | '),
    sizes: sets.join(', '),
  }
}

/** Both lines of the play's workload; null while it is not there. */
export function linesOf(
  objects: Objects,
  { kind, namespace }: Pick<Play, 'kind' | 'namespace'>,
): { readonly status: string; readonly sizes: string } | null {
  if (kind === 'rollouts') {
    const picture = pictureOf(objects, namespace, 'frontend')
    return picture && { status: statusLine(picture), sizes: sizesLine(picture) }
  }
  const deployment = objects.get(kind, namespace, 'frontend')
  return deployment ? deploymentLines(deployment, controlledBy(objects, 'replicasets', deployment)) : null
}

/** A line and how many milliseconds it stood. */
export type Entry = readonly [line: string, ms: number]

/** The lines that a play went through, each time another one; what was done is a line that begins with `#`. */
export interface Trace {
  readonly status: readonly Entry[]
  readonly sizes: readonly Entry[]
}

/** Collects a trace; `now` is in milliseconds. */
export function createTrace(now: () => number): {
  see(lines: { readonly status: string; readonly sizes: string }): void
  mark(what: string): void
  lastStatus(): string
  trace(): Trace
} {
  const status: [string, number][] = []
  const sizes: [string, number][] = []
  const push = (list: [string, number][], line: string) => {
    if (list.findLast(([one]) => !one.startsWith('#'))?.[0] !== line || line.startsWith('#'))
      list.push([line, now()])
  }
  const entries = (list: readonly [string, number][]): readonly Entry[] =>
    list.map(([line, at], index) => [line, Math.round((list[index + 1]?.[1] ?? now()) - at)])
  return {
    see: (lines) => {
      push(status, lines.status)
      push(sizes, lines.sizes)
    },
    mark: (what) => {
      push(status, `# ${what}`)
      push(sizes, `# ${what}`)
    },
    lastStatus: () => status.findLast(([line]) => !line.startsWith('#'))?.[0] ?? '',
    trace: () => ({ status: entries(status), sizes: entries(sizes) }),
  }
}
