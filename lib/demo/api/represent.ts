import type { JsonObject } from '../objects/json.ts'
import { apiVersionOf, kindOf } from '../objects/kinds.ts'
import type { KubeObject } from '../objects/object.ts'
import { parseAccept } from './accept.ts'
import type { Answer } from './answer.ts'
import type { Backing, ResourceCall } from './call.ts'
import { encodeJson, encodeList, encodeObject, partialObject } from './encode.ts'
import type { Listing } from './list.ts'
import { parseInclude, toTable } from './tables/table.ts'

export interface Representation {
  one(object: KubeObject): Buffer
  list(listing: Listing): Buffer
  /** Of a list without objects, for a bookmark among tables; null where a bookmark is written as it is. */
  readonly empty: ((metadata: JsonObject) => JsonObject) | null
}

/** How the reader of a call wants objects to be written. */
export function representationOf({ now }: Backing, { accept, query, target }: ResourceCall): Representation {
  const { resource } = target
  const kind = kindOf(resource)
  const form = parseAccept(accept)
  if (form === 'table') {
    const include = parseInclude(query.get('includeObject'))
    const table = (objects: readonly KubeObject[], metadata: JsonObject): JsonObject =>
      toTable(objects, { resource, include, now: now(), metadata })
    return {
      one: (object) => encodeJson(table([object], { resourceVersion: object.metadata.resourceVersion })),
      list: ({ objects, metadata }) => encodeJson(table(objects, metadata)),
      empty: (metadata) => table([], metadata),
    }
  }
  if (form === 'metadata')
    return {
      one: (object) => encodeJson(partialObject(object)),
      list: ({ objects, metadata }) =>
        encodeList(
          'PartialObjectMetadataList',
          'meta.k8s.io/v1',
          metadata,
          objects.map((one) => encodeJson(partialObject(one))),
        ),
      empty: null,
    }
  return {
    one: encodeObject,
    list: ({ objects, metadata }) =>
      encodeList(`${kind.kind}List`, apiVersionOf(kind), metadata, objects.map(encodeObject)),
    empty: null,
  }
}

/** One object, as its reader wants it, with what its writer should know. */
export const objectAnswer = (
  backing: Backing,
  call: ResourceCall,
  object: KubeObject,
  { code = 200, warnings = [] }: { readonly code?: number; readonly warnings?: readonly string[] } = {},
): Answer => ({
  code,
  type: 'application/json',
  ...(warnings.length > 0 ? { headers: { warning: warningHeader(warnings) } } : {}),
  body: representationOf(backing, call).one(object),
})

/** So many characters of warnings an answer may have: apiserver@v0.36.3 pkg/endpoints/filters/warning.go#L32 */
const MOST_WARNINGS = 4_096

/** Warnings as the header of RFC 7234; whatever they quote, it stays one line of text. */
function warningHeader(warnings: readonly string[]): string {
  let room = MOST_WARNINGS
  const headers: string[] = []
  for (const warning of warnings) {
    const text = warning
      .replaceAll(/\p{Cc}/gu, '\ufffd')
      .slice(0, 256)
      .toWellFormed()
    room -= text.length
    if (room < 0) break
    const quoted = text.replaceAll(/["\\]/g, '\\$&')
    // Node writes headers in Latin-1, and clients read them as UTF-8.
    headers.push(Buffer.from(`299 - "${quoted}"`).toString('latin1'))
  }
  return headers.join(', ')
}
