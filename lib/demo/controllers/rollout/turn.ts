import type { Rollout } from '../../../rollouts/model.ts'
import { desiredReplicas } from '../../../rollouts/promotion.ts'
import { parseRollout } from '../../../wire/parse.ts'
import { at, type JsonObject } from '../../objects/json.ts'
import type { KubeObject, NewObject } from '../../objects/object.ts'
import { annotationOf, byCreation, labelOf, momentOf, wholeAnnotationOf } from '../facts.ts'
import { templateHash } from '../template-hash.ts'
import { createJournal, type Journal } from '../writes.ts'
import { HASH, REVISION, SCALE_DOWN_DEADLINE } from './names.ts'
import { noIntents, type PauseIntents } from './pauses.ts'
import { remarshalled } from './remarshal.ts'
import { type RunReference, readStatus, type Status } from './status.ts'
import { resolved } from './workload.ts'

/** One Rollout and all that its controller looks at, as raw objects. */
export interface RolloutParts {
  readonly rollout: KubeObject
  /** The Deployment that spec.workloadRef names. */
  readonly workload: KubeObject | null
  /** Those that the Rollout controls. */
  readonly replicaSets: readonly KubeObject[]
  /** The pods of these ReplicaSets. */
  readonly pods: readonly KubeObject[]
  /** The Services of the namespace. */
  readonly services: readonly KubeObject[]
  /** The Ingresses and the VirtualServices of the namespace. */
  readonly ingresses: readonly KubeObject[]
  readonly virtualServices: readonly KubeObject[]
  /** Those that the Rollout controls. */
  readonly analysisRuns: readonly KubeObject[]
  /** Those that the Rollout controls. */
  readonly experiments: readonly KubeObject[]
  /** The AnalysisTemplates of the namespace and the ClusterAnalysisTemplates. */
  readonly analysisTemplates: readonly KubeObject[]
}

/** The four places of a Rollout that start analysis runs. */
export const runKinds = ['step', 'background', 'pre', 'post'] as const
export type RunKind = (typeof runKinds)[number]

/** The analysis runs of the update under way, also one that is only about to be created. */
export type CurrentRuns = Readonly<Record<RunKind, NewObject | null>>

/**
 * One look at a Rollout. It changes while it goes on, as the controller's own context does; the counts of the ReplicaSets stay
 * what they were when it began. Mirrors argo-rollouts@v1.10.1 rollout/context.go#L11
 */
export interface Turn {
  readonly now: number
  readonly parts: RolloutParts
  readonly journal: Journal
  readonly replicas: number
  readonly pauses: PauseIntents
  /** Whether the new ReplicaSet was within its scale-down delay when the look began. */
  readonly newWithinDelay: boolean
  /** The Rollout read from `object`, with the status as it was when the look began. */
  readonly rollout: Rollout
  /** Why there is no template, where spec.workloadRef leads to none. */
  readonly workloadFault: string | null
  /** The hash of the Rollout's template, its own or that of its workload. */
  readonly wanted: string
  object: KubeObject
  status: Status
  sets: readonly KubeObject[]
  services: readonly KubeObject[]
  runs: CurrentRuns
  /** The experiment of the current step, also one that is only about to be created. */
  experiment: NewObject | null
  /** The name of an experiment that still runs, as the status is to have it. */
  runningExperiment: string
  /** What the traffic router is told, as the status is to have it. */
  weights: JsonObject | null
  restartedAt: string | null
  /** True once the Rollout was written in a way that ends the look. */
  ended: boolean
}

/** Begins a look at a Rollout. */
export function beginTurn(parts: RolloutParts, now: number): Turn {
  const status = readStatus(parts.rollout.status)
  const { object: whole, fault } = resolved(parts.rollout, parts.workload)
  const object = remarshalled(whole)
  const rollout = parseRollout(object)
  const sets = parts.replicaSets.toSorted(byCreation)
  const wanted = templateHash(at(object, 'spec', 'template') ?? null)
  const found = sets.find((set) => labelOf(set, HASH) === wanted)
  return {
    now,
    parts,
    journal: createJournal(),
    replicas: desiredReplicas(rollout.spec),
    pauses: noIntents(),
    newWithinDelay: found !== undefined && momentOf(annotationOf(found, SCALE_DOWN_DEADLINE)) > now,
    rollout,
    workloadFault: fault,
    wanted,
    object,
    status,
    sets,
    services: parts.services,
    runs: {
      step: runNamed(parts, status.stepRun),
      background: runNamed(parts, status.backgroundRun),
      pre: runNamed(parts, status.preRun),
      post: runNamed(parts, status.postRun),
    },
    experiment: parts.experiments.find(({ metadata }) => metadata.name === status.currentExperiment) ?? null,
    runningExperiment: '',
    weights: status.weights,
    restartedAt: status.restartedAt,
    ended: false,
  }
}

/** The run that the status names. Mirrors argo-rollouts@v1.10.1 utils/analysis/filter.go#L23 */
const runNamed = ({ analysisRuns }: RolloutParts, reference: RunReference | null): KubeObject | null =>
  analysisRuns.find(({ metadata }) => metadata.name === reference?.name) ?? null

/** The pod template hash of a ReplicaSet; empty where there is none. */
export const hashOf = (set: KubeObject | null): string => (set ? labelOf(set, HASH) : '')

const setOfHash = (turn: Turn, hash: string): KubeObject | null =>
  hash === '' ? null : (turn.sets.find((set) => hashOf(set) === hash) ?? null)

/** The ReplicaSet of the Rollout's template; null until it is created. Mirrors argo-rollouts@v1.10.1 utils/replicaset/replicaset.go#L34 */
export const newSet = (turn: Turn): KubeObject | null => setOfHash(turn, turn.wanted)

/** The ReplicaSet that an abort goes back to; null before the first deployment. Mirrors argo-rollouts@v1.10.1 utils/replicaset/canary.go#L621 */
export const stableSet = (turn: Turn): KubeObject | null => setOfHash(turn, turn.status.stableRS)

/** All but the new ReplicaSet. */
export const olderSets = (turn: Turn): readonly KubeObject[] => {
  const fresh = newSet(turn)
  return turn.sets.filter((set) => set.metadata.uid !== fresh?.metadata.uid)
}

/** All that are neither the new nor the stable ReplicaSet. */
export const otherSets = (turn: Turn): readonly KubeObject[] => {
  const stable = stableSet(turn)
  return olderSets(turn).filter((set) => set.metadata.uid !== stable?.metadata.uid)
}

/** Puts a changed ReplicaSet in the place of what it was. */
export function replaceSet(turn: Turn, set: KubeObject): void {
  turn.sets = turn.sets.map((one) => (one.metadata.uid === set.metadata.uid ? set : one))
}

/** The revision a Rollout or its ReplicaSet carries; 0 before it has one. */
export const revisionOf = (object: KubeObject): number => wholeAnnotationOf(object, REVISION) ?? 0

/** Whether the current template is the stable one. */
export const isFullyPromoted = ({ status }: Turn): boolean =>
  status.stableRS !== '' && status.stableRS === status.currentPodHash

/** Why no ReplicaSet may be scaled and no Service switched; empty when all may go on. Mirrors argo-rollouts@v1.10.1 rollout/context.go#L143 */
export function haltReason({ rollout, status }: Turn): string {
  if (rollout.spec.paused) return 'user paused'
  return status.pauseConditions.some(({ reason }) => reason === 'InconclusiveAnalysisRun')
    ? 'inconclusive analysis'
    : ''
}

/** Whether the Rollout updates step by step. */
export const strategyIsCanary = ({ rollout }: Turn): boolean => rollout.spec.strategy.type === 'Canary'
