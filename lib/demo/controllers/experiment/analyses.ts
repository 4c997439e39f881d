import type { JsonObject } from '../../objects/json.ts'
import { at, listAt, textAt } from '../../objects/json.ts'
import { controllerReference, withSpec } from '../facts.ts'
import { argumentsOf, dryRunOf, templatesOf } from '../rollout/analysis/create.ts'
import { type AnalysisState, finished, type Look, listOf, readAnalysisStates, textsAt } from './look.ts'

/** Starts, follows and ends the Experiment's analyses. Mirrors argo-rollouts@v1.10.1 experiments/experiment.go#L395 */
export const reconcileAnalyses = (look: Look): readonly AnalysisState[] =>
  listOf(look.parts.experiment, 'analyses').map((analysis) => {
    const name = textAt(analysis, 'name')
    const known = readAnalysisStates(look.parts.experiment).find((state) => state.name === name)
    const before = known ?? { name, analysisRun: '', phase: '', message: '' }
    const after = next(look, analysis, before)
    if (after.phase !== before.phase && after.phase !== '') {
      const text = `AnalysisRun '${name}' transitioned from ${before.phase} -> ${after.phase}`
      const bad = ['Failed', 'Error', 'Inconclusive'].includes(after.phase)
      const words = after.message === '' ? text : `${text}: ${after.message}`
      look.journal.tell(look.parts.experiment, `AnalysisRun${after.phase}`, words, bad ? 'Warning' : 'Normal')
      // The real controller warns the Rollout of good news, too.
      if (look.parts.rollout)
        look.journal.tell(look.parts.rollout, `AnalysisRun${after.phase}`, words, 'Warning')
    }
    return after
  })

function next(look: Look, analysis: JsonObject, before: AnalysisState): AnalysisState {
  const { experiment, analysisRuns } = look.parts
  if (textAt(experiment, 'status', 'availableAt') === '') return before
  if (before.analysisRun === '') return look.terminating ? before : start(look, analysis, before)
  if (finished.includes(before.phase)) return before
  const run = analysisRuns.find(({ metadata }) => metadata.name === before.analysisRun)
  if (run === undefined) return before
  if (!look.terminating) {
    return { ...before, phase: textAt(run, 'status', 'phase'), message: textAt(run, 'status', 'message') }
  }
  if (!finished.includes(textAt(run, 'status', 'phase')) && at(run, 'spec', 'terminate') !== true) {
    const message = `Terminating ${before.name} (${before.analysisRun})`
    look.journal.tell(experiment, 'AnalysisRunTerminating', message)
    look.journal.change('analysisruns', run, 'spec', (latest) => withSpec(latest, { terminate: true }))
  }
  return before
}

function start(look: Look, analysis: JsonObject, before: AnalysisState): AnalysisState {
  const { experiment, analysisRuns, analysisTemplates } = look.parts
  const { name: owner, namespace } = experiment.metadata
  const templates = templatesOf({ templates: [analysis] }, analysisTemplates)
  if (templates.length === 0) {
    const message = `Failed to create AnalysisRun for analysis '${before.name}': analysistemplate.argoproj.io "${textAt(analysis, 'templateName')}" not found`
    return { ...before, phase: 'Error', message }
  }
  const base = `${owner}-${before.name}`
  let name = base
  for (let count = 1; analysisRuns.some(({ metadata }) => metadata.name === name); count += 1)
    name = `${base}.${count}`
  const given = new Map(
    listAt(analysis, 'args').map((arg) => [textAt(arg, 'name'), textAt(arg, 'value')] as const),
  )
  const args = argumentsOf(templates).map((arg) => {
    const value = given.get(textAt(arg, 'name'))
    return value === undefined ? arg : { ...arg, value }
  })
  look.journal.create('analysisruns', {
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      labels: textsAt(experiment, 'spec', 'analysisRunMetadata', 'labels'),
      annotations: textsAt(experiment, 'spec', 'analysisRunMetadata', 'annotations'),
      ownerReferences: [controllerReference(experiment)],
    },
    spec: {
      metrics: templates.flatMap((template) => listAt(template, 'spec', 'metrics')),
      ...(args.length === 0 ? {} : { args }),
      ...dryRunOf(at(experiment, 'spec') ?? null, templates),
    },
  })
  return { ...before, phase: 'Pending', analysisRun: name }
}
