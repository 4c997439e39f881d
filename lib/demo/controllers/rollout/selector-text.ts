import type { Json } from '../../objects/json.ts'
import { isJsonObject, listAt, objectAt, textAt } from '../../objects/json.ts'

const operators: Readonly<Record<string, string>> = { In: ' in ', NotIn: ' notin ' }

/** The label selector of an object's spec as one text. Mirrors k8s.io/apimachinery@v0.36.3 pkg/apis/meta/v1/helpers.go#L171 */
export function selectorText(object: Json): string {
  const selector = objectAt(object, 'spec', 'selector')
  const labels = Object.entries(objectAt(selector, 'matchLabels')).map(
    ([key, value]) => [key, `${key}=${String(value)}`] as const,
  )
  const expressions = listAt(selector, 'matchExpressions')
    .filter(isJsonObject)
    .map((expression) => [textAt(expression, 'key'), expressionText(expression)] as const)
  return [...labels, ...expressions]
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, text]) => text)
    .join(',')
}

function expressionText(expression: Json): string {
  const key = textAt(expression, 'key')
  const operator = textAt(expression, 'operator')
  if (operator === 'Exists') return key
  if (operator === 'DoesNotExist') return `!${key}`
  const values = listAt(expression, 'values').map(String).toSorted()
  return `${key}${operators[operator] ?? ' '}(${values.join(',')})`
}
