import type { Json, JsonObject } from '../objects/json.ts'
import type { KubeObject } from '../objects/object.ts'

const texts = new WeakMap<KubeObject, string>()

/** The JSON of a stored object; it never changes, so it is written once for all readers. */
export function encodeObject(object: KubeObject): string {
  const known = texts.get(object)
  if (known !== undefined) return known
  const text = JSON.stringify(object)
  texts.set(object, text)
  return text
}

/** The JSON of a list whose items are encoded already. */
export const encodeList = (
  kind: string,
  apiVersion: string,
  metadata: JsonObject,
  items: readonly string[],
): string =>
  `{"kind":${JSON.stringify(kind)},"apiVersion":"${apiVersion}","metadata":${JSON.stringify(metadata)},"items":[${items.join(',')}]}`

/** One line of a watch. */
export const encodeEvent = (type: string, object: string): string => `{"type":"${type}","object":${object}}\n`

/** An object's metadata alone, as `PartialObjectMetadata`. */
export const partialObject = (object: KubeObject): JsonObject => {
  const metadata: Json = object.metadata
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata }
}
