export type Json = string | number | boolean | null | readonly Json[] | JsonObject

export interface JsonObject {
  readonly [key: string]: Json
}

/** Whether the value is a JSON object, neither null nor a list. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether the value is a JSON list. */
export const isJsonList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

/** What stands at the keys, one below the other; undefined where any part of the road is missing. Own fields only. */
export function at(value: Json | undefined, ...keys: readonly (string | number)[]): Json | undefined {
  let here = value
  for (const key of keys) {
    if (isJsonList(here)) here = typeof key === 'number' ? here[key] : undefined
    else if (isJsonObject(here) && Object.hasOwn(here, key)) here = here[key]
    else return undefined
  }
  return here
}

/** The object at the keys, one without fields where there is none. */
export function objectAt(value: Json | undefined, ...keys: readonly (string | number)[]): JsonObject {
  const found = at(value, ...keys)
  return isJsonObject(found) ? found : nothing
}

/** The list at the keys, empty where there is none. */
export function listAt(value: Json | undefined, ...keys: readonly (string | number)[]): readonly Json[] {
  const found = at(value, ...keys)
  return isJsonList(found) ? found : []
}

/** The text at the keys, empty where there is none. */
export function textAt(value: Json | undefined, ...keys: readonly (string | number)[]): string {
  const found = at(value, ...keys)
  return typeof found === 'string' ? found : ''
}

/** The number at the keys, 0 where there is none, as the API server leaves zeros out. */
export function numberAt(value: Json | undefined, ...keys: readonly (string | number)[]): number {
  const found = at(value, ...keys)
  return typeof found === 'number' ? found : 0
}

const nothing: JsonObject = Object.freeze({})

/** Whether two values say the same; the order of fields does not matter, of list entries it does. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (isJsonList(a))
    return isJsonList(b) && a.length === b.length && a.every((entry, i) => sameJson(entry, b[i]))
  if (!isJsonObject(a) || !isJsonObject(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  )
}

/** Freezes the value and all below it; what is frozen already is not walked again. */
export function freezeJson<T extends Json>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const entry of Object.values<Json>(value)) freezeJson(entry)
  return value
}

/** The object without some of its fields. */
export const without = (object: JsonObject, ...keys: readonly string[]): JsonObject =>
  // fromEntries defines own fields, so that a field called __proto__ stays a field.
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)))
