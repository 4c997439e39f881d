import type { CanaryStep } from '../rollouts/model.ts'
import {
  addProblem,
  childrenOf,
  flagOf,
  has,
  intOrTextOf,
  isFields,
  keysOf,
  type Node,
  optionalChildOf,
  optionalTextOf,
  optionalWholeOf,
  textOf,
} from './read.ts'

const kinds = [
  'setWeight',
  'pause',
  'experiment',
  'analysis',
  'setCanaryScale',
  'plugin',
  'setHeaderRoute',
  'setMirrorRoute',
]

/** Reads one canary step, with every kind that it holds. */
export function readStep(step: Node): CanaryStep {
  if (!kinds.some((kind) => has(step, kind))) {
    const found = keysOf(step).join(', ')
    addProblem(step, null, found ? `is of no kind that is known here (${found})` : 'is empty')
  }
  return {
    setWeight: optionalWholeOf(step, 'setWeight'),
    pause: readPause(step),
    experiment: readExperimentStep(step),
    analysis: readAnalysisStep(step),
    setCanaryScale: readCanaryScale(step),
    plugin: readPlugin(step),
    setHeaderRoute: readHeaderRoute(step),
    setMirrorRoute: readMirrorRoute(step),
    raw: isFields(step.value) ? step.value : {},
  }
}

function readPause(step: Node): CanaryStep['pause'] {
  const pause = optionalChildOf(step, 'pause')
  const duration = pause && intOrTextOf(pause, 'duration')
  return pause && { duration: duration === null ? null : String(duration) }
}

function readExperimentStep(step: Node): CanaryStep['experiment'] {
  const experiment = optionalChildOf(step, 'experiment')
  return (
    experiment && {
      templates: childrenOf(experiment, 'templates').map((template) => textOf(template, 'name')),
      duration: optionalTextOf(experiment, 'duration'),
    }
  )
}

function readAnalysisStep(step: Node): CanaryStep['analysis'] {
  const analysis = optionalChildOf(step, 'analysis')
  const templates = analysis && childrenOf(analysis, 'templates')
  return templates && { templates: templates.map((template) => textOf(template, 'templateName')) }
}

function readCanaryScale(step: Node): CanaryStep['setCanaryScale'] {
  const scale = optionalChildOf(step, 'setCanaryScale')
  return (
    scale && {
      weight: optionalWholeOf(scale, 'weight'),
      replicas: optionalWholeOf(scale, 'replicas'),
      matchTrafficWeight: flagOf(scale, 'matchTrafficWeight'),
    }
  )
}

function readPlugin(step: Node): CanaryStep['plugin'] {
  const plugin = optionalChildOf(step, 'plugin')
  return plugin && { name: textOf(plugin, 'name') }
}

function readHeaderRoute(step: Node): CanaryStep['setHeaderRoute'] {
  const route = optionalChildOf(step, 'setHeaderRoute')
  return route && { name: textOf(route, 'name'), removes: childrenOf(route, 'match').length === 0 }
}

function readMirrorRoute(step: Node): CanaryStep['setMirrorRoute'] {
  const route = optionalChildOf(step, 'setMirrorRoute')
  return (
    route && {
      name: textOf(route, 'name'),
      percentage: optionalWholeOf(route, 'percentage'),
      removes: childrenOf(route, 'match').length === 0,
    }
  )
}
