import { currentStep } from '../../../rollouts/steps.ts'
import { at, isJsonObject, type JsonObject, listAt, numberAt, objectAt, textAt } from '../../objects/json.ts'
import type { KubeObject, NewObject } from '../../objects/object.ts'
import { controllerReference, withSpec } from '../facts.ts'
import { argumentValue } from './analysis/create.ts'
import { deleteSurplus } from './analysis/history.ts'
import { isCompleted, runPhase } from './analysis/run-phase.ts'
import { HASH, REVISION } from './names.ts'
import { findPause, isAborted } from './pauses.ts'
import { strategyOf } from './status.ts'
import { newSet, revisionOf, stableSet, type Turn } from './turn.ts'

/** Starts, judges and ends the experiments of the steps. Mirrors argo-rollouts@v1.10.1 rollout/experiment.go#L158 */
export function reconcileExperiments(turn: Turn): void {
  const { status, pauses } = turn
  if (isAborted(status, pauses) || status.promoteFull) {
    for (const experiment of turn.parts.experiments) cancel(turn, experiment)
    return
  }
  if (findPause(status, 'InconclusiveAnalysisRun') !== null) return
  const isStep = Boolean(currentStep(turn.rollout)?.experiment)
  if (isStep && !follow(turn)) return
  const kept = isStep ? turn.experiment?.metadata.name : undefined
  const others = turn.parts.experiments.filter(({ metadata }) => metadata.name !== kept)
  for (const experiment of others) cancel(turn, experiment)
  deleteSurplus(turn, 'experiments', others)
}

/** False while there is no stable version to compare with. */
function follow(turn: Turn): boolean {
  if (turn.experiment === null) {
    if (stableSet(turn) === null) return false
    turn.experiment = create(turn)
    const { name = '' } = turn.experiment.metadata
    turn.journal.tell(turn.object, 'ExperimentCreated', `Created Experiment '${name}'`)
  }
  const phase = runPhase(turn.experiment)
  if (phase === 'Inconclusive') turn.pauses.add.add('InconclusiveExperiment')
  else if (phase === 'Error' || phase === 'Failed') {
    const why = textAt(turn.experiment, 'status', 'message')
    const blame = 'Experiment analysis phase is error/failed'
    turn.pauses.addAbort = true
    turn.pauses.abortMessage = why === '' ? blame : `${blame}: ${why}`
  } else if (phase !== 'Successful') turn.runningExperiment = turn.experiment.metadata.name ?? ''
  return true
}

function cancel(turn: Turn, experiment: KubeObject): void {
  if (isCompleted(experiment) || at(experiment, 'spec', 'terminate') === true) return
  turn.journal.change('experiments', experiment, 'spec', (latest) => withSpec(latest, { terminate: true }))
}

/** Mirrors argo-rollouts@v1.10.1 rollout/experiment.go#L24 */
function create(turn: Turn): NewObject {
  const { object, wanted, parts, status } = turn
  const index = status.currentStepIndex ?? 0
  const step = objectAt(strategyOf(object, 'canary'), 'steps', index, 'experiment')
  const revision = String(revisionOf(object))
  const base = `${object.metadata.name}-${wanted}-${revision}-${index}`
  const taken = new Set(parts.experiments.map(({ metadata }) => metadata.name))
  let name = base
  for (let count = 1; taken.has(name); count += 1) name = `${base}-${count}`
  const { progressDeadlineSeconds } = turn.rollout.spec
  const experiment: NewObject = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Experiment',
    metadata: {
      name,
      namespace: turn.rollout.meta.namespace,
      labels: { ...object.metadata.labels, [HASH]: wanted },
      annotations: { [REVISION]: revision },
      ownerReferences: [controllerReference(object)],
    },
    spec: {
      ...picked(step, ['duration', 'dryRun', 'analysisRunMetadata', 'scaleDownDelaySeconds']),
      ...(progressDeadlineSeconds === null ? {} : { progressDeadlineSeconds }),
      templates: listAt(step, 'templates').map((template) => templateOf(turn, template)),
      ...analysesOf(turn, step),
    },
  }
  turn.journal.create('experiments', experiment)
  return experiment
}

const picked = (from: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(keys.flatMap((key) => (from[key] === undefined ? [] : [[key, from[key]] as const])))

/** A template of the step: the pods of the stable or the new version, with what the step adds. */
function templateOf(turn: Turn, template: Parameters<typeof textAt>[0]): JsonObject {
  const set = textAt(template, 'specRef') === 'stable' ? stableSet(turn) : newSet(turn)
  const pods = objectAt(set ?? null, 'spec', 'template')
  const metadata = objectAt(pods, 'metadata')
  const labels = objectAt(template, 'metadata', 'labels')
  const annotations = {
    ...objectAt(metadata, 'annotations'),
    ...objectAt(template, 'metadata', 'annotations'),
  }
  const given = at(template, 'selector')
  const selector = isJsonObject(given) ? given : objectAt(set ?? null, 'spec', 'selector')
  const replicas = at(template, 'replicas')
  const seconds = numberAt(set ?? null, 'spec', 'minReadySeconds')
  return {
    name: textAt(template, 'name'),
    ...(typeof replicas === 'number' ? { replicas } : {}),
    ...(seconds === 0 ? {} : { minReadySeconds: seconds }),
    selector: { ...selector, matchLabels: { ...objectAt(selector, 'matchLabels'), ...labels } },
    template: {
      ...pods,
      metadata: { ...metadata, annotations, labels: { ...objectAt(metadata, 'labels'), ...labels } },
    },
  }
}

function analysesOf(turn: Turn, step: JsonObject): JsonObject {
  const analyses = listAt(step, 'analyses').map((analysis) => {
    const args = listAt(analysis, 'args').map((arg) => ({
      name: textAt(arg, 'name'),
      value: argumentValue(turn, arg),
    }))
    return {
      ...picked(objectAt(analysis), ['name', 'templateName', 'clusterScope', 'requiredForCompletion']),
      ...(args.length === 0 ? {} : { args }),
    }
  })
  return analyses.length === 0 ? {} : { analyses }
}
