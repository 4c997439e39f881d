import type { PodTemplate, Problem, Rollout, RolloutSpec } from '../rollouts/model.ts'
import { readMeta } from './meta.ts'
import {
  addProblem,
  flagOf,
  has,
  instantOf,
  keysOf,
  type Node,
  optionalChildOf,
  optionalWholeOf,
  rootOf,
  textOf,
  wholeOf,
} from './read.ts'
import { readRolloutStatus } from './rollout-status.ts'
import { readStrategy } from './strategy.ts'
import { readTemplate } from './template.ts'

/** Reads a Rollout of argoproj.io/v1alpha1; what is missing or wrong is named in `problems`, in the object's order. */
export function readRollout(object: Node): Rollout {
  const meta = readMeta(object)
  const spec = optionalChildOf(object, 'spec')
  if (!has(object, 'spec')) addProblem(object, 'spec', 'is missing')
  const status = optionalChildOf(object, 'status')
  if (!has(object, 'status')) {
    addProblem(object, 'status', 'is missing; the controller has not looked at this Rollout yet')
  }
  const problems: readonly Problem[] = object.problems
  // What a missing part would have held is not missing a second time.
  const nothing = rootOf(null)
  return {
    kind: 'Rollout',
    meta,
    spec: readSpec(spec ?? nothing),
    status: readRolloutStatus(status ?? nothing),
    problems,
  }
}

function readSpec(spec: Node): RolloutSpec {
  const ref = optionalChildOf(spec, 'workloadRef')
  return {
    replicas: optionalWholeOf(spec, 'replicas'),
    paused: flagOf(spec, 'paused'),
    strategy: readStrategy(spec),
    template: readRolloutTemplate(spec, ref !== null),
    workloadRef: ref && { kind: textOf(ref, 'kind'), name: textOf(ref, 'name') },
    restartAt: instantOf(spec, 'restartAt'),
    progressDeadlineSeconds: optionalWholeOf(spec, 'progressDeadlineSeconds'),
    progressDeadlineAbort: flagOf(spec, 'progressDeadlineAbort'),
    revisionHistoryLimit: optionalWholeOf(spec, 'revisionHistoryLimit'),
    minReadySeconds: wholeOf(spec, 'minReadySeconds'),
  }
}

function readRolloutTemplate(spec: Node, byRef: boolean): PodTemplate | null {
  const template = optionalChildOf(spec, 'template')
  const nested = template && keysOf(template).includes('template')
  if (template && nested) {
    addProblem(template, 'template', 'is a template inside the template; its content is ignored')
  }
  const read = template && readTemplate(template)
  const empty = !read || read.containers.length === 0
  if (byRef) {
    if (!empty)
      addProblem(spec, 'template', 'stands beside workloadRef; the controller takes only one of them')
    return read
  }
  if (!template) addProblem(spec, 'template', 'is missing, and there is no workloadRef')
  else if (empty) {
    // The CRD prunes what it does not know, so a template one level too deep arrives here as an empty one.
    const why = nested ? '' : ' (one that was indented a level too deep is dropped by the API server)'
    addProblem(template, 'spec.containers', `has no container, so no pod can be made from it${why}`)
  }
  read?.containers.forEach((container, index) => {
    if (!container.image && template) addProblem(template, `spec.containers[${index}].image`, 'is missing')
  })
  return read
}
