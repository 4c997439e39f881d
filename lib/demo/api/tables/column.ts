import { humanDuration } from '../../../rollouts/human-duration.ts'
import { isJsonList, isJsonObject, type Json, objectAt, textAt } from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'

/** A column of the table in which kubectl shows a kind. */
export interface Column {
  readonly name: string
  readonly type: 'string' | 'integer' | 'date'
  readonly format?: 'name'
  /** Shown with `-o wide` only. */
  readonly wide?: boolean
  /** `now` is in milliseconds since the epoch. */
  readonly cell: (object: KubeObject, now: number) => Json
}

/** A column of text. */
export const text = (name: string, cell: Column['cell'], wide = false): Column => ({
  name,
  type: 'string',
  cell,
  ...(wide ? { wide } : {}),
})

/** A column of numbers. */
export const number = (name: string, cell: Column['cell']): Column => ({ name, type: 'integer', cell })

/** The object's own name. */
export const nameColumn: Column = { ...text('Name', ({ metadata }) => metadata.name), format: 'name' }

/** How long ago an instant was, `<unknown>` where there is none. */
export const ageOf = (instant: string, now: number): string =>
  instant === '' ? '<unknown>' : humanDuration((now - Date.parse(instant)) / 1000)

/** How long the object has been there. */
export const ageColumn: Column = text('Age', ({ metadata }, now) => ageOf(metadata.creationTimestamp, now))

/** As a CustomResourceDefinition has it: kubectl itself makes an age of the instant. */
export const dateColumn: Column = {
  name: 'Age',
  type: 'date',
  cell: ({ metadata }, now) => ageOf(metadata.creationTimestamp, now),
}

/** `app=cart,tier=web`, `<none>` where there is nothing. */
export function labelsText(labels: Json | undefined): string {
  const pairs = isJsonObject(labels)
    ? Object.entries(labels).map(([name, value]) => `${name}=${String(value)}`)
    : []
  return pairs.sort().join(',') || '<none>'
}

/** The selector of a workload as kubectl writes it. */
export const selectorText = (object: KubeObject): string => {
  const { matchLabels, matchExpressions } = objectAt(object, 'spec', 'selector')
  const expressions = (isJsonList(matchExpressions) ? matchExpressions : []).map(expressionText)
  const labels = labelsText(matchLabels)
  return expressions.length === 0
    ? labels
    : [...(labels === '<none>' ? [] : [labels]), ...expressions].join(',')
}

function expressionText(expression: Json): string {
  const key = textAt(expression, 'key')
  const operator = textAt(expression, 'operator')
  const { values } = isJsonObject(expression) ? expression : {}
  if (operator === 'Exists') return key
  if (operator === 'DoesNotExist') return `!${key}`
  return `${key} ${operator.toLowerCase()} (${isJsonList(values) ? values.map(String).sort().join(',') : ''})`
}
