import { pauseSeconds } from '../../../rollouts/go-duration.ts'
import {
  at,
  isJsonObject,
  type Json,
  type JsonObject,
  listAt,
  numberAt,
  objectAt,
  textAt,
} from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import { momentOf } from '../facts.ts'
import { createJournal, type Journal } from '../writes.ts'

/** An Experiment, its ReplicaSets and runs, and the templates that its analyses may name. */
export interface ExperimentParts {
  readonly experiment: KubeObject
  /** The Rollout that it is a step of, if there is one. */
  readonly rollout: KubeObject | null
  readonly replicaSets: readonly KubeObject[]
  readonly analysisRuns: readonly KubeObject[]
  readonly analysisTemplates: readonly KubeObject[]
}

/** What the status says of one template. */
export interface TemplateState extends JsonObject {
  readonly name: string
  /** Empty, Progressing, Running, Successful, Failed or Error. */
  readonly status: string
  readonly message: string
  readonly replicas: number
  readonly updatedReplicas: number
  readonly readyReplicas: number
  readonly availableReplicas: number
  readonly lastTransitionTime: string
}

/** What the status says of one analysis. */
export interface AnalysisState extends JsonObject {
  readonly name: string
  readonly analysisRun: string
  readonly phase: string
  readonly message: string
}

/** One look at an Experiment. */
export interface Look {
  readonly now: number
  readonly parts: ExperimentParts
  readonly journal: Journal
  readonly terminating: boolean
}

/** The phases an experiment, a template or an analysis does not leave again. */
export const finished = ['Successful', 'Failed', 'Error', 'Inconclusive']

/** status.templateStatuses of an Experiment. */
export const readTemplateStates = (experiment: Json): readonly TemplateState[] =>
  listAt(experiment, 'status', 'templateStatuses').map((state) => ({
    name: textAt(state, 'name'),
    status: textAt(state, 'status'),
    message: textAt(state, 'message'),
    replicas: numberAt(state, 'replicas'),
    updatedReplicas: numberAt(state, 'updatedReplicas'),
    readyReplicas: numberAt(state, 'readyReplicas'),
    availableReplicas: numberAt(state, 'availableReplicas'),
    lastTransitionTime: textAt(state, 'lastTransitionTime'),
  }))

/** status.analysisRuns of an Experiment. */
export const readAnalysisStates = (experiment: Json): readonly AnalysisState[] =>
  listAt(experiment, 'status', 'analysisRuns').map((state) => ({
    name: textAt(state, 'name'),
    analysisRun: textAt(state, 'analysisRun'),
    phase: textAt(state, 'phase'),
    message: textAt(state, 'message'),
  }))

/** The templates or the analyses of an Experiment's spec. */
export const listOf = (experiment: Json, key: 'templates' | 'analyses'): readonly JsonObject[] =>
  listAt(experiment, 'spec', key).filter(isJsonObject)

/** Whether there are analyses that it waits for, and all of them went well. Mirrors argo-rollouts@v1.10.1 utils/experiment/experiment.go#L75 */
export function requiredRunsPassed(experiment: Json, states: readonly AnalysisState[]): boolean {
  const required = listOf(experiment, 'analyses').filter((one) => at(one, 'requiredForCompletion') === true)
  const passed = (name: string) => states.some((state) => state.name === name && state.phase === 'Successful')
  return required.length > 0 && required.every((one) => passed(textAt(one, 'name')))
}

/** Whether it is to end, or has ended. Mirrors argo-rollouts@v1.10.1 utils/experiment/experiment.go#L42 */
export function isTerminating(experiment: KubeObject): boolean {
  const analyses = readAnalysisStates(experiment)
  return (
    at(experiment, 'spec', 'terminate') === true ||
    finished.includes(textAt(experiment, 'status', 'phase')) ||
    readTemplateStates(experiment).some(({ status }) => status === 'Failed' || status === 'Error') ||
    analyses.some(({ phase }) => ['Failed', 'Error', 'Inconclusive'].includes(phase)) ||
    requiredRunsPassed(experiment, analyses)
  )
}

/** When its time is over, in milliseconds; null while it has not begun or has no end. Mirrors argo-rollouts@v1.10.1 utils/experiment/experiment.go#L94 */
export function endOf(experiment: Json): number | null {
  const seconds = pauseSeconds(textAt(experiment, 'spec', 'duration') || null)
  const availableAt = momentOf(textAt(experiment, 'status', 'availableAt'))
  return seconds === null || !Number.isFinite(availableAt) ? null : availableAt + seconds * 1000
}

/** The facts of one Experiment, with nothing written yet. */
export function beginLook(parts: ExperimentParts, now: number): Look {
  return { now, parts, journal: createJournal(), terminating: isTerminating(parts.experiment) }
}

/** A number of seconds in the spec; `otherwise` where it is not given. */
export const secondsIn = (experiment: Json, key: string, otherwise: number): number => {
  const seconds = at(experiment, 'spec', key)
  return typeof seconds === 'number' ? seconds : otherwise
}

/** The texts of a map such as labels; empty where there is none. */
export const textsAt = (value: Json, ...keys: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(objectAt(value, ...keys)).map(([key, text]) => [key, String(text)]))
