import { at, type Json, type JsonObject, objectAt, sameJson, textAt } from '../../objects/json.ts'
import { instantOf, withStatus } from '../facts.ts'
import type { Outcome } from '../writes.ts'
import { reconcileAnalyses } from './analyses.ts'
import { nextConditions } from './conditions.ts'
import {
  type AnalysisState,
  beginLook,
  type ExperimentParts,
  finished,
  type Look,
  listOf,
  requiredRunsPassed,
  type TemplateState,
} from './look.ts'
import { reconcileTemplates } from './templates.ts'

interface Verdict {
  readonly phase: string
  readonly message: string
}

/** What the controller does when it looks at an Experiment once. Mirrors argo-rollouts@v1.10.1 experiments/experiment.go#L97 */
export function reconcileExperiment(parts: ExperimentParts, now: number): Outcome {
  const look = beginLook(parts, now)
  const { experiment } = parts
  if (experiment.metadata.deletionTimestamp !== undefined) return look.journal.outcome()
  const templates = reconcileTemplates(look)
  const analyses = reconcileAnalyses(look)
  const status = statusOf(look, templates, analyses)
  tellPhase(look, textAt(status, 'phase'))
  if (!sameJson(status, objectAt(experiment, 'status'))) {
    look.journal.change('experiments', experiment, 'spec', (latest) => withStatus(latest, status))
  }
  return look.journal.outcome()
}

/** Mirrors argo-rollouts@v1.10.1 experiments/controller.go#L351 */
function tellPhase({ parts, journal }: Look, phase: string): void {
  const before = textAt(parts.experiment, 'status', 'phase')
  if (before === phase) return
  const text = `Experiment transitioned from ${before} -> ${phase}`
  const bad = phase === 'Failed' || phase === 'Error' || phase === 'Inconclusive'
  journal.tell(parts.experiment, `Experiment${phase}`, text, bad ? 'Warning' : 'Normal')
}

/** Mirrors argo-rollouts@v1.10.1 experiments/experiment.go#L548 */
function statusOf(
  look: Look,
  templates: readonly TemplateState[],
  analyses: readonly AnalysisState[],
): JsonObject {
  const { experiment } = look.parts
  const before = textAt(experiment, 'status', 'phase')
  const known = textAt(experiment, 'status', 'availableAt')
  const pods = assessTemplates(templates)
  const runs = assessAnalyses(experiment, analyses)
  const open = before === 'Pending' || before === 'Running'
  const availableAt = known || (open && pods.phase === 'Running' ? instantOf(look.now) : '')
  const verdict = open
    ? assess(experiment, pods, runs, analyses)
    : { phase: before || 'Pending', message: textAt(experiment, 'status', 'message') }
  const conditions = nextConditions(look, verdict.phase, known, templates)
  return {
    ...present({ phase: verdict.phase, message: verdict.message, availableAt }),
    ...(templates.length === 0 ? {} : { templateStatuses: templates.map(presentState) }),
    ...(analyses.length === 0 ? {} : { analysisRuns: analyses.map(present) }),
    ...(conditions.length === 0 ? {} : { conditions }),
  }
}

function assess(experiment: Json, pods: Verdict, runs: Verdict, analyses: readonly AnalysisState[]): Verdict {
  const required = listOf(experiment, 'analyses').some((one) => at(one, 'requiredForCompletion') === true)
  if (finished.includes(pods.phase)) {
    return pods.phase === 'Successful' && (finished.includes(runs.phase) || required) ? runs : pods
  }
  if (finished.includes(runs.phase) && runs.phase !== 'Successful') return runs
  return requiredRunsPassed(experiment, analyses) ? runs : pods
}

/** From good to bad. Mirrors argo-rollouts@v1.10.1 utils/experiment/experiment.go#L204 */
const order = ['Successful', 'Running', 'Progressing', 'Error', 'Failed']

/** Of analyses. Mirrors argo-rollouts@v1.10.1 utils/analysis/helpers.go#L48 */
const phases = ['Successful', 'Running', 'Pending', 'Inconclusive', 'Error', 'Failed']

function assessTemplates(templates: readonly TemplateState[]): Verdict {
  const worst = templates.reduce<TemplateState | null>(
    (found, state) =>
      found === null || order.indexOf(state.status) > order.indexOf(found.status) ? state : found,
    null,
  )
  const status = worst?.status ?? 'Successful'
  return { phase: status === 'Progressing' ? 'Pending' : status, message: worst?.message ?? '' }
}

function assessAnalyses(experiment: Json, analyses: readonly AnalysisState[]): Verdict {
  const worst = analyses.reduce<Verdict>(
    (found, state) => (phases.indexOf(state.phase) > phases.indexOf(found.phase) ? state : found),
    { phase: 'Successful', message: '' },
  )
  if (requiredRunsPassed(experiment, analyses) && worst.phase === 'Successful') {
    return { phase: 'Successful', message: 'Required AnalysisRuns completed' }
  }
  return { phase: worst.phase === 'Pending' ? 'Running' : worst.phase, message: worst.message }
}

/** The counts of a template are written, zeros too. */
const presentState = ({
  replicas,
  updatedReplicas,
  readyReplicas,
  availableReplicas,
  ...rest
}: TemplateState): JsonObject => ({
  ...present(rest),
  ...{ replicas, updatedReplicas, readyReplicas, availableReplicas },
})

const present = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '' && value !== 0))
