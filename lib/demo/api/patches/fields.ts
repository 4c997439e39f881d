import {
  isJsonList,
  isJsonObject,
  type Json,
  type JsonObject,
  sameJson,
  without,
} from '../../objects/json.ts'
import type { KeysAt } from './strategic-patch.ts'

/** A step into an object: a field, or an entry of a list that is told apart by keys or by its value. */
type Step = { readonly field: string } | { readonly keys: JsonObject } | { readonly value: Json } | 'itself'

/** The way to one field that a manager has applied. */
export type FieldPath = readonly Step[]

const itself = '.'

const stepName = (step: Step): string => {
  if (step === 'itself') return itself
  if ('field' in step) return `f:${step.field}`
  return 'keys' in step ? `k:${JSON.stringify(step.keys)}` : `v:${JSON.stringify(step.value)}`
}

function parseStep(name: string): Step | null {
  if (name === itself) return 'itself'
  if (name.startsWith('f:')) return { field: name.slice(2) }
  const value = parseJson(name.slice(2))
  if (value === undefined) return null
  if (name.startsWith('v:')) return { value }
  return name.startsWith('k:') && isJsonObject(value) ? { keys: value } : null
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The fields of a configuration, as the leaves of its tree. */
export function fieldPaths(value: Json, keysAt: KeysAt, path: readonly string[] = []): readonly FieldPath[] {
  if (isJsonObject(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([field, inner]) =>
      under({ field }, fieldPaths(inner, keysAt, [...path, field])),
    )
  const keys = isJsonList(value) ? keysAt(path) : null
  if (!isJsonList(value) || keys === null) return [[]]
  if (keys === 'set') return value.map((entry) => [{ value: entry }])
  return value.flatMap((entry) => {
    const step: Step = { keys: keysOf(entry, keys) }
    return under(step, [['itself'], ...fieldPaths(entry, keysAt, path)])
  })
}

const under = (step: Step, paths: readonly FieldPath[]): readonly FieldPath[] =>
  paths.map((path) => [step, ...path])

/** The values that tell an entry of a list apart; a port without a protocol is one of TCP. */
export function keysOf(entry: Json, keys: readonly string[]): JsonObject {
  const fields = isJsonObject(entry) ? entry : {}
  return Object.fromEntries(
    keys.flatMap((key): [string, Json][] => {
      const value = fields[key] ?? (key === 'protocol' ? 'TCP' : undefined)
      return value === undefined ? [] : [[key, value]]
    }),
  )
}

/** A text that is the same for the same field. */
export const pathKey = (path: FieldPath): string => path.map(stepName).join('\n')

/** The paths as `managedFields` has them. */
export function toFieldsV1(paths: readonly FieldPath[]): JsonObject {
  const groups = Map.groupBy(
    paths.filter((path) => path.length > 0),
    ([first]) => stepName(first ?? 'itself'),
  )
  return Object.fromEntries(
    [...groups].map(([name, group]) => [name, toFieldsV1(group.map(([, ...rest]) => rest))]),
  )
}

/** The paths in `managedFields`; what is unreadable there is left out. */
export function parseFieldsV1(fields: Json): readonly FieldPath[] {
  if (!isJsonObject(fields) || Object.keys(fields).length === 0) return [[]]
  return Object.entries(fields).flatMap(([name, inner]) => {
    const step = parseStep(name)
    return step === null ? [] : under(step, parseFieldsV1(inner))
  })
}

const isEntry = (entry: Json, step: Step): boolean => {
  if (step === 'itself' || 'field' in step) return false
  return 'value' in step
    ? sameJson(entry, step.value)
    : sameJson(keysOf(entry, Object.keys(step.keys)), step.keys)
}

/** The value of a field; undefined where there is none. */
export function valueAt(value: Json | undefined, path: FieldPath): Json | undefined {
  const [step, ...rest] = path
  if (step === undefined || step === 'itself' || value === undefined) return value
  if ('field' in step)
    return isJsonObject(value) && Object.hasOwn(value, step.field)
      ? valueAt(value[step.field], rest)
      : undefined
  return isJsonList(value)
    ? valueAt(
        value.find((entry) => isEntry(entry, step)),
        rest,
      )
    : undefined
}

/** The value without a field; what is left empty by that goes as well. */
export function withoutPath(value: Json, path: FieldPath): Json | undefined {
  const [step, ...rest] = path
  if (step === undefined || step === 'itself') return undefined
  if (isJsonObject(value) && 'field' in step) {
    const inner = Object.hasOwn(value, step.field) ? value[step.field] : undefined
    if (inner === undefined) return value
    const left = withoutPath(inner, rest)
    const others = without(value, step.field)
    if (left !== undefined) return { ...others, [step.field]: left }
    return Object.keys(others).length > 0 ? others : undefined
  }
  if (!isJsonList(value)) return value
  const index = value.findIndex((entry) => isEntry(entry, step))
  const entry = value[index]
  if (entry === undefined) return value
  const left = withoutPath(entry, rest)
  return left === undefined ? value.toSpliced(index, 1) : value.with(index, left)
}
