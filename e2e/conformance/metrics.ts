import { once } from 'node:events'
import { createServer } from 'node:http'
import { CockpitError } from '../../lib/errors.ts'
import type { JsonObject, JsonValue } from '../cluster/json.ts'
import { analysisTemplate, type WebMetricOptions, webMetric } from '../cluster/scenarios/objects.ts'

/** What the metrics of an analysis are measured at. */
export interface Metrics {
  /** Sets what a metric of this namespace measures from now on; answers with the address to measure it at. */
  answer(namespace: string, metric: string, value: JsonValue): string
  stop(): Promise<void>
}

/** A web server on 127.0.0.1 that tells what it was told to; a metric that it knows nothing of is a 404. */
export async function startMetrics(): Promise<Metrics> {
  const answers = new Map<string, JsonValue>()
  const server = createServer(({ url = '' }, response) => {
    const value = answers.get(url)
    response.statusCode = value === undefined ? 404 : 200
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ value }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new CockpitError('unexpected', 'The server of the metrics has no port.')
  return {
    answer: (namespace, metric, value) => {
      const path = `/${namespace}/${metric}`
      answers.set(path, value)
      return `http://127.0.0.1:${address.port}${path}`
    },
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Succeeds, is neither, fails: what `check` measures. */
export const good = 95
export const unclear = 50
export const bad = 5

/** One measurement, and an hour until the next: an analysis that is under way for as long as a test lasts. */
export const unending = { count: 2, interval: '1h' }

/** The AnalysisTemplate `check` of a namespace, whose one metric measures the value. */
export function checkTemplate(
  metrics: Metrics,
  namespace: string,
  value: number,
  limits: Pick<WebMetricOptions, 'count' | 'interval'> = {},
): JsonObject {
  const metric = webMetric({
    name: 'requests',
    url: metrics.answer(namespace, 'requests', value),
    successCondition: 'result >= 90',
    failureCondition: 'result < 10',
    ...limits,
  })
  return analysisTemplate({ name: 'check', namespace, metrics: [metric] })
}

/** The reference to it in a step or a strategy. */
export const check = { templates: [{ templateName: 'check' }] }
