import { createHash } from 'node:crypto'
import { isJsonList, isJsonObject, type Json, type JsonObject, textAt } from '../objects/json.ts'
import type { Detail } from './drawing.ts'
import { cleaner } from './likeness.ts'
import { isSeen, settled } from './settled.ts'

/** A picture in lines `path: value` that are equal for equal pictures of two clusters: without identities, instants and random suffixes. */
export type Look = readonly string[]

/** Identities, versions and births; and `revisions`, which holds the ReplicaSets, Experiments and runs of the same picture once more. */
const leftOut = new Set([
  'uid',
  'resourceVersion',
  'generation',
  'stateKey',
  'createdAt',
  'revisions',
  'namespace',
])

/** Of lists of these names each entry has a name of its own, so that one more or less does not rename the others. */
const keys: Readonly<Record<string, (entry: Json) => string>> = {
  replicaSets: (set) => textAt(set, 'template') || `r${textOf(set, 'revision')}`,
  analysisRuns: (run) => textAt(run, 'name'),
  experiments: (experiment) => textAt(experiment, 'name'),
  conditions: (condition) => textAt(condition, 'type'),
  lanes: (lane) => textAt(lane, 'role'),
  steps: (step) => textOf(step, 'index'),
  history: (entry) => `r${textOf(entry, 'number')}`,
}

const textOf = (value: Json, key: string): string => String(isJsonObject(value) ? (value[key] ?? '') : '')

/** What a picture looks like. */
export function lookOf(drawn: Detail): Look {
  const detail = settled(drawn)
  const hashes = detail.replicaSets.map(({ hash, revision }) => [hash, `HASH${revision}`] as const)
  const clean = cleaner(new Map(hashes.filter(([, name]) => name !== 'HASH0')))
  const seen = isSeen(detail) ? 'newest' : 'older'
  const told = { ...plain(detail, clean), observedGeneration: seen }
  return Object.entries(told)
    .flatMap(([key, value]) => linesOf(key, value))
    .toSorted()
}

/** The same without what two clusters differ in. */
function plain(value: object, clean: (text: string) => string): JsonObject {
  const cleaned = (one: Json, key: string): Json => {
    if (typeof one === 'string') return clean(one)
    if (isJsonList(one))
      return key === 'pods' ? counted(one.map(podText).map(clean)) : one.map((entry) => cleaned(entry, ''))
    if (!isJsonObject(one)) return one
    const kept = Object.entries(withLength(one)).filter(
      ([name, field]) => !leftOut.has(name) && !isEmpty(field, name),
    )
    return Object.fromEntries(
      kept.map(([name, field]) => [clean(name), cleaned(field, name)] as const).toSorted(byText),
    )
  }
  const all = cleaned(JSON.parse(JSON.stringify(value)), '')
  return isJsonObject(all) ? all : {}
}

/** Of a time that begins and ends it is kept how many seconds it takes. */
function withLength(fields: JsonObject): JsonObject {
  const { since, until } = fields
  if (typeof since !== 'string' || typeof until !== 'string') return fields
  return { ...fields, until: `${Math.round((Date.parse(until) - Date.parse(since)) / 1000)} s later` }
}

/** What is empty is left out, and so is the metadata that Go adds to an experiment's step where the real controller writes a Rollout as a whole. */
const isEmpty = (value: Json, name = ''): boolean =>
  value === null ||
  value === '' ||
  (isJsonList(value) && value.length === 0) ||
  (/^(metadata|analysisRunMetadata)$/.test(name) && isJsonObject(value) && Object.keys(value).length === 0)

const byText = ([a]: readonly [string, Json], [b]: readonly [string, Json]): number => (a < b ? -1 : 1)

/** A pod without its name and its place: which of several alike goes first is decided by chance. */
function podText(pod: Json): string {
  if (!isJsonObject(pod)) return ''
  const { name: _, node, ...rest } = pod
  const told = Object.entries({ ...rest, node: node === null ? '' : 'NODE' })
  return told
    .filter(([key, value]) => !leftOut.has(key) && !isEmpty(value))
    .map(([key, value]) => `${key} ${value}`)
    .join(', ')
}

const counted = (texts: readonly string[]): readonly string[] =>
  [...new Set(texts)].toSorted().map((text) => `${texts.filter((one) => one === text).length}x (${text})`)

function linesOf(path: string, value: Json): readonly string[] {
  const keyOf = keys[path.slice(path.lastIndexOf('.') + 1)]
  if (keyOf && isJsonList(value)) {
    const names = value.map(keyOf)
    return value.flatMap((entry, index) => {
      const nth = names.slice(0, index).filter((name) => name === names[index]).length
      return linesOf(`${path}.${names[index]}${nth === 0 ? '' : `#${nth + 1}`}`, entry)
    })
  }
  if (isEmpty(value)) return []
  if (!isJsonObject(value)) return [`${path}: ${inline(value)}`]
  return Object.entries(value).flatMap(([key, field]) =>
    keys[key] || !isJsonObject(field)
      ? linesOf(`${path}.${key}`, field)
      : [`${path}.${key}: ${inline(field)}`],
  )
}

function inline(value: Json): string {
  if (isJsonList(value)) return `[${value.map(inline).join(', ')}]`
  if (!isJsonObject(value)) return String(value).replaceAll('\n', '\\n')
  return `{${Object.entries(value)
    .map(([key, field]) => `${key} ${inline(field)}`)
    .join(', ')}}`
}

/** What a line of a picture tells of. */
export const pathOf = (line: string): string => line.split(': ', 1)[0] ?? ''

/** The short name of a picture, by which two are compared. */
export const hashOf = (look: Look): string =>
  createHash('sha256').update(look.join('\n')).digest('hex').slice(0, 8)
