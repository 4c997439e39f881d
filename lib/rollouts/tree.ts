import { humanDuration } from './human-duration.ts'
import { momentOf, readInstant } from './instants.ts'
import type { Instant } from './model.ts'
import type {
  AnalysisRunView,
  ExperimentView,
  PodView,
  ReplicaSetView,
  RevisionView,
  RolloutDetail,
} from './view.ts'

/** NAME, KIND, STATUS, AGE, INFO. */
export type TreeRow = readonly [string, string, string, string, string]

/** One thing in the tree, and what hangs below it. */
interface Branch {
  readonly sign: string
  readonly name: string
  readonly kind: string
  readonly icon: string
  readonly status: string
  /** undefined for what has no age, null for what has an age that is not known. */
  readonly createdAt?: Instant | null
  readonly info: string
  readonly children: readonly Branch[]
}

/** The rows of the CLI's table, heading first. Mirrors argo-rollouts@v1.10.1 pkg/kubectl-argo-rollouts/cmd/get/get_rollout.go#L171 */
export function treeRows({ row, icon, revisions }: RolloutDetail, now: number): readonly TreeRow[] {
  const root: Branch = {
    sign: '⟳',
    name: row.name,
    kind: 'Rollout',
    icon,
    status: row.phase,
    createdAt: row.createdAt,
    info: '',
    children: revisions.map((revision) => revisionBranch(revision, now)),
  }
  return [['NAME', 'KIND', 'STATUS', 'AGE', 'INFO'], rowOf(root, '', now), ...rowsBelow(root, '', now)]
}

const rowOf = (
  { sign, name, kind, icon, status, createdAt, info }: Branch,
  prefix: string,
  now: number,
): TreeRow => [
  `${prefix}${sign} ${name}`,
  kind,
  `${icon} ${status}`,
  createdAt === undefined ? '' : age(createdAt, now),
  info,
]

function rowsBelow({ children }: Branch, indent: string, now: number): readonly TreeRow[] {
  return children.flatMap((child, index) => {
    const last = index === children.length - 1
    const below = rowsBelow(child, indent + (last ? '   ' : '│  '), now)
    return [rowOf(child, indent + (last ? '└──' : '├──'), now), ...below]
  })
}

/** Go's longest duration, which is the age of what has no creation time. */
const endlessSeconds = 2 ** 63 / 1e9

const age = (createdAt: Instant | null, now: number): string =>
  humanDuration(createdAt === null ? endlessSeconds : (now - momentOf(createdAt)) / 1000)

const revisionBranch = (
  { number, replicaSets, experiments, analysisRuns }: RevisionView,
  now: number,
): Branch => ({
  sign: '#',
  name: `revision:${number}`,
  kind: '',
  icon: '',
  status: '',
  info: '',
  children: [
    ...replicaSets.map((replicaSet) => replicaSetBranch(replicaSet, now)),
    ...experiments.map((experiment) => experimentBranch(experiment, now)),
    ...analysisRuns.map(analysisRunBranch),
  ],
})

const replicaSetBranch = (replicaSet: ReplicaSetView, now: number): Branch => ({
  sign: '⧉',
  name: replicaSet.name,
  kind: 'ReplicaSet',
  icon: replicaSet.icon,
  status: replicaSet.status,
  createdAt: replicaSet.createdAt,
  info: [...replicaSet.roles, ...delayText(replicaSet, now)].join(','),
  children: replicaSet.pods.map(podBranch),
})

/** `delay:27s`; empty without a deadline. Mirrors argo-rollouts@v1.10.1 pkg/kubectl-argo-rollouts/info/replicaset_info.go#L136 */
function delayText({ scaleDownDeadline }: ReplicaSetView, now: number): readonly string[] {
  if (!scaleDownDeadline) return []
  const deadline = readInstant(scaleDownDeadline)
  if (deadline === null) return ['delay:']
  const seconds = (momentOf(deadline) - now) / 1000
  return [seconds < 0 ? 'delay:passed' : `delay:${humanDuration(seconds)}`]
}

const podBranch = (pod: PodView): Branch => ({
  sign: '□',
  name: pod.name,
  kind: 'Pod',
  icon: pod.icon,
  status: pod.status,
  createdAt: pod.createdAt,
  info: `ready:${pod.ready}${pod.restarts > 0 ? `,restarts:${pod.restarts}` : ''}`,
  children: [],
})

const experimentBranch = (experiment: ExperimentView, now: number): Branch => ({
  sign: 'Σ',
  name: experiment.name,
  kind: 'Experiment',
  icon: experiment.icon,
  status: experiment.status,
  createdAt: experiment.createdAt,
  info: '',
  children: [
    ...experiment.replicaSets.map((replicaSet) => replicaSetBranch(replicaSet, now)),
    ...experiment.analysisRuns.map(analysisRunBranch),
  ],
})

const analysisRunBranch = (run: AnalysisRunView): Branch => ({
  sign: 'α',
  name: run.name,
  kind: 'AnalysisRun',
  icon: run.icon,
  status: run.status,
  createdAt: run.createdAt,
  info: resultsText(run),
  children: run.jobs.map((job) => ({
    sign: '⊞',
    name: job.name,
    kind: 'Job',
    icon: job.icon,
    status: job.status,
    createdAt: job.startedAt,
    info: '',
    children: [],
  })),
})

const resultsText = ({ successful, failed, inconclusive, error }: AnalysisRunView): string =>
  [
    { icon: '✔', count: successful },
    { icon: '✖', count: failed },
    { icon: '?', count: inconclusive },
    { icon: '⚠', count: error },
  ]
    .filter(({ count }) => count > 0)
    .map(({ icon, count }) => `${icon} ${count}`)
    .join(',')
