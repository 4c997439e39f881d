import { pauseSeconds } from '../../../rollouts/go-duration.ts'
import { at, isJsonObject, type Json, type JsonObject, listAt, numberAt, textAt } from '../../objects/json.ts'

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

/** What is wrong with a step of a canary; `routing` is null where it has no router, the answer is null when nothing is wrong. Mirrors argo-rollouts@v1.10.1 pkg/apis/rollouts/validation/validation.go#L313 */
export function stepFault(step: Json, index: number, routing: JsonObject | null): string | null {
  const path = `spec.strategy.steps[${index}]`
  return (
    typeFault(step, path) ??
    valueFault(step, path, routing) ??
    (routing === null ? unroutedFault(step, path) : routedFault(step, path, routing))
  )
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

function valueFault(step: Json, path: string, routing: JsonObject | null): string | null {
  const weight = at(step, 'setWeight')
  const most = numberAt(routing, 'maxTrafficWeight') || 100
  if (typeof weight === 'number' && (weight < 0 || weight > most))
    return invalid(`${path}.setWeight`, weight, `SetWeight needs to be between 0 and ${most}`)
  const duration = at(step, 'pause', 'duration') ?? null
  if (typeof duration !== 'string' && typeof duration !== 'number') return null
  const seconds = pauseSeconds(String(duration)) ?? -1
  return seconds < 0
    ? invalid(`${path}.pause.duration`, seconds, 'Duration needs to be greater than 0')
    : null
}

const NO_HEADERS = 'SetHeaderRoute requires TrafficRouting, supports Istio and ALB and Apisix'
const NO_TRIALS =
  'Experiment template weight is only available for TrafficRouting with SMI, ALB, Istio and Plugins at this time'
const UNMANAGED =
  'Steps define a route that does not exist in spec.strategy.canary.trafficRouting.managedRoutes'
const NO_MIRRORS = 'SetMirrorRoute requires TrafficRouting, supports Istio and Plugins'

function unroutedFault(step: Json, path: string): string | null {
  if (has(step, 'setCanaryScale'))
    return 'spec.strategy.trafficRouting: Required value: SetCanaryScale requires TrafficRouting to be set'
  const header = at(step, 'setHeaderRoute')
  if (isJsonObject(header)) return invalid(`${path}.setHeaderRoute`, header, NO_HEADERS)
  const mirror = at(step, 'setMirrorRoute')
  if (isJsonObject(mirror)) return invalid(`${path}.setMirrorRoute`, mirror, NO_MIRRORS)
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

/** Mirrors argo-rollouts@v1.10.1 pkg/apis/rollouts/validation/validation.go#L337 */
function routedFault(step: Json, path: string, routing: JsonObject): string | null {
  const header = at(step, 'setHeaderRoute')
  const mirror = at(step, 'setMirrorRoute')
  const hasMesh = isJsonObject(routing.istio)
  if (isJsonObject(header)) {
    if (!hasMesh) return invalid(`${path}.setHeaderRoute`, header, NO_HEADERS)
    const values = listAt(header, 'match').map((match) => at(match, 'headerValue'))
    const fault = firstOf(values, (value, index) =>
      matchFault(value, `${path}.setHeaderRoute.match[${index}]`),
    )
    if (fault !== null) return fault
  }
  if (isJsonObject(mirror)) {
    if (!hasMesh) return invalid(`${path}.setMirrorRoute`, mirror, NO_MIRRORS)
    const fault = firstOf(listAt(mirror, 'match'), (match, index) =>
      firstOf(
        ['method', 'path'].flatMap((key) => at(match, key) ?? []),
        (value) => matchFault(value, `${path}.setMirrorRoute.match[${index}]`),
      ),
    )
    if (fault !== null) return fault
  }
  return isJsonObject(header) || isJsonObject(mirror)
    ? unmanagedFault(step, path, routing)
    : experimentFault(step, path, hasMesh)
}

function unmanagedFault(step: Json, path: string, routing: JsonObject): string | null {
  const field = 'spec.strategy.canary.trafficRouting.managedRoutes'
  if (routing.managedRoutes === undefined)
    return `spec.strategy.trafficRouting.managedRoutes: Required value: Rollout has missing field '${field}'`
  const names = listAt(routing, 'managedRoutes').map((route) => textAt(route, 'name'))
  return firstOf(['setHeaderRoute', 'setMirrorRoute'], (kind) => {
    const name = textAt(step, kind, 'name')
    const known = !has(step, kind) || names.includes(name)
    return known ? null : invalid(`${path}.${kind}`, name, UNMANAGED)
  })
}

/** A mesh could, but pods of an experiment that have a weight need Services of their own. */
const experimentFault = (step: Json, path: string, hasMesh: boolean): string | null =>
  firstOf(listAt(step, 'experiment', 'templates'), (template, index) => {
    const weight = at(template, 'weight') ?? null
    const where = `${path}.experiment.templates[${index}].weight`
    if (weight === null) return null
    return hasMesh
      ? `${where}: the demo does not simulate Services of templates`
      : invalid(where, weight, NO_TRIALS)
  })

/** Mirrors argo-rollouts@v1.10.1 pkg/apis/rollouts/validation/validation.go#L525 */
function matchFault(value: Json | undefined, path: string): string | null {
  const given = ['exact', 'regex', 'prefix'].filter((key) => textAt(value, key) !== '')
  if (given.length === 1) return null
  const why =
    given.length === 0
      ? 'StringMatch value missed, match value must have one of the following: exact, regex, prefix'
      : 'StringMatch match value must have exactly one of the following: exact, regex, prefix'
  return invalid(path, value ?? null, why)
}

const firstOf = <T>(all: readonly T[], fault: (one: T, index: number) => string | null): string | null =>
  all.reduce<string | null>((found, one, index) => found ?? fault(one, index), null)
