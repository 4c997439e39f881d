import { textAt } from '../../objects/json.ts'
import type { Metric, Result } from './metric.ts'

/** The phases of finished runs, from good to bad. Mirrors argo-rollouts@v1.10.1 utils/analysis/helpers.go#L48 */
const order = ['Successful', 'Inconclusive', 'Error', 'Failed']

/** Whether a finished phase counts more than another one when several metrics are put together. */
export const isWorse = (phase: string, than: string): boolean => order.indexOf(phase) > order.indexOf(than)

/** Whether a run or a metric has come to its end. */
export const isOver = (phase: string): boolean =>
  ['Successful', 'Failed', 'Error', 'Inconclusive'].includes(phase)

/** The limit that a metric is over, and the words for it; null while it is within all. Mirrors argo-rollouts@v1.10.1 analysis/analysis.go#L658 */
export function overLimit(
  metric: Metric,
  result: Result,
): { readonly phase: string; readonly why: string } | null {
  const { failureLimit, inconclusiveLimit, consecutiveErrorLimit } = metric
  if (result.consecutiveError > consecutiveErrorLimit) {
    const why = `consecutiveErrors (${result.consecutiveError}) > consecutiveErrorLimit (${consecutiveErrorLimit})`
    return { phase: 'Error', why }
  }
  if (result.inconclusive > inconclusiveLimit) {
    const why = `inconclusive (${result.inconclusive}) > inconclusiveLimit (${inconclusiveLimit})`
    return { phase: 'Inconclusive', why }
  }
  if (failureLimit >= 0 && result.failed > failureLimit) {
    return { phase: 'Failed', why: `failed (${result.failed}) > failureLimit (${failureLimit})` }
  }
  return null
}

/** The phase of a metric after its newest measurement. Mirrors argo-rollouts@v1.10.1 analysis/analysis.go#L579 */
export function metricPhase(metric: Metric, result: Result, terminating: boolean): string {
  if (isOver(result.phase)) return result.phase
  const last = result.measurements.at(-1)
  if (last === undefined) return terminating ? 'Successful' : 'Pending'
  if (!isOver(textAt(last, 'phase'))) return 'Running'
  const over = overLimit(metric, result)
  if (over !== null) return over.phase
  const enough = metric.consecutiveSuccessLimit
  if (enough > 0 && result.consecutiveSuccess >= enough) return 'Successful'
  if (metric.count !== null && result.count >= metric.count) {
    if (enough === 0) return 'Successful'
    return metric.failureLimit >= 0 ? 'Inconclusive' : 'Failed'
  }
  return terminating ? 'Successful' : 'Running'
}

/** The counters after a measurement. */
export function counted(result: Result, phase: string): Result {
  const good = phase === 'Successful' ? result.consecutiveSuccess + 1 : 0
  if (phase === 'Error') {
    return {
      ...result,
      error: result.error + 1,
      consecutiveError: result.consecutiveError + 1,
      consecutiveSuccess: 0,
    }
  }
  const next = { ...result, count: result.count + 1, consecutiveError: 0, consecutiveSuccess: good }
  if (phase === 'Successful') return { ...next, successful: result.successful + 1 }
  if (phase === 'Failed') return { ...next, failed: result.failed + 1 }
  return { ...next, inconclusive: result.inconclusive + 1 }
}
