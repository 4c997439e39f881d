import {
  at,
  isJsonObject,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  sameJson,
  textAt,
} from '../objects/json.ts'
import type { ResourceName } from '../objects/kinds.ts'
import { kindOf } from '../objects/kinds.ts'
import { notHeeded } from '../objects/not-heeded.ts'
import { notSimulated } from '../objects/not-simulated.ts'
import type { NewObject } from '../objects/object.ts'
import { type Cause, invalid, invalidValue, requiredValue } from '../objects/refusal.ts'
import { deploymentCauses } from './check-deployment.ts'

/** More pods of one workload than anyone looks at; each of them takes its share of the memory. */
const MOST_REPLICAS = 1_000

/**
 * Refuses what the controllers could not work with or would not heed, a small part of what a real API server checks; answers with what is
 * kept all the same, in words for the writer.
 */
export function checkSpec(
  resource: ResourceName,
  object: NewObject,
  stored: NewObject | null = null,
): readonly string[] {
  const causes = [...(checks[resource]?.(object, stored) ?? []), ...notSimulated(resource, object)]
  if (causes.length > 0) throw invalid(kindOf(resource), object.metadata.name ?? '', causes)
  return notHeeded(resource, object, stored)
}

type Check = (object: NewObject, stored: NewObject | null) => readonly Cause[]

const checks: Partial<Record<ResourceName, Check>> = {
  deployments: (object, stored) => [
    ...workloadCauses(object, 'deployment'),
    ...deploymentCauses(object),
    ...selectorChange(object, stored),
  ],
  replicasets: (object, stored) => [
    ...workloadCauses(object, 'replicaset'),
    ...selectorChange(object, stored),
  ],
  rollouts: (object, stored) => [...rolloutCauses(object), ...rolloutSelectorChange(object, stored)],
  pods: (object) => containerCauses(object.spec, 'spec'),
  services: serviceCauses,
  horizontalpodautoscalers: ({ spec }) => (spec === undefined ? [requiredValue('spec.scaleTargetRef')] : []),
}

function serviceCauses(object: NewObject): readonly Cause[] {
  const ports = listAt(object, 'spec', 'ports')
  const portless =
    textAt(object, 'spec', 'clusterIP') === 'None' || textAt(object, 'spec', 'type') === 'ExternalName'
  if (ports.length === 0 && !portless) return [requiredValue('spec.ports')]
  return ports.flatMap((port, index) => wholeCauses(at(port, 'port') ?? null, `spec.ports[${index}].port`))
}

function workloadCauses(object: NewObject, what: string): readonly Cause[] {
  const selector = at(object, 'spec', 'selector')
  const labels = objectAt(object, 'spec', 'template', 'metadata', 'labels')
  const selected = Object.entries(objectAt(selector, 'matchLabels'))
  const replicas = at(object, 'spec', 'replicas')
  return [
    ...(replicas === undefined ? [] : wholeCauses(replicas, 'spec.replicas')),
    ...sizeCauses(replicas),
    ...(isJsonObject(selector) ? emptyCauses(selector, what) : [requiredValue('spec.selector')]),
    ...(isJsonObject(selector) && selected.every(([name, value]) => labels[name] === value)
      ? []
      : [
          invalidValue(
            'spec.template.metadata.labels',
            at(object, 'spec', 'template', 'metadata', 'labels') ?? null,
            '`selector` does not match template `labels`',
          ),
        ]),
    ...containerCauses(at(object, 'spec', 'template', 'spec'), 'spec.template.spec'),
  ]
}

const emptyCauses = (selector: JsonObject, what: string): readonly Cause[] =>
  Object.keys(objectAt(selector, 'matchLabels')).length + listAt(selector, 'matchExpressions').length > 0
    ? []
    : [invalidValue('spec.selector', selector, `empty selector is invalid for ${what}`)]

function selectorChange(object: NewObject, stored: NewObject | null): readonly Cause[] {
  if (stored === null) return []
  const [next, before] = [object, stored].map((one) => objectAt(one, 'spec', 'selector'))
  return JSON.stringify(next) === JSON.stringify(before)
    ? []
    : [invalidValue('spec.selector', next ?? {}, 'field is immutable')]
}

/** A rule of the CustomResourceDefinition; its refusal does not show the value. */
function rolloutSelectorChange(object: NewObject, stored: NewObject | null): readonly Cause[] {
  const [next, before] = [object, stored].map((one) => at(one?.spec ?? null, 'selector'))
  if (next === undefined || before === undefined || sameJson(next, before)) return []
  const message = 'Invalid value: .spec.selector is immutable'
  return [{ field: 'spec.selector', reason: 'FieldValueInvalid', message }]
}

function containerCauses(spec: Json | undefined, path: string): readonly Cause[] {
  const containers = listAt(spec, 'containers')
  if (containers.length === 0) return [requiredValue(`${path}.containers`)]
  return containers.flatMap((container, index) =>
    ['name', 'image']
      .filter((field) => textAt(container, field) === '')
      .map((field) => requiredValue(`${path}.containers[${index}].${field}`)),
  )
}

const wholeCauses = (value: Json, field: string): readonly Cause[] =>
  Number.isSafeInteger(value) && Number(value) >= 0
    ? []
    : [invalidValue(field, value, 'must be greater than or equal to 0')]

const sizeCauses = (replicas: Json | undefined): readonly Cause[] =>
  typeof replicas === 'number' && replicas > MOST_REPLICAS
    ? [invalidValue('spec.replicas', replicas, `the demo runs at most ${MOST_REPLICAS} pods of a workload`)]
    : []

const rolloutFields = {
  replicas: 'integer',
  minReadySeconds: 'integer',
  revisionHistoryLimit: 'integer',
  progressDeadlineSeconds: 'integer',
  paused: 'boolean',
  restartAt: 'string',
  selector: 'object',
  strategy: 'object',
  template: 'object',
  workloadRef: 'object',
} as const

const typeOf = (value: Json): string => {
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}

/** As the schema of the CustomResourceDefinition has it: types only; what it means is for the controller to say. */
function rolloutCauses(object: NewObject): readonly Cause[] {
  const causes = Object.entries(rolloutFields).flatMap(([field, type]): readonly Cause[] => {
    const value = at(object, 'spec', field)
    if (value === undefined || value === null || typeOf(value) === type) return []
    const path = `spec.${field}`
    const is = JSON.stringify(typeOf(value))
    const message = `Invalid value: ${is}: ${path} in body must be of type ${type}: ${is}`
    return [{ field: path, reason: 'FieldValueTypeInvalid', message }]
  })
  const replicas = at(object, 'spec', 'replicas')
  // Of the scale that every write to a scalable custom resource is measured by.
  if (typeof replicas !== 'number' || replicas >= 0) return [...causes, ...sizeCauses(replicas)]
  return [...causes, invalidValue('.spec.replicas', replicas, 'should be a non-negative integer')]
}
