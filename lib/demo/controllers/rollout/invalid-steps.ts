import { pauseSeconds } from '../../../rollouts/go-duration.ts'
import { at, isJsonObject, type Json, listAt } from '../../objects/json.ts'

/** `<path>: Invalid value: <value>: <why>`, as Kubernetes words it. */
export const invalid = (path: string, value: Json, why: string): string =>
  `${path}: Invalid value: ${JSON.stringify(value)}: ${why}`

const MISSING =
  'Step must have one of the following set: experiment, setWeight, setCanaryScale, plugin or pause'

const kinds = [
  'experiment',
  'pause',
  'setWeight',
  'analysis',
  'setCanaryScale',
  'setHeaderRoute',
  'setMirrorRoute',
  'plugin',
] as const

const capital = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`
const has = (step: Json, kind: string): boolean => (at(step, kind) ?? null) !== null

/** What is wrong with a step of a canary that has no router; null when nothing is. Mirrors argo-rollouts@v1.10.1 pkg/apis/rollouts/validation/validation.go#L313 */
export function stepFault(step: Json, index: number): string | null {
  const path = `spec.strategy.steps[${index}]`
  return typeFault(step, path) ?? valueFault(step, path) ?? routerFault(step, path)
}

function typeFault(step: Json, path: string): string | null {
  const told = (names: readonly string[], holds: (kind: string) => boolean) =>
    names.map((kind) => `step.${capital(kind)}: ${holds(kind)}`).join(' ')
  const exclusive = kinds.slice(0, 4)
  if (exclusive.filter((kind) => has(step, kind)).length > 1)
    return invalid(
      path,
      told(exclusive, (kind) => has(step, kind)),
      MISSING,
    )
  // The real one says true of what is missing.
  return kinds.some((kind) => has(step, kind))
    ? null
    : invalid(
        path,
        told(kinds, (kind) => !has(step, kind)),
        MISSING,
      )
}

function valueFault(step: Json, path: string): string | null {
  const weight = at(step, 'setWeight')
  if (typeof weight === 'number' && (weight < 0 || weight > 100))
    return invalid(`${path}.setWeight`, weight, 'SetWeight needs to be between 0 and 100')
  const duration = at(step, 'pause', 'duration') ?? null
  if (typeof duration !== 'string' && typeof duration !== 'number') return null
  const seconds = pauseSeconds(String(duration)) ?? -1
  return seconds < 0
    ? invalid(`${path}.pause.duration`, seconds, 'Duration needs to be greater than 0')
    : null
}

function routerFault(step: Json, path: string): string | null {
  if (has(step, 'setCanaryScale'))
    return 'spec.strategy.trafficRouting: Required value: SetCanaryScale requires TrafficRouting to be set'
  const header = at(step, 'setHeaderRoute')
  if (isJsonObject(header))
    return invalid(
      `${path}.setHeaderRoute`,
      header,
      'SetHeaderRoute requires TrafficRouting, supports Istio and ALB and Apisix',
    )
  const mirror = at(step, 'setMirrorRoute')
  if (isJsonObject(mirror))
    return invalid(
      `${path}.setMirrorRoute`,
      mirror,
      'SetMirrorRoute requires TrafficRouting, supports Istio and Plugins',
    )
  for (const [index, template] of listAt(step, 'experiment', 'templates').entries()) {
    const weight = at(template, 'weight') ?? null
    const where = `${path}.experiment.templates[${index}].weight`
    if (weight !== null)
      return invalid(
        where,
        weight,
        'Experiment template weight cannot be set unless TrafficRouting is enabled',
      )
  }
  return null
}
