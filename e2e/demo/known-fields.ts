import {
  isJsonObject,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  textAt,
} from '../../lib/demo/objects/json.ts'
import { apiVersionOf, type Kind, kindOf, resourceNames } from '../../lib/demo/objects/kinds.ts'
import type { Api } from '../cluster/api.ts'

/** What `lib/demo/api/fields/known.json` holds; how to read it stands in `schema.ts` beside it. */
export interface KnownFields {
  /** The type of the objects of each resource. */
  readonly resources: Readonly<Record<string, number>>
  readonly types: readonly string[]
}

/** The OpenAPI v3 documents of the groups that the demo has kinds of. */
export function readDocuments(api: Pick<Api, 'get'>): Promise<readonly Json[]> {
  const roots = resourceNames.map((resource) => {
    const kind = kindOf(resource)
    return `${kind.group === '' ? 'api' : 'apis'}/${apiVersionOf(kind)}`
  })
  return Promise.all([...new Set(roots)].map((root) => api.get(`/openapi/v3/${root}`)))
}

/** A type by its number; null for what may hold anything, or holds no fields. */
type Reference = number | null

const preserves = 'x-kubernetes-preserve-unknown-fields'

/** Which fields the demo's kinds have, from the OpenAPI v3 documents of a real API server. */
export function knownFields(documents: readonly Json[]): KnownFields {
  const types: string[] = []
  const numbers = new Map<string, number>()
  const intern = (type: string): number => {
    const known = numbers.get(type)
    if (known !== undefined) return known
    numbers.set(type, types.push(type) - 1)
    return types.length - 1
  }

  function read(schema: JsonObject, schemas: JsonObject, custom: boolean): Reference {
    const [only] = listAt(schema, 'allOf')
    if (isJsonObject(only)) return read(only, schemas, custom)
    const target = textAt(schema, '$ref').split('/').at(-1)
    if (target) return read(objectAt(schemas, target), schemas, false)
    if (schema[preserves] === true) return null
    const { properties, additionalProperties, items } = schema
    if (isJsonObject(properties)) {
      const fields = Object.keys(properties)
        .toSorted()
        .map((name) => named(name, read(objectAt(properties, name), schemas, custom)))
      return intern(fields.join(' '))
    }
    if (isJsonObject(additionalProperties)) return around('*', read(additionalProperties, schemas, custom))
    if (isJsonObject(items)) return around('-', read(items, schemas, custom))
    // What a custom resource's schema says nothing of is not stored.
    return custom && schema.type === 'object' && additionalProperties === undefined ? intern('') : null
  }
  const around = (sign: string, inner: Reference): Reference =>
    inner === null ? null : intern(`${sign}${inner}`)

  const resources = resourceNames.map((resource): [string, number] => {
    const kind = kindOf(resource)
    for (const document of documents) {
      const schemas = objectAt(document, 'components', 'schemas')
      const root = Object.values(schemas).find((schema) => describes(schema, kind))
      const found = isJsonObject(root) ? read(root, schemas, kind.custom) : null
      if (found !== null) return [resource, found]
    }
    throw new Error(`No document describes ${kind.kind}`)
  })
  return { resources: Object.fromEntries(resources), types }
}

const named = (name: string, type: Reference): string => (type === null ? name : `${name}:${type}`)

const describes = (schema: Json, { group, version, kind }: Kind): boolean =>
  listAt(schema, 'x-kubernetes-group-version-kind').some(
    (one) =>
      textAt(one, 'group') === group && textAt(one, 'version') === version && textAt(one, 'kind') === kind,
  )
