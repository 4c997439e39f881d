import { isJsonObject, type JsonObject, without } from '../objects/json.ts'
import { type Kind, kindOf, type ResourceName } from '../objects/kinds.ts'
import type { ChangedObject, NewObject } from '../objects/object.ts'
import { invalid, invalidValue, notFound, refuse } from '../objects/refusal.ts'
import { type Answer, jsonAnswer, successStatus } from './answer.ts'
import type { Backing, ObjectCall, ResourceCall } from './call.ts'
import { checkSpec } from './check-spec.ts'
import { checkBody } from './fields/check.ts'
import { listObjects } from './list.ts'
import { deleteOptions, writeOptions } from './options.ts'
import { requireObject } from './read.ts'
import { parseBody, readChanged, readObject } from './read-object.ts'
import { objectAnswer, representationOf } from './represent.ts'

/** A new object; what its controller says of it in a status is not its author's to say. */
export function answerCreate(backing: Backing, call: ResourceCall): Answer {
  const { resource, namespace } = call.target
  const kind = kindOf(resource)
  requireJson(call)
  const { value, warnings } = checkBody(call, parseBody(call.body))
  const { status, ...rest } = readObject(kind, value, namespace)
  const object: NewObject = kind.status || status === undefined ? rest : { ...rest, status }
  if (object.metadata.resourceVersion)
    throw refuse('BadRequest', 'resourceVersion should not be set on objects to be created')
  const kept = checkSpec(resource, object)
  const created = backing.store.create(resource, object, writeOptions(call))
  return objectAnswer(backing, call, created, { code: 201, warnings: [...warnings, ...kept] })
}

/** A whole object, or its status, in the place of the stored one. */
export function answerUpdate(backing: Backing, call: ObjectCall): Answer {
  const { resource, namespace, name, subresource } = call.target
  requireJson(call)
  const stored = requireObject(backing, call)
  const { value, warnings } = checkBody(call, parseBody(call.body))
  const kind = kindOf(resource)
  const object = readChanged(kind, value, namespace, name)
  if (kind.custom) requireVersion(kind, object)
  const part = subresource === 'status' ? 'status' : 'spec'
  const kept = part === 'spec' ? checkSpec(resource, object, stored) : []
  const written = backing.store.update(resource, object, part, writeOptions(call))
  return objectAnswer(backing, call, written, { warnings: [...warnings, ...kept] })
}

/** Only the kinds of Kubernetes itself may be replaced whatever they have become: apiserver@v0.36.3 pkg/registry/generic/registry/store.go#L735 */
function requireVersion({ group, resource }: Kind, { metadata }: ChangedObject): void {
  if (metadata.resourceVersion) return
  const cause = invalidValue('metadata.resourceVersion', 0, 'must be specified for an update')
  throw invalid({ group, resource, kind: resource }, metadata.name, [cause])
}

function requireJson({ contentType }: ResourceCall): void {
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase()
  if (type !== '' && type !== 'application/json')
    throw refuse(
      'UnsupportedMediaType',
      'the body of the request was in an unknown format - accepted media types include: application/json',
    )
}

// apiserver@v0.36.3 pkg/admission/plugin/namespace/lifecycle/admission.go#L79
const everlasting: ReadonlySet<string> = new Set(['default', 'kube-public', 'kube-system'])

// Those of the demo's whose registry has ReturnDeletedObject: kubernetes@v1.36.3 pkg/registry/core
const shownWhenGone: ReadonlySet<ResourceName> = new Set([
  'namespaces',
  'pods',
  'serviceaccounts',
  'services',
])

/** Deletes an object; answers with it while it waits for somebody, else with what is gone. */
export function answerDelete(backing: Backing, call: ObjectCall): Answer {
  const { resource, namespace, name } = call.target
  const kind = kindOf(resource)
  const options = deleteOptions(call.query, bodyOf(call))
  const before = requireObject(backing, call)
  if (resource === 'namespaces' && everlasting.has(name))
    throw refuse('Forbidden', `namespaces "${name}" is forbidden: this namespace may not be deleted`, {
      name,
      kind: resource,
    })
  const left = backing.store.delete(resource, namespace, name, options)
  if (left === undefined) throw notFound(kind, name)
  const stays = backing.store.get(resource, namespace, name)?.metadata.uid === before.metadata.uid
  if (stays || shownWhenGone.has(resource)) return objectAnswer(backing, call, left)
  const { uid } = before.metadata
  return jsonAnswer(
    200,
    successStatus({ name, ...(kind.group === '' ? {} : { group: kind.group }), kind: resource, uid }),
  )
}

/** Deletes every object of a collection that the selectors match; answers with what they were. */
export function answerDeleteAll(backing: Backing, call: ResourceCall): Answer {
  const { resource } = call.target
  const options = deleteOptions(call.query, bodyOf(call))
  const listing = listObjects(backing.store, call.target, call.query)
  for (const { metadata } of listing.objects)
    backing.store.delete(resource, metadata.namespace ?? null, metadata.name, options)
  const body = representationOf(backing, call).list(listing)
  return { code: 200, type: 'application/json', body }
}

function bodyOf({ body }: ResourceCall): JsonObject {
  if (body.trim() === '') return {}
  const value = parseBody(body)
  if (!isJsonObject(value)) throw refuse('BadRequest', 'the body of a deletion is DeleteOptions')
  return without(value, 'apiVersion', 'kind')
}
