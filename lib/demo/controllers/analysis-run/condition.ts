/** What a measured value means. */
export type Verdict = 'Successful' | 'Failed' | 'Inconclusive' | 'Error'

const comparison = /^\s*result(?:\[0\])?\s*(>=|<=|==|!=|>|<)\s*(-?\d+(?:\.\d+)?)\s*$/

const compare: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  '>=': (value, limit) => value >= limit,
  '<=': (value, limit) => value <= limit,
  '==': (value, limit) => value === limit,
  '!=': (value, limit) => value !== limit,
  '>': (value, limit) => value > limit,
  '<': (value, limit) => value < limit,
}

/** Whether the value meets a condition made of comparisons of `result` with numbers, `&&` and `||`; null for any other condition. */
export function meets(condition: string, value: number): boolean | null {
  const parts = condition.split('||').map((either) => either.split('&&').map((part) => meetsOne(part, value)))
  if (parts.some((all) => all.includes(null))) return null
  return parts.some((all) => all.every((part) => part === true))
}

function meetsOne(part: string, value: number): boolean | null {
  const [, operator, limit] = comparison.exec(part) ?? []
  const holds = operator === undefined ? undefined : compare[operator]
  return holds ? holds(value, Number(limit)) : null
}

/** What the value means under both conditions; an empty one is none. Mirrors argo-rollouts@v1.10.1 utils/evaluate/evaluate.go#L18 */
export function judge(value: number, success: string, failure: string): Verdict {
  if (success === '' && failure === '') return 'Successful'
  const good = success === '' ? null : meets(success, value)
  const bad = failure === '' ? null : meets(failure, value)
  if ((success !== '' && good === null) || (failure !== '' && bad === null)) return 'Error'
  if (failure === '') return good === true ? 'Successful' : 'Failed'
  if (bad === true) return 'Failed'
  if (success === '' || good === true) return 'Successful'
  return 'Inconclusive'
}
