import type { Json, JsonObject } from '../objects/json.ts'
import type { KubeObject } from '../objects/object.ts'

const encoded = new WeakMap<KubeObject, Buffer>()

/** The JSON of a stored object, in bytes; it never changes, so it is written once for all readers. */
export function encodeObject(object: KubeObject): Buffer {
  const known = encoded.get(object)
  if (known !== undefined) return known
  const bytes = encodeJson(object)
  encoded.set(object, bytes)
  return bytes
}

/** A value as JSON, in bytes. */
export const encodeJson = (value: Json): Buffer => Buffer.from(JSON.stringify(value))

const comma = Buffer.from(',')

/** The JSON of a list whose items are encoded already: they are only copied, for there may be thousands. */
export const encodeList = (
  kind: string,
  apiVersion: string,
  metadata: JsonObject,
  items: readonly Buffer[],
): Buffer =>
  Buffer.concat([
    Buffer.from(
      `{"kind":"${kind}","apiVersion":"${apiVersion}","metadata":${JSON.stringify(metadata)},"items":[`,
    ),
    ...items.flatMap((item) => [comma, item]).slice(1),
    Buffer.from(']}'),
  ])

/** One line of a watch. */
export const encodeEvent = (type: string, object: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`{"type":"${type}","object":`), object, Buffer.from('}\n')])

/** An object's metadata alone, as `PartialObjectMetadata`. */
export const partialObject = (object: KubeObject): JsonObject => {
  const metadata: Json = object.metadata
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata }
}
