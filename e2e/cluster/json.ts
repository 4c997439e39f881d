export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject

export interface JsonObject {
  readonly [key: string]: JsonValue
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What stands at a dotted path (`status.conditions.0.type`), undefined where any part of the road is missing. */
export function at(value: JsonValue | undefined, path: string): JsonValue | undefined {
  let here = value
  for (const key of path.split('.')) {
    if (Array.isArray(here)) here = here[Number(key)]
    else if (isJsonObject(here)) here = here[key]
    else return undefined
  }
  return here
}

/** The text at a path, empty where there is none. */
export function textAt(value: JsonValue | undefined, path: string): string {
  const found = at(value, path)
  return typeof found === 'string' ? found : ''
}

/** The number at a path, 0 where there is none: the API server leaves zeros out. */
export function numberAt(value: JsonValue | undefined, path: string): number {
  const found = at(value, path)
  return typeof found === 'number' ? found : 0
}

/** The objects of the list at a path, none where there is no list. */
export function listAt(value: JsonValue | undefined, path: string): readonly JsonObject[] {
  const found = at(value, path)
  return Array.isArray(found) ? found.filter(isJsonObject) : []
}
