import type { Instant, Problem } from '../rollouts/model.ts'

/** A JSON value, where it stands in its object, and the list to which every problem met below it is added. */
export interface Node {
  readonly value: unknown
  readonly parent: Node | null
  readonly key: string | number
  readonly problems: Problem[]
}

type Fields = Readonly<Record<string, unknown>>

const nothing: Fields = {}

/** Whether the value is a JSON object, neither null nor a list. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Starts to read a raw value; nothing below throws, whatever the value is. */
export const rootOf = (value: unknown, problems: Problem[] = []): Node => ({
  value,
  parent: null,
  key: '',
  problems,
})

/** The path of a node as a person writes it, e.g. `spec.strategy.canary.steps[2].pause`. */
export function pathOf(node: Node): string {
  if (!node.parent) return ''
  const above = pathOf(node.parent)
  if (typeof node.key === 'number') return `${above}[${node.key}]`
  return above === '' ? node.key : `${above}.${node.key}`
}

/** Adds a problem at `key` of the node, or at the node itself. */
export function addProblem(node: Node, key: string | null, message: string): void {
  const at = key === null ? node : { value: null, parent: node, key, problems: node.problems }
  node.problems.push({ path: pathOf(at), message })
}

const fieldsOf = (node: Node): Fields => (isFields(node.value) ? node.value : nothing)

const valueAt = (node: Node, key: string): unknown => {
  const fields = fieldsOf(node)
  // An own field only: `constructor` and its like are not part of the object.
  return Object.hasOwn(fields, key) ? fields[key] : undefined
}

const missing = (value: unknown): value is null | undefined => value === undefined || value === null

/** Whether the object has the field and it is not null. */
export const has = (node: Node, key: string): boolean => !missing(valueAt(node, key))

/** The names of the node's fields, also of those that hold null. */
export const keysOf = (node: Node): readonly string[] => Object.keys(fieldsOf(node))

const kindOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  return typeof value === 'string' ? 'text' : `a ${typeof value}`
}

const wrong = (node: Node, key: string, value: unknown, wanted: string): void =>
  addProblem(node, key, `is ${kindOf(value)} where ${wanted} belongs`)

/** The object at `key`; one without fields when it is missing or something else. */
export function childOf(node: Node, key: string): Node {
  const value = valueAt(node, key)
  if (!missing(value) && !isFields(value)) wrong(node, key, value, 'an object')
  return { value, parent: node, key, problems: node.problems }
}

/** The object at `key`, or null when there is none. */
export function optionalChildOf(node: Node, key: string): Node | null {
  const child = childOf(node, key)
  return isFields(child.value) ? child : null
}

/** The objects of the list at `key`; entries that are none are named as problems and left out. */
export function childrenOf(node: Node, key: string): readonly Node[] {
  const value = valueAt(node, key)
  if (missing(value)) return []
  if (!Array.isArray(value)) {
    wrong(node, key, value, 'a list')
    return []
  }
  const list: Node = { value, parent: node, key, problems: node.problems }
  const children: Node[] = []
  for (const [index, entry] of value.entries()) {
    const child: Node = { value: entry, parent: list, key: index, problems: node.problems }
    if (isFields(entry)) children.push(child)
    else addProblem(child, null, 'is not an object; it is left out')
  }
  return children
}

/** The text at `key`, or null; a number or a boolean is taken as its text and named as a problem. */
export function optionalTextOf(node: Node, key: string): string | null {
  const value = valueAt(node, key)
  if (typeof value === 'string') return value
  if (missing(value)) return null
  wrong(node, key, value, 'text')
  return typeof value === 'object' ? null : String(value)
}

/** The text at `key`, empty when there is none. */
export const textOf = (node: Node, key: string): string => optionalTextOf(node, key) ?? ''

/** The texts of the list at `key`; what is none is left out. */
export function textsOf(node: Node, key: string): readonly string[] {
  const value = valueAt(node, key)
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
}

/** The integer at `key`, or null; digits in text are read and named as a problem. */
export function optionalWholeOf(node: Node, key: string): number | null {
  const value = valueAt(node, key)
  if (Number.isSafeInteger(value)) return plain(value)
  if (missing(value)) return null
  wrong(node, key, value, 'a whole number')
  return typeof value === 'string' && /^[+-]?\d{1,15}$/.test(value) ? plain(value) : null
}

// JSON knows -0, which is not equal to 0 where views are compared.
const plain = (value: unknown): number => Number(value) || 0

/** The integer at `key`, 0 when there is none. */
export const wholeOf = (node: Node, key: string): number => optionalWholeOf(node, key) ?? 0

/** The integer form of an int-or-text field: a text counts 0, as in Go's IntVal. */
export const intFormOf = (node: Node, key: string): number => {
  const value = valueAt(node, key)
  return Number.isSafeInteger(value) ? plain(value) : 0
}

/** An int-or-text field as written, e.g. `25%` or `2`; null when there is none. */
export function intOrTextOf(node: Node, key: string): string | number | null {
  const value = valueAt(node, key)
  if (missing(value) || typeof value === 'string') return value ?? null
  if (Number.isSafeInteger(value)) return plain(value)
  wrong(node, key, value, 'a whole number or text')
  return null
}

/** The boolean at `key`, or null; `"true"` and `"false"` are read and named as a problem. */
export function optionalFlagOf(node: Node, key: string): boolean | null {
  const value = valueAt(node, key)
  if (typeof value === 'boolean') return value
  if (missing(value)) return null
  wrong(node, key, value, 'true or false')
  return value === 'true' ? true : value === 'false' ? false : null
}

/** The boolean at `key`, false when there is none. */
export const flagOf = (node: Node, key: string): boolean => optionalFlagOf(node, key) ?? false

/** The map of texts at `key`; entries of another type are taken as their text, or left out when they have none. */
export function textMapOf(node: Node, key: string): Readonly<Record<string, string>> {
  return optionalTextMapOf(node, key) ?? {}
}

/** The map of texts at `key`, or null when there is none. */
export function optionalTextMapOf(node: Node, key: string): Readonly<Record<string, string>> | null {
  const map = optionalChildOf(node, key)
  if (!map) return null
  if (isTextMap(map.value)) return map.value
  const entries: [string, string][] = []
  for (const name of keysOf(map)) {
    const text = optionalTextOf(map, name)
    if (text !== null) entries.push([name, text])
  }
  // fromEntries defines own fields, so that a label called __proto__ stays a label.
  return Object.fromEntries(entries)
}

const isTextMap = (value: unknown): value is Readonly<Record<string, string>> =>
  isFields(value) && Object.values(value).every((entry) => typeof entry === 'string')

/** The instant at `key`, a Date or a text alike, as one and the same RFC 3339 text in UTC; null when unreadable. */
export function instantOf(node: Node, key: string): Instant | null {
  const value = valueAt(node, key)
  if (missing(value)) return null
  const time =
    value instanceof Date ? value.getTime() : typeof value === 'string' ? parseTime(value) : Number.NaN
  // Nearly every time is written as the API server writes it and stays as it is.
  if (
    typeof value === 'string' &&
    value.length === canonicalLength &&
    value.endsWith('Z') &&
    !Number.isNaN(time)
  )
    return value
  if (!Number.isNaN(time)) return new Date(time).toISOString().replace('.000Z', 'Z')
  addProblem(node, key, 'is not a time as RFC 3339 writes it')
  return null
}

const canonicalLength = '2006-01-02T15:04:05Z'.length

const parseTime = (text: string): number =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text) ? Date.parse(text) : Number.NaN
