import type { Readable } from 'node:stream'
import type { ProxiedAnswer } from '../cluster/source.ts'
import { CockpitError } from '../errors.ts'
import { failureOfAnswer, failureOfThrown, toCockpitError } from './errors.ts'
import { parseJson, valueAt } from './json.ts'
import { joinPath, listPath } from './resources.ts'
import type { Transport } from './transport.ts'

/** What is read of a body: podinfo says all of itself in some 400 bytes. */
const mostBytes = 8 * 1024
/** For the whole answer. */
const usualPatienceMs = 3_000

/**
 * GETs a path of a Service through the API server's proxy. Of the answer only its status and the beginning of its body go on: no header, no
 * cookie; a redirect is an answer and is not followed. Throws a CockpitError where the API server itself refuses or nobody answers in time.
 */
export async function getThroughService(
  transport: Transport,
  {
    namespace,
    service,
    path,
  }: { readonly namespace: string; readonly service: string; readonly path: string },
  signal: AbortSignal,
  patienceMs = usualPatienceMs,
): Promise<ProxiedAnswer> {
  const base = `${listPath('services', namespace)}${joinPath([service, 'proxy'])}`
  requireBelow(base, path)
  try {
    const answer = await transport.send({
      method: 'GET',
      path: `${base}${path}`,
      query: {},
      body: null,
      endless: false,
      foreign: true,
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
    })
    const body = await readAtMost(answer.body, mostBytes)
    if (answer.statusCode >= 400 && isStatus(body)) {
      const refusal = { code: answer.statusCode, retryAfter: null, text: body }
      throw toCockpitError(failureOfAnswer(refusal, transport.target, transport.timing.now()))
    }
    return { status: answer.statusCode, body }
  } catch (error) {
    // It is the app that has not answered; the API server waits for it, too.
    if (error instanceof Error && error.name === 'TimeoutError')
      throw new CockpitError('unreachable', `No answer within ${patienceMs / 1_000} s.`)
    throw toCockpitError(failureOfThrown(error, transport.target))
  }
}

/** Whoever makes the URL must not be led out of the Service's own path, into the API server's, by anything that was overlooked before. */
function requireBelow(base: string, path: string) {
  const url = new URL(`http://api${base}${path}`)
  if (`${url.pathname}${url.search}` !== `${base}${path}`)
    throw new TypeError('A path that leads out of its Service')
}

/** The API server's own word in place of the app's. An app that says the same is told as the API server's: as text, which is all there is to it. */
function isStatus(body: string): boolean {
  const value = parseJson(body)
  return valueAt(value, 'kind') === 'Status' && valueAt(value, 'apiVersion') === 'v1'
}

/** The beginning of a body; the rest is not waited for. */
async function readAtMost(body: Readable, most: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) continue
    chunks.push(chunk)
    bytes += chunk.byteLength
    if (bytes >= most) break
  }
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, most))
}
