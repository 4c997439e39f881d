import { CockpitError, type FailureKind } from '../../errors.ts'
import type { Json, JsonObject } from './json.ts'
import { type Kind, qualifiedName } from './kinds.ts'

export type Reason =
  | 'BadRequest'
  | 'Unauthorized'
  | 'Forbidden'
  | 'NotFound'
  | 'MethodNotAllowed'
  | 'NotAcceptable'
  | 'AlreadyExists'
  | 'Conflict'
  | 'Expired'
  | 'Invalid'
  | 'UnsupportedMediaType'
  | 'RequestEntityTooLarge'
  | 'Timeout'
  | 'ServiceUnavailable'
  | 'InternalError'
  /** The API server has no word for it. */
  | ''

const codes: Record<Reason, number> = {
  BadRequest: 400,
  Unauthorized: 401,
  Forbidden: 403,
  NotFound: 404,
  MethodNotAllowed: 405,
  NotAcceptable: 406,
  AlreadyExists: 409,
  Conflict: 409,
  Expired: 410,
  RequestEntityTooLarge: 413,
  UnsupportedMediaType: 415,
  Invalid: 422,
  InternalError: 500,
  '': 500,
  ServiceUnavailable: 503,
  Timeout: 504,
}

const failureKinds: Partial<Record<Reason, FailureKind>> = {
  Unauthorized: 'unauthenticated',
  Forbidden: 'forbidden',
  NotFound: 'not-found',
  Conflict: 'conflict',
  AlreadyExists: 'conflict',
  Invalid: 'invalid',
}

/** What an API server answers instead of the thing that was asked for. */
export interface Refusal {
  readonly code: number
  readonly reason: Reason
  readonly message: string
  readonly details?: JsonObject
}

/** A refusal to be thrown; `refusalOf` reads it back from what was caught. */
export function refuse(reason: Reason, message: string, details?: JsonObject): CockpitError {
  const refusal: Refusal = { code: codes[reason], reason, message, ...(details ? { details } : {}) }
  return new CockpitError(failureKinds[reason] ?? 'refused', message, { cause: refusal })
}

/** The refusal in what was caught; null for anything else, which is a fault of ours. */
export function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof CockpitError)) return null
  const { cause } = error
  return isRefusal(cause) ? cause : null
}

const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'code' in value && 'reason' in value && 'message' in value

const detailsOf = (kind: Pick<Kind, 'group' | 'resource'>, name: string): JsonObject => ({
  ...(name === '' ? {} : { name }),
  ...(kind.group === '' ? {} : { group: kind.group }),
  kind: kind.resource,
})

/** No object of that name. */
export const notFound = (kind: Kind, name: string): CockpitError =>
  refuse('NotFound', `${qualifiedName(kind)} "${name}" not found`, detailsOf(kind, name))

/** The name is taken. */
export const alreadyExists = (kind: Kind, name: string): CockpitError =>
  refuse('AlreadyExists', `${qualifiedName(kind)} "${name}" already exists`, detailsOf(kind, name))

/** The writer built on an object that is no longer the stored one. */
export const conflict = (kind: Kind, name: string, why: string): CockpitError =>
  refuse(
    'Conflict',
    `Operation cannot be fulfilled on ${qualifiedName(kind)} "${name}": ${why}`,
    detailsOf(kind, name),
  )

/** What the API server says where a resourceVersion is no longer the newest. */
export const modified =
  'the object has been modified; please apply your changes to the latest version and try again'

/** One fault of an object: where it stands and what is wrong there, as Kubernetes words it. */
export interface Cause {
  readonly field: string
  readonly reason:
    | 'FieldValueInvalid'
    | 'FieldValueTypeInvalid'
    | 'FieldValueRequired'
    | 'FieldValueForbidden'
    | 'FieldValueNotSupported'
  readonly message: string
}

/** A field that holds what it may not; the message shows the value. */
export const invalidValue = (field: string, value: Json, why: string): Cause => ({
  field,
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
})

/** A field that is missing. */
export const requiredValue = (field: string, why = ''): Cause => ({
  field,
  reason: 'FieldValueRequired',
  message: why === '' ? 'Required value' : `Required value: ${why}`,
})

/** More faults of one object nobody reads. */
const MOST_CAUSES = 100

/** The object as a whole is not one that may be stored. */
export function invalid(
  kind: Pick<Kind, 'group' | 'resource' | 'kind'>,
  name: string,
  allCauses: readonly Cause[],
): CockpitError {
  const causes = allCauses.slice(0, MOST_CAUSES)
  const words = causes.map(({ field, message }) => `${field}: ${message}`)
  const list = words.length === 1 ? words.join('') : `[${words.join(', ')}]`
  const who = kind.group === '' ? kind.kind : `${kind.kind}.${kind.group}`
  return refuse('Invalid', `${who} "${name}" is invalid: ${list}`, {
    ...detailsOf(kind, name),
    kind: kind.kind,
    causes: causes.map(({ field, reason, message }) => ({ reason, message, field })),
  })
}

/** Options of a request that cannot be, as the API server refuses `ListOptions` and their like. */
export const invalidOptions = (kind: string, ...causes: readonly Cause[]): CockpitError =>
  invalid({ group: 'meta.k8s.io', resource: kind, kind }, '', causes)

/** A value that is none of those there are. */
export const unsupportedValue = (field: string, value: Json, supported: readonly string[]): Cause => ({
  field,
  reason: 'FieldValueNotSupported',
  message: `Unsupported value: ${JSON.stringify(value)}: supported values: ${supported.map((one) => JSON.stringify(one)).join(', ')}`,
})

/** What must not be said here. */
export const forbiddenValue = (field: string, why: string): Cause => ({
  field,
  reason: 'FieldValueForbidden',
  message: `Forbidden: ${why}`,
})
