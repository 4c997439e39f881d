import { withDefaults } from '../objects/defaults.ts'
import { at, type Json, type JsonObject, numberAt, objectAt } from '../objects/json.ts'
import type { NewObject } from '../objects/object.ts'
import { type Cause, forbiddenValue, invalidValue, unsupportedValue } from '../objects/refusal.ts'

const percent = /^[0-9]+%$/
const PERCENT_WORDS =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')"

/** What is wrong with how a Deployment moves on. Mirrors kubernetes@v1.36.3 pkg/apis/apps/validation/validation.go (ValidateDeploymentSpec) */
export function deploymentCauses(object: NewObject): readonly Cause[] {
  const { spec = {} } = withDefaults('deployments', object)
  const deadline = numberAt(spec, 'progressDeadlineSeconds')
  return [
    ...strategyCauses(objectAt(spec, 'strategy')),
    ...['minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds'].flatMap((field) =>
      positiveCauses(at(spec, field) ?? 0, `spec.${field}`),
    ),
    ...(deadline <= numberAt(spec, 'minReadySeconds')
      ? [invalidValue('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds')]
      : []),
  ]
}

function strategyCauses(strategy: JsonObject): readonly Cause[] {
  const { type = '', rollingUpdate = null } = strategy
  switch (type) {
    case 'RollingUpdate':
      return rollingCauses(objectAt(strategy, 'rollingUpdate'))
    case 'Recreate':
      return rollingUpdate === null
        ? []
        : [
            forbiddenValue(
              'spec.strategy.rollingUpdate',
              "may not be specified when strategy `type` is 'Recreate'",
            ),
          ]
    default:
      return [
        unsupportedValue('spec.strategy', unknownStrategy(type, rollingUpdate), [
          'Recreate',
          'RollingUpdate',
        ]),
      ]
  }
}

/** A strategy as Go holds it; its names are what the refusal shows. */
const unknownStrategy = (type: Json, rollingUpdate: Json): Json => ({
  Type: type,
  RollingUpdate:
    rollingUpdate === null
      ? null
      : {
          MaxUnavailable: at(rollingUpdate, 'maxUnavailable') ?? 0,
          MaxSurge: at(rollingUpdate, 'maxSurge') ?? 0,
        },
})

function rollingCauses(rollingUpdate: JsonObject): readonly Cause[] {
  const path = 'spec.strategy.rollingUpdate'
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate
  const none = [maxUnavailable, maxSurge].every((limit) => amountOf(limit) === 0)
  const field = `${path}.maxUnavailable`
  return [
    ...limitCauses(maxUnavailable, field),
    ...limitCauses(maxSurge, `${path}.maxSurge`),
    ...(none ? [invalidValue(field, maxUnavailable, 'may not be 0 when `maxSurge` is 0')] : []),
    ...(isPercent(maxUnavailable) && amountOf(maxUnavailable) > 100
      ? [invalidValue(field, maxUnavailable, 'must not be greater than 100%')]
      : []),
  ]
}

const isPercent = (limit: Json): limit is string => typeof limit === 'string' && percent.test(limit)
const amountOf = (limit: Json): number =>
  isPercent(limit) ? Number.parseInt(limit, 10) : typeof limit === 'number' ? limit : 0

function limitCauses(limit: Json, field: string): readonly Cause[] {
  if (typeof limit === 'number') return positiveCauses(limit, field)
  return isPercent(limit) ? [] : [invalidValue(field, limit, PERCENT_WORDS)]
}

const positiveCauses = (value: Json, field: string): readonly Cause[] =>
  typeof value === 'number' && value < 0
    ? [invalidValue(field, value, 'must be greater than or equal to 0')]
    : []
