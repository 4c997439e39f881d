import type { Json, JsonObject } from '../objects/json.ts'
import { isJsonObject, listAt, textAt } from '../objects/json.ts'
import { instantOf } from './facts.ts'

/** One entry of status.conditions as the controllers write it. */
export interface Condition extends JsonObject {
  readonly type: string
  readonly status: string
  readonly reason: string
  readonly message: string
  readonly lastUpdateTime: string
  readonly lastTransitionTime: string
}

/** The conditions of a status, in their order. */
export const readConditions = (status: Json | undefined): readonly Condition[] =>
  listAt(status, 'conditions')
    .filter(isJsonObject)
    .map((condition) => ({
      type: textAt(condition, 'type'),
      status: textAt(condition, 'status'),
      reason: textAt(condition, 'reason'),
      message: textAt(condition, 'message'),
      lastUpdateTime: textAt(condition, 'lastUpdateTime'),
      lastTransitionTime: textAt(condition, 'lastTransitionTime'),
    }))

/** A condition that begins now. */
export function condition(
  now: number,
  type: string,
  status: 'True' | 'False' | 'Unknown',
  reason: string,
  message: string,
): Condition {
  const at = instantOf(now)
  return { type, status, reason, message, lastUpdateTime: at, lastTransitionTime: at }
}

/** The condition of this type; null where there is none. */
export const findCondition = (conditions: readonly Condition[], type: string): Condition | null =>
  conditions.find((one) => one.type === type) ?? null

/** The conditions without the one of this type. */
export const withoutCondition = (conditions: readonly Condition[], type: string): readonly Condition[] =>
  conditions.filter((one) => one.type !== type)

/**
 * The conditions with this one at the end; the same list where one of its type has that status and reason already.
 * Mirrors argo-rollouts@v1.10.1 utils/conditions/conditions.go#L218
 */
export function withCondition(conditions: readonly Condition[], next: Condition): readonly Condition[] {
  const current = findCondition(conditions, next.type)
  if (current?.status === next.status && current.reason === next.reason) return conditions
  const { lastTransitionTime } = current?.status === next.status ? current : next
  return [...withoutCondition(conditions, next.type), { ...next, lastTransitionTime }]
}
