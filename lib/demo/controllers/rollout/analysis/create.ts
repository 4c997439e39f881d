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

/** The template that a reference names; null where it is not there. */
function templateOf(reference: Json, templates: readonly KubeObject[]): KubeObject | null {
  const kind = at(reference, 'clusterScope') === true ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate'
  const name = textAt(reference, 'templateName')
  return templates.find((template) => template.kind === kind && template.metadata.name === name) ?? null
}

/**
 * The templates that an analysis names and those that these name, each once and those of the cluster last; those that are missing are
 * left out. Mirrors argo-rollouts@v1.10.1 rollout/analysis.go#L514
 */
export function templatesOf(analysis: Json, templates: readonly KubeObject[]): readonly KubeObject[] {
  const found = new Set<KubeObject>()
  const follow = (from: Json) => {
    for (const reference of listAt(from, 'templates')) {
      const template = templateOf(reference, templates)
      if (template === null || found.has(template)) continue
      found.add(template)
      follow(objectAt(template, 'spec'))
    }
  }
  follow(analysis)
  const ofCluster = (template: KubeObject) => template.kind === 'ClusterAnalysisTemplate'
  return [...[...found].filter((one) => !ofCluster(one)), ...[...found].filter(ofCluster)]
}

/** The names of templates that an analysis names and that are not there. */
export const missingTemplates = (analysis: Json, templates: readonly KubeObject[]): readonly string[] =>
  listAt(analysis, 'templates')
    .filter((reference) => templateOf(reference, templates) === null)
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
        [HASH]: wanted,
        'rollout-type': plan.type,
        ...(plan.type === 'Step' ? { 'step-index': plan.suffix } : {}),
        ...textsAt(plan.analysis, 'analysisRunMetadata', 'labels'),
        ...textsAt(object, 'spec', 'selector', 'matchLabels'),
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

/** The metrics that an analysis and its templates measure without consequences. */
export function dryRunOf(analysis: Json, templates: readonly KubeObject[]): JsonObject {
  const dryRun = [analysis, ...templates.map((template) => objectAt(template, 'spec'))].flatMap((of) =>
    listAt(of, 'dryRun'),
  )
  return dryRun.length === 0 ? {} : { dryRun }
}

/** The templates' arguments, each once, with the values that the Rollout gives them. Mirrors argo-rollouts@v1.10.1 utils/analysis/helpers.go#L236 */
function argsOf(turn: Turn, analysis: Json, templates: readonly KubeObject[]): JsonObject {
  const given = new Map(
    listAt(analysis, 'args').map((arg) => [textAt(arg, 'name'), argumentValue(turn, arg)] as const),
  )
  const args = argumentsOf(templates).map((arg) => {
    const value = given.get(textAt(arg, 'name'))
    return value === undefined ? arg : { ...arg, value }
  })
  return args.length === 0 ? {} : { args }
}

/** Of arguments with one name the first that has a value. Mirrors argo-rollouts@v1.10.1 utils/analysis/helpers.go#L357 */
export function argumentsOf(templates: readonly KubeObject[]): readonly JsonObject[] {
  const args = new Map<string, JsonObject>()
  for (const arg of templates.flatMap((template) => listAt(template, 'spec', 'args').filter(isJsonObject))) {
    const name = textAt(arg, 'name')
    if (args.get(name)?.value === undefined) args.set(name, arg)
  }
  return [...args.values()]
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
