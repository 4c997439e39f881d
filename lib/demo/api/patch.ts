import { parse } from 'yaml'
import { isJsonObject, type Json, type JsonObject, objectAt } from '../objects/json.ts'
import { apiVersionOf, kindOf } from '../objects/kinds.ts'
import { invalidOptions, notFound, refuse, requiredValue } from '../objects/refusal.ts'
import type { Answer } from './answer.ts'
import type { Backing, ObjectCall } from './call.ts'
import { checkSpec } from './check-spec.ts'
import { checkApplied, checkPatched } from './fields/check.ts'
import { flagOption, writeOptions } from './options.ts'
import { applyConfiguration } from './patches/apply.ts'
import { applyJsonPatch } from './patches/json-patch.ts'
import { listKeysOf } from './patches/list-keys.ts'
import { applyMergePatch } from './patches/merge-patch.ts'
import { applyStrategicPatch, type KeysAt } from './patches/strategic-patch.ts'
import { isDeeper, parseBody, readChanged, readObject, requireShallow } from './read-object.ts'
import { objectAnswer } from './represent.ts'

/** Whose fields are whose is compared field by field: of larger objects that would take longer than anyone waits. */
const APPLY_LIMIT = 128 * 1024

const mediaType = (contentType: string): string => (contentType.split(';')[0] ?? '').trim().toLowerCase()

const keysFor = ({ target }: ObjectCall): KeysAt => {
  const { custom } = kindOf(target.resource)
  return (path) => listKeysOf(target.resource, custom, path)
}

/** The value with the patch of a call applied, in one of the three ways that patch something that is there. */
export function applyPatch(value: Json, call: ObjectCall): Json {
  const { custom } = kindOf(call.target.resource)
  switch (mediaType(call.contentType)) {
    case 'application/merge-patch+json':
      return applyMergePatch(value, parseBody(call.body))
    case 'application/json-patch+json':
      return requireShallow(applyJsonPatch(value, parseBody(call.body)))
    case 'application/strategic-merge-patch+json':
      if (!custom || call.target.subresource === 'scale')
        return applyStrategicPatch(value, parseBody(call.body), keysFor(call))
  }
  const known = [
    'application/json-patch+json',
    'application/merge-patch+json',
    'application/apply-patch+yaml',
  ]
  const types = custom ? known : [...known, 'application/strategic-merge-patch+json']
  throw refuse(
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${types.join(', ')}`,
  )
}

/** Changes an object, or its status, by a patch of any kind. */
export function answerPatch(backing: Backing, call: ObjectCall): Answer {
  const { store } = backing
  const { resource, namespace, name, subresource } = call.target
  const applies = mediaType(call.contentType) === 'application/apply-patch+yaml'
  const stored = store.get(resource, namespace, name)
  const options = writeOptions(call)
  if (stored === undefined) {
    if (!applies || subresource !== null) throw notFound(kindOf(resource), name)
    return create(backing, call)
  }
  const before: JsonObject = stored
  const next = applies ? applied(backing, call, before) : applyPatch(before, call)
  const { value, warnings } = checkPatched(call, next)
  const object = readChanged(kindOf(resource), value, namespace, name)
  const part = subresource === 'status' ? 'status' : 'spec'
  const kept = part === 'spec' ? checkSpec(resource, object, stored) : []
  const written = store.update(resource, object, part, options)
  return objectAnswer(backing, call, written, { warnings: [...warnings, ...kept] })
}

function create(backing: Backing, call: ObjectCall): Answer {
  const { resource, namespace, name } = call.target
  const kind = kindOf(resource)
  const identity: JsonObject = { apiVersion: apiVersionOf(kind), kind: kind.kind, metadata: { name } }
  const object = readObject(kind, applied(backing, call, identity), namespace)
  const warnings = checkSpec(resource, object)
  const written = backing.store.create(resource, object, writeOptions(call))
  return objectAnswer(backing, call, written, { code: 201, warnings })
}

function applied({ now }: Backing, call: ObjectCall, live: JsonObject): JsonObject {
  const { resource, namespace, name } = call.target
  const kind = kindOf(resource)
  const manager = call.query.get('fieldManager') ?? ''
  if (manager === '')
    throw invalidOptions('PatchOptions', requiredValue('fieldManager', 'is required for apply patch'))
  if (call.body.length + JSON.stringify(live).length > APPLY_LIMIT)
    throw refuse(
      'RequestEntityTooLarge',
      `the demo applies objects of at most ${APPLY_LIMIT} bytes on the server: leave out --server-side`,
    )
  const configuration = parseYaml(call.body)
  // Says early and clearly what is wrong with it, before it is mixed with what there is.
  readChanged(kind, named(configuration, name), namespace, name)
  if (configuration.apiVersion !== apiVersionOf(kind) || configuration.kind !== kind.kind)
    throw refuse(
      'BadRequest',
      `an apply patch must name its apiVersion (${apiVersionOf(kind)}) and kind (${kind.kind})`,
    )
  checkApplied(call, configuration)
  const force = flagOption(call.query, 'force')
  return applyConfiguration(live, configuration, { kind, manager, force, now: now(), keysAt: keysFor(call) })
}

/** A configuration without a name is of the object in the path. */
const named = (configuration: JsonObject, name: string): JsonObject => ({
  ...configuration,
  metadata: { name, ...objectAt(configuration, 'metadata') },
})

function parseYaml(text: string): JsonObject {
  const value = readYaml(text)
  if (!isJsonObject(value) || isDeeper(value, 60))
    throw refuse('BadRequest', 'the body of an apply patch is one object, in YAML or JSON')
  // YAML knows dates and undefined; JSON does not.
  const json: Json = JSON.parse(JSON.stringify(value))
  return isJsonObject(json) ? json : {}
}

function readYaml(text: string): Json {
  try {
    return parse(text, { schema: 'core', maxAliasCount: 100 })
  } catch (error) {
    throw refuse(
      'BadRequest',
      `error decoding YAML: ${error instanceof Error ? error.message : 'unreadable'}`,
    )
  }
}
