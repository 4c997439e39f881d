import { isJsonList, isJsonObject, type Json, type JsonObject, textAt } from '../objects/json.ts'
import { apiVersionOf, type Kind } from '../objects/kinds.ts'
import type { ChangedObject, NewObject, OwnerReference } from '../objects/object.ts'
import { refuse } from '../objects/refusal.ts'

/** Deeper than anything real; what is deeper cannot be walked safely. */
const DEPTH = 60

/** What etcd takes in one request, in bytes. */
const SIZE = 1.5 * 1024 * 1024

/** The JSON of a body; a refusal when it is none, or too deep. */
export function parseBody(text: string): Json {
  const value = parseJson(text)
  if (isDeeper(value, DEPTH)) throw refuse('BadRequest', `the body is nested more than ${DEPTH} levels deep`)
  return value
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : 'no JSON'
    throw refuse('BadRequest', `the body could not be read: ${why}`)
  }
}

/** Whether a value is nested deeper than so many levels. */
export function isDeeper(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values<Json>(value).some((inner) => isDeeper(inner, levels - 1))
}

/** The value; a refusal of one that is too deep to be walked: patches make it deeper than any body may be. */
export function requireShallow(value: Json): Json {
  if (isDeeper(value, DEPTH))
    throw refuse('BadRequest', `the object is nested more than ${DEPTH} levels deep`)
  return value
}

function requireStorable(value: Json): void {
  if (Buffer.byteLength(JSON.stringify(requireShallow(value))) > SIZE)
    throw refuse('RequestEntityTooLarge', `Request entity too large: the object has more than ${SIZE} bytes`)
}

/** The JSON as an object of a kind, for the place that the path names; a refusal for anything else. */
export function readObject(kind: Kind, value: Json, namespace: string | null): NewObject {
  requireStorable(value)
  const object = requireKind(kind, value)
  const metadata = object.metadata ?? {}
  if (!isJsonObject(metadata)) throw unreadable(kind, 'metadata', 'an object')
  const place = textIn(kind, metadata, 'namespace')
  if (place !== undefined && place !== '' && place !== namespace && kind.namespaced)
    throw refuse(
      'BadRequest',
      'the namespace of the provided object does not match the namespace sent on the request',
    )
  for (const field of ['spec', 'status', 'data']) {
    const part = object[field]
    if (part !== undefined && part !== null && !isJsonObject(part)) throw unreadable(kind, field, 'an object')
  }
  return { ...withoutNulls(object), metadata: readMetadata(kind, metadata, namespace) }
}

/** Refuses an object that is not called as its path says. */
export function requireName(own: string, name: string): void {
  if (own === name) return
  throw refuse(
    'BadRequest',
    own === ''
      ? `the name of the object (${name} based on URL) was undeterminable: name must be provided`
      : `the name of the object (${own}) does not match the name on the URL (${name})`,
  )
}

/** As `readObject`, of an object that is there already: its name is the one in the path. */
export function readChanged(kind: Kind, value: Json, namespace: string | null, name: string): ChangedObject {
  const object = readObject(kind, value, namespace)
  const own = object.metadata.name ?? ''
  requireName(own, name)
  const uid = textIn(kind, object.metadata, 'uid')
  const resourceVersion = textIn(kind, object.metadata, 'resourceVersion')
  return {
    ...object,
    metadata: {
      ...object.metadata,
      name,
      ...(uid === undefined ? {} : { uid }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
    },
  }
}

function requireKind(kind: Kind, value: Json): JsonObject {
  if (!isJsonObject(value)) throw unreadable(kind, '', 'an object')
  const version = textAt(value, 'apiVersion')
  const given = textAt(value, 'kind')
  if (given !== '' && given !== kind.kind)
    throw refuse(
      'BadRequest',
      `the object provided is unrecognized (must be of type ${kind.kind}): it is a ${given}`,
    )
  if (version !== '' && version !== apiVersionOf(kind))
    throw refuse(
      'BadRequest',
      `the API version in the data (${version}) does not match the expected API version (${apiVersionOf(kind)})`,
    )
  return value
}

const unreadable = (kind: Kind, field: string, wanted: string) =>
  refuse(
    'BadRequest',
    `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: ${field === '' ? 'the body' : field} is not ${wanted}`,
  )

function readMetadata(kind: Kind, metadata: JsonObject, namespace: string | null): NewObject['metadata'] {
  const { labels, annotations, ownerReferences, finalizers, managedFields, ...rest } = metadata
  const names = ['name', 'generateName', 'uid', 'resourceVersion'] as const
  const texts = names.flatMap((field): [string, string][] => {
    const value = textIn(kind, rest, field)
    return value === undefined ? [] : [[field, value]]
  })
  return {
    ...Object.fromEntries(texts),
    ...(kind.namespaced && namespace !== null ? { namespace } : {}),
    ...(present(labels) ? { labels: textMap(kind, 'labels', labels) } : {}),
    ...(present(annotations) ? { annotations: textMap(kind, 'annotations', annotations) } : {}),
    ...(present(ownerReferences) ? { ownerReferences: ownersIn(kind, ownerReferences) } : {}),
    ...(present(finalizers) ? { finalizers: textsIn(kind, finalizers) } : {}),
    ...(isJsonList(managedFields) && managedFields.length > 0 ? { managedFields } : {}),
  }
}

const present = (value: Json | undefined): value is Json => value !== undefined && value !== null

function textIn(kind: Kind, metadata: JsonObject, field: string): string | undefined {
  const value = Object.hasOwn(metadata, field) ? metadata[field] : undefined
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw unreadable(kind, `metadata.${field}`, 'a text')
  return value
}

function textMap(kind: Kind, field: string, value: Json): Readonly<Record<string, string>> {
  if (!isJsonObject(value)) throw unreadable(kind, `metadata.${field}`, 'an object')
  return Object.fromEntries(
    Object.entries(value).map(([name, text]): [string, string] => {
      if (typeof text !== 'string') throw unreadable(kind, `metadata.${field}.${name}`, 'a text')
      return [name, text]
    }),
  )
}

function textsIn(kind: Kind, value: Json): readonly string[] {
  if (!isJsonList(value)) throw unreadable(kind, 'metadata.finalizers', 'a list')
  return value.map((entry) => {
    if (typeof entry !== 'string') throw unreadable(kind, 'metadata.finalizers', 'a list of texts')
    return entry
  })
}

function ownersIn(kind: Kind, value: Json): readonly OwnerReference[] {
  if (!isJsonList(value)) throw unreadable(kind, 'metadata.ownerReferences', 'a list')
  return value.map((entry) => {
    if (!isJsonObject(entry)) throw unreadable(kind, 'metadata.ownerReferences', 'a list of objects')
    const text = (field: string) => textIn(kind, entry, field) ?? ''
    return {
      apiVersion: text('apiVersion'),
      kind: text('kind'),
      name: text('name'),
      uid: text('uid'),
      ...(entry.controller === true ? { controller: true } : {}),
      ...(entry.blockOwnerDeletion === true ? { blockOwnerDeletion: true } : {}),
    }
  })
}

/** Go's types drop what is null, and so do custom resources. Mirrors k8s.io/apiextensions-apiserver@v0.34.5 pkg/apiserver/customresource_handler.go#L1377 */
function withoutNulls(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key, withoutNull(value)]),
  )
}

const withoutNull = (value: Json): Json => {
  if (isJsonList(value)) return value.map(withoutNull)
  return isJsonObject(value) ? withoutNulls(value) : value
}
