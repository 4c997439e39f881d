import type { Json, JsonObject } from '../../../objects/json.ts'
import { at, isJsonObject, listAt, objectAt, textAt } from '../../../objects/json.ts'
import type { KubeObject, NewObject } from '../../../objects/object.ts'
import { controllerReference } from '../../facts.ts'
import { HASH, REVISION } from '../names.ts'
import { hashOf, revisionOf, stableSet, type Turn } from '../turn.ts'

/** What an analysis of the spec names: its templates and arguments. */
export interface AnalysisPlan {
  /** `Step`, `Background`, `PrePromotion` or `PostPromotion`. */
  readonly type: string
  /** The end of the run's name, empty for the background run. */
  readonly suffix: string
  readonly analysis: JsonObject
}

/** The templates that an analysis names, in its order; those that are missing are left out. */
export function templatesOf(analysis: Json, templates: readonly KubeObject[]): readonly KubeObject[] {
  return listAt(analysis, 'templates').flatMap((reference) => {
    const kind = at(reference, 'clusterScope') === true ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate'
    const name = textAt(reference, 'templateName')
    return templates.filter((template) => template.kind === kind && template.metadata.name === name)
  })
}

/** The names of templates that an analysis names and that are not there. */
export const missingTemplates = (analysis: Json, templates: readonly KubeObject[]): readonly string[] =>
  listAt(analysis, 'templates')
    .filter((reference) => templatesOf({ templates: [reference] }, templates).length === 0)
    .map((reference) => textAt(reference, 'templateName'))

/** Creates a run from the templates, under a name that no finished run has. Mirrors argo-rollouts@v1.10.1 rollout/analysis.go#L469 */
export function createRun(turn: Turn, plan: AnalysisPlan): NewObject {
  const { journal, object, parts, wanted } = turn
  const base = [object.metadata.name, wanted, String(revisionOf(object)), plan.suffix]
    .filter(Boolean)
    .join('-')
  const templates = templatesOf(plan.analysis, parts.analysisTemplates)
  const taken = new Set(parts.analysisRuns.map(({ metadata }) => metadata.name))
  let name = base
  for (let count = 1; taken.has(name); count += 1) name = `${base}.${count}`
  const run: NewObject = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisRun',
    metadata: {
      name,
      namespace: turn.rollout.meta.namespace,
      labels: {
        ...textsAt(object, 'spec', 'selector', 'matchLabels'),
        [HASH]: wanted,
        'rollout-type': plan.type,
        ...(plan.type === 'Step' ? { 'step-index': plan.suffix } : {}),
        ...textsAt(plan.analysis, 'analysisRunMetadata', 'labels'),
      },
      annotations: {
        [REVISION]: String(revisionOf(object)),
        ...textsAt(plan.analysis, 'analysisRunMetadata', 'annotations'),
      },
      ownerReferences: [controllerReference(object)],
    },
    spec: {
      metrics: templates.flatMap((template) => listAt(template, 'spec', 'metrics')),
      ...argsOf(turn, plan.analysis, templates),
      ...dryRunOf(plan.analysis, templates),
    },
  }
  journal.create('analysisruns', run)
  return run
}

function dryRunOf(analysis: Json, templates: readonly KubeObject[]): JsonObject {
  const dryRun = [analysis, ...templates.map((template) => objectAt(template, 'spec'))].flatMap((of) =>
    listAt(of, 'dryRun'),
  )
  return dryRun.length === 0 ? {} : { dryRun }
}

/** The templates' arguments with the values that the Rollout gives them. Mirrors argo-rollouts@v1.10.1 utils/analysis/factory.go#L18 */
function argsOf(turn: Turn, analysis: Json, templates: readonly KubeObject[]): JsonObject {
  const given = new Map(
    listAt(analysis, 'args').map((arg) => [textAt(arg, 'name'), argumentValue(turn, arg)] as const),
  )
  const args = templates
    .flatMap((template) => listAt(template, 'spec', 'args').filter(isJsonObject))
    .map((arg) => {
      const value = given.get(textAt(arg, 'name'))
      return value === undefined ? arg : { name: textAt(arg, 'name'), value }
    })
  return args.length === 0 ? {} : { args }
}

/** The value that an analysis gives to an argument: a text, a hash, or a field of the Rollout. */
export function argumentValue(turn: Turn, arg: Json): string {
  const from = textAt(arg, 'valueFrom', 'podTemplateHashValue')
  if (from === 'Latest') return turn.wanted
  if (from === 'Stable') return hashOf(stableSet(turn))
  const path = textAt(arg, 'valueFrom', 'fieldRef', 'fieldPath')
  if (path === '') return textAt(arg, 'value')
  const [, root = '', key] = /^([^[]+)(?:\['(.+)'\])?$/.exec(path) ?? []
  const found = at(turn.object, ...root.split('.'), ...(key === undefined ? [] : [key]))
  return found === undefined ? '' : String(found)
}

const textsAt = (value: Json, ...keys: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(objectAt(value, ...keys)).map(([key, text]) => [key, String(text)]))
