import { pauseSeconds } from '../../../rollouts/go-duration.ts'
import {
  at,
  isJsonObject,
  type Json,
  type JsonObject,
  listAt,
  numberAt,
  objectAt,
  textAt,
} from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'

/** A metric of a run with its arguments filled in. */
export interface Metric {
  readonly name: string
  /** Seconds between two measurements; null where the spec names none. */
  readonly interval: number | null
  readonly initialDelay: number
  /** How many measurements there will be; null for no end. */
  readonly count: number | null
  readonly failureLimit: number
  readonly inconclusiveLimit: number
  readonly consecutiveErrorLimit: number
  /** 0 for off. */
  readonly consecutiveSuccessLimit: number
  readonly successCondition: string
  readonly failureCondition: string
  readonly provider: JsonObject
  readonly dryRun: boolean
}

const DEFAULT_ERROR_LIMIT = 4

const wholeOf = (metric: Json, key: string): number | null => {
  const value = at(metric, key)
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : null
}

const secondsOf = (metric: Json, key: string): number | null => pauseSeconds(textAt(metric, key) || null)

/** The metrics of a run; an argument without value leaves its placeholder. */
export function metricsOf(run: KubeObject): readonly Metric[] {
  const args = listAt(run, 'spec', 'args').map((arg) => [textAt(arg, 'name'), textAt(arg, 'value')] as const)
  const dry = listAt(run, 'spec', 'dryRun').map((one) => textAt(one, 'metricName'))
  const fill = (text: string) =>
    args.reduce((filled, [name, value]) => filled.replaceAll(`{{args.${name}}}`, value), text)
  return listAt(run, 'spec', 'metrics')
    .filter(isJsonObject)
    .map((metric) => {
      const interval = secondsOf(metric, 'interval')
      const name = textAt(metric, 'name')
      return {
        name,
        interval,
        initialDelay: secondsOf(metric, 'initialDelay') ?? 0,
        count: wholeOf(metric, 'count') || (interval === null ? 1 : null),
        failureLimit: wholeOf(metric, 'failureLimit') ?? 0,
        inconclusiveLimit: wholeOf(metric, 'inconclusiveLimit') ?? 0,
        consecutiveErrorLimit: wholeOf(metric, 'consecutiveErrorLimit') ?? DEFAULT_ERROR_LIMIT,
        consecutiveSuccessLimit: wholeOf(metric, 'consecutiveSuccessLimit') ?? 0,
        successCondition: fill(textAt(metric, 'successCondition')),
        failureCondition: fill(textAt(metric, 'failureCondition')),
        provider: objectAt(metric, 'provider'),
        dryRun: dry.some((pattern) => pattern === name || pattern === '.*'),
      }
    })
}

/** What has been measured of a metric so far. */
export interface Result extends JsonObject {
  readonly name: string
  readonly phase: string
  readonly measurements: readonly JsonObject[]
  readonly count: number
  readonly successful: number
  readonly failed: number
  readonly inconclusive: number
  readonly error: number
  readonly consecutiveError: number
  readonly consecutiveSuccess: number
}

/** The result as the run's status has it, with zeros where it has nothing. */
export const readResult = (result: Json): Result => ({
  ...(isJsonObject(result) ? result : {}),
  name: textAt(result, 'name'),
  phase: textAt(result, 'phase'),
  measurements: listAt(result, 'measurements').filter(isJsonObject),
  count: numberAt(result, 'count'),
  successful: numberAt(result, 'successful'),
  failed: numberAt(result, 'failed'),
  inconclusive: numberAt(result, 'inconclusive'),
  error: numberAt(result, 'error'),
  consecutiveError: numberAt(result, 'consecutiveError'),
  consecutiveSuccess: numberAt(result, 'consecutiveSuccess'),
})

/** The result as the API has it, without zeros. */
export const writeResult = (result: Result): JsonObject =>
  Object.fromEntries(
    Object.entries(result).filter(([, value]) => value !== 0 && value !== '' && value !== false),
  )
