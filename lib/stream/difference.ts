/** In what a JSON value differs from an earlier one. */
export type Difference =
  /** It is another one altogether. */
  | { readonly to: unknown }
  /** An object: what differs in its fields, and those that it has no more. */
  | { readonly fields: Readonly<Record<string, Difference>>; readonly gone?: readonly string[] }
  /**
   * A list, whose elements are known by their uid or else by their place: what differs in those that stay in their order, those that it
   * has no more, and those that were put in, each with its place in the new list, in rising order.
   */
  | {
      readonly items: Readonly<Record<string, Difference>>
      readonly lost?: readonly string[]
      readonly put?: readonly (readonly [place: number, value: unknown])[]
    }

type Fields = Readonly<Record<string, unknown>>
type List = readonly unknown[]

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isList = (value: unknown): value is List => Array.isArray(value)

/** In what `after` differs from `before`, both JSON; null where they are equal. A field that is undefined is one that is not there. */
export function difference(before: unknown, after: unknown): Difference | null {
  if (before === after) return null
  if (isList(before) && isList(after)) return listDifference(before, after)
  if (isFields(before) && isFields(after)) return fieldsDifference(before, after)
  return { to: after }
}

/** What `before` becomes by a difference from it; what does not differ keeps its identity, so that nobody draws it anew. */
export function changed<T>(before: T, difference: Difference): T
export function changed(before: unknown, difference: Difference): unknown {
  if ('to' in difference) return difference.to
  if ('items' in difference) return isList(before) ? changedList(before, difference) : before
  return isFields(before) ? changedFields(before, difference) : before
}

/** An own field: a key may be called as something that every object inherits. */
const at = (fields: Fields, key: string): unknown => (Object.hasOwn(fields, key) ? fields[key] : undefined)

function fieldsDifference(before: Fields, after: Fields): Difference | null {
  const gone = Object.keys(before).filter(
    (key) => at(before, key) !== undefined && at(after, key) === undefined,
  )
  const fields: [string, Difference][] = []
  for (const key of Object.keys(after)) {
    const [old, value] = [at(before, key), at(after, key)]
    const found = value === undefined ? null : difference(old, value)
    if (found !== null) fields.push([key, found])
  }
  if (fields.length + gone.length === 0) return null
  // From entries, which may be called `__proto__`.
  return { fields: Object.fromEntries(fields), ...(gone.length > 0 && { gone }) }
}

function changedFields(before: Fields, { fields, gone = [] }: Extract<Difference, { fields: unknown }>) {
  const kept = Object.entries(before).filter(([key]) => !gone.includes(key) && !Object.hasOwn(fields, key))
  const told = Object.entries(fields).map(([key, found]) => [key, changed(at(before, key), found)])
  return Object.fromEntries([...kept, ...told])
}

const uidOf = (value: unknown): string | null =>
  isFields(value) && typeof value.uid === 'string' ? value.uid : null

/** By what the elements of a list are known; two that are known by the same cannot be told apart. */
const keysOf = (list: List): readonly string[] => list.map((value, place) => uidOf(value) ?? `#${place}`)

function listDifference(before: List, after: List): Difference | null {
  const [old, keys] = [keysOf(before), keysOf(after)]
  const places = new Map(old.map((key, place) => [key, place]))
  const known = new Set(keys)
  if (places.size < old.length || known.size < keys.length) return listAnew(before, after)
  const lost = old.filter((key) => !known.has(key))
  const put: [number, unknown][] = []
  const items: [string, Difference][] = []
  let last = -1
  for (const [place, key] of keys.entries()) {
    const earlier = places.get(key)
    if (earlier === undefined) {
      put.push([place, after[place]])
      continue
    }
    if (earlier < last) return { to: after }
    last = earlier
    const found = difference(before[earlier], after[place])
    if (found !== null) items.push([key, found])
  }
  if (items.length + lost.length + put.length === 0) return null
  return {
    items: Object.fromEntries(items),
    ...(lost.length > 0 && { lost }),
    ...(put.length > 0 && { put }),
  }
}

const listAnew = (before: List, after: List): Difference | null =>
  JSON.stringify(before) === JSON.stringify(after) ? null : { to: after }

function changedList(
  before: List,
  { items, lost = [], put = [] }: Extract<Difference, { items: unknown }>,
): List {
  const without = new Set(lost)
  const kept: unknown[] = []
  for (const [place, key] of keysOf(before).entries()) {
    if (without.has(key)) continue
    const found = Object.hasOwn(items, key) ? items[key] : undefined
    kept.push(found === undefined ? before[place] : changed(before[place], found))
  }
  const list: unknown[] = []
  let next = 0
  for (const [place, value] of put) {
    while (list.length < place && next < kept.length) list.push(kept[next++])
    list.push(value)
  }
  return [...list, ...kept.slice(next)]
}
