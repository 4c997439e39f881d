import { isJsonObject, type Json, type JsonObject } from '../../objects/json.ts'

/** The value with a JSON merge patch applied (RFC 7386): null removes a field, a list replaces a list. */
export function applyMergePatch(target: Json | undefined, patch: Json): Json {
  if (!isJsonObject(patch)) return patch
  const fields = new Map(Object.entries(isJsonObject(target) ? target : nothing))
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) fields.delete(key)
    else fields.set(key, applyMergePatch(fields.get(key), value))
  }
  // fromEntries defines own fields, so that a field called __proto__ stays a field.
  return Object.fromEntries(fields)
}

const nothing: JsonObject = {}
