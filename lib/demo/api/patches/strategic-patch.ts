import { isJsonList, isJsonObject, type Json, type JsonObject, sameJson } from '../../objects/json.ts'
import { refuse } from '../../objects/refusal.ts'
import type { ListKeys } from './list-keys.ts'

/** How the list at a path is merged. */
export type KeysAt = (path: readonly string[]) => ListKeys

/** Each entry is looked for among all others: longer lists would take longer than anyone waits. */
const LONGEST_LIST = 1_000

const order = '$setElementOrder/'
const deletion = '$deleteFromPrimitiveList/'

/** The object with a strategic merge patch applied: lists with a key are merged entry by entry. */
export function applyStrategicPatch(target: Json, patch: Json, keysAt: KeysAt): Json {
  if (!isJsonObject(patch)) throw refuse('BadRequest', 'a strategic merge patch is an object')
  return mergeObject(isJsonObject(target) ? target : {}, patch, [], keysAt)
}

function mergeObject(
  target: JsonObject,
  patch: JsonObject,
  path: readonly string[],
  keysAt: KeysAt,
): JsonObject {
  const directive = patch.$patch
  if (directive === 'delete') return {}
  const fields = new Map(directive === 'replace' ? [] : Object.entries(target))
  const retained = patch.$retainKeys
  if (isJsonList(retained))
    for (const key of [...fields.keys()]) if (!retained.includes(key)) fields.delete(key)
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith(order))
      reorder(fields, patch, key.slice(order.length), value, [...path, key.slice(order.length)], keysAt)
    else if (key.startsWith(deletion)) removeTexts(fields, [...path, key.slice(deletion.length)], value)
    else if (key.startsWith('$')) checkDirective(key)
    else if (value === null || (isJsonObject(value) && value.$patch === 'delete')) fields.delete(key)
    else fields.set(key, mergeValue(fields.get(key), value, patch[`${order}${key}`], [...path, key], keysAt))
  }
  return Object.fromEntries(fields)
}

/** An order alone, without entries, is kept, too. */
function reorder(
  fields: Map<string, Json>,
  patch: JsonObject,
  field: string,
  wanted: Json,
  path: readonly string[],
  keysAt: KeysAt,
): void {
  const list = fields.get(field)
  const keys = keysAt(path)
  if (patch[field] !== undefined || !isJsonList(list) || !isJsonList(wanted) || keys === null) return
  requireShort(path, list, wanted)
  fields.set(field, arrange(list, wanted, list, keys === 'set' ? '' : (keys[0] ?? '')))
}

function requireShort(path: readonly string[], ...lists: readonly (readonly Json[])[]): void {
  if (lists.some((list) => list.length > LONGEST_LIST))
    throw refuse(
      'RequestEntityTooLarge',
      `the demo merges lists of at most ${LONGEST_LIST} entries, and ${path.join('.')} is longer`,
    )
}

function checkDirective(key: string): void {
  if (key !== '$patch' && key !== '$retainKeys')
    throw refuse('BadRequest', `a strategic merge patch has no directive "${key}"`)
}

function removeTexts(fields: Map<string, Json>, path: readonly string[], gone: Json): void {
  const field = path.at(-1) ?? ''
  const list = fields.get(field)
  if (!isJsonList(list) || !isJsonList(gone)) return
  requireShort(path, list, gone)
  fields.set(
    field,
    list.filter((entry) => !gone.includes(entry)),
  )
}

function mergeValue(
  target: Json | undefined,
  patch: Json,
  wanted: Json | undefined,
  path: readonly string[],
  keysAt: KeysAt,
): Json {
  if (isJsonObject(patch)) return mergeObject(isJsonObject(target) ? target : {}, patch, path, keysAt)
  const keys = isJsonList(patch) ? keysAt(path) : null
  if (!isJsonList(patch) || keys === null) return patch
  const old = isJsonList(target) ? target : []
  requireShort(path, old, patch, isJsonList(wanted) ? wanted : [])
  // A strategic merge patch knows one key, the first; the entries of a set are their own.
  const key = keys === 'set' ? '' : (keys[0] ?? '')
  const named = isJsonList(wanted) ? wanted : patch
  if (keys !== 'set') return arrange(mergeList(old, patch, key, path, keysAt), named, old, key)
  return arrange([...old, ...patch.filter((entry) => !old.includes(entry))], named, old, key)
}

function mergeList(
  target: readonly Json[],
  patch: readonly Json[],
  key: string,
  path: readonly string[],
  keysAt: KeysAt,
): readonly Json[] {
  const replaces = patch.some((entry) => isJsonObject(entry) && entry.$patch === 'replace')
  return patch.reduce<readonly Json[]>(
    (list, entry) => {
      if (!isJsonObject(entry) || entry[key] === undefined) {
        if (isJsonObject(entry) && entry.$patch === 'replace') return list
        throw refuse(
          'BadRequest',
          `map: ${JSON.stringify(entry)} does not contain declared merge key: ${key}`,
        )
      }
      const index = list.findIndex((one) => isJsonObject(one) && sameJson(one[key], entry[key]))
      if (entry.$patch === 'delete') return index === -1 ? list : list.toSpliced(index, 1)
      const old = list[index]
      const merged = mergeObject(isJsonObject(old) ? old : {}, entry, path, keysAt)
      return index === -1 ? list.concat([merged]) : list.with(index, merged)
    },
    replaces ? [] : target,
  )
}

const keyOf = (entry: Json, key: string): Json | undefined => (isJsonObject(entry) ? entry[key] : entry)

const placeIn = (list: readonly Json[], entry: Json, key: string): number =>
  list.findIndex((one) => sameJson(keyOf(one, key), keyOf(entry, key)))

/**
 * The entries that the writer names in the writer's order, and between them the others, each before the first one that it
 * stood before. Mirrors apimachinery@v0.36.3 pkg/util/strategicpatch/patch.go#L427
 */
function arrange(
  list: readonly Json[],
  named: readonly Json[],
  before: readonly Json[],
  key: string,
): readonly Json[] {
  const right = list
    .filter((entry) => placeIn(named, entry, key) !== -1)
    .toSorted((a, b) => placeIn(named, a, key) - placeIn(named, b, key))
  const left = list.filter((entry) => placeIn(named, entry, key) === -1)
  const arranged: Json[] = []
  for (const entry of right) {
    const limit = placeIn(before, entry, key)
    for (let next = left[0]; next !== undefined; next = left[0]) {
      const place = placeIn(before, next, key)
      if (limit === -1 || place === -1 || place > limit) break
      arranged.push(next)
      left.shift()
    }
    arranged.push(entry)
  }
  return [...arranged, ...left]
}
