import type { CockpitError } from '../../../errors.ts'
import { isJsonObject, type Json, type JsonObject } from '../../objects/json.ts'
import { apiVersionOf, kindOf } from '../../objects/kinds.ts'
import { invalid, invalidValue, refuse } from '../../objects/refusal.ts'
import type { ObjectCall, ResourceCall } from '../call.ts'
import { strictnessOf } from '../options.ts'
import { pruneUnknown } from './unknown.ts'

/** What was read, and what its writer should be told along with the answer. */
export interface Checked {
  readonly value: Json
  readonly warnings: readonly string[]
}

/** More are not told: sigs.k8s.io/json internal/golang/encoding/json/kubernetes_patch.go#L91 */
const MOST = 100

/** A body without the fields that its kind does not have: those are refused, warned of or ignored, as `fieldValidation` says. */
export function checkBody(call: ResourceCall, value: Json): Checked {
  const kind = kindOf(call.target.resource)
  return check(call, value, (words) =>
    refuse(
      'BadRequest',
      `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: ${words}`,
    ),
  )
}

/** As `checkBody`, of what a patch has made of an object. */
export const checkPatched = (call: ResourceCall, value: Json): Checked =>
  check(call, value, (words) =>
    invalid({ group: '', resource: '', kind: '' }, '', [invalidValue('patch', JSON.stringify(value), words)]),
  )

/** An apply is typed by the fields of the kind: one that there is not is always a refusal. */
export function checkApplied({ target }: ObjectCall, configuration: JsonObject): void {
  const { unknown } = pruneUnknown(target.resource, configuration)
  if (unknown.length === 0) return
  const { kind, ...rest } = kindOf(target.resource)
  const words = unknown.slice(0, MOST).map((path) => `.${path}: field not declared in schema`)
  const place = target.namespace === null ? target.name : `${target.namespace}/${target.name}`
  throw refuse(
    '',
    `failed to create typed patch object (${place}; ${apiVersionOf(rest)}, Kind=${kind}): ${words.length === 1 ? words.join('') : `errors:\n${words.map((word) => `  ${word}`).join('\n')}`}`,
  )
}

function check(call: ResourceCall, value: Json, refusal: (words: string) => CockpitError): Checked {
  const strictness = strictnessOf(call)
  if (!isJsonObject(value)) return { value, warnings: [] }
  const { object, unknown } = pruneUnknown(call.target.resource, value)
  const words = unknown.slice(0, MOST).map((field) => `unknown field "${field}"`)
  if (strictness === 'Strict' && words.length > 0) throw refusal(`strict decoding error: ${words.join(', ')}`)
  return { value: object, warnings: strictness === 'Warn' ? words : [] }
}
