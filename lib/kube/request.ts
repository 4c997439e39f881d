import type { Dispatcher } from 'undici'
import { type Failure, failureOfAnswer, failureOfThrown, toCockpitError } from './errors.ts'
import { parseJson } from './json.ts'
import type { Outgoing, Transport } from './transport.ts'

export interface Call {
  readonly method: Outgoing['method']
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: { readonly value: unknown; readonly contentType: string }
  readonly signal?: AbortSignal
}

/** Either the parsed answer or why there is none; for those who go on after a failure. */
export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly failure: Failure }

/** Asks the API server and answers the parsed JSON; throws a CockpitError in the API server's own words. */
export async function request(transport: Transport, call: Call): Promise<unknown> {
  const answer = await ask(transport, call)
  if (answer.ok) return answer.value
  throw toCockpitError(answer.failure)
}

/** Asks the API server; never rejects. */
export async function ask(transport: Transport, call: Call): Promise<Answer> {
  try {
    const answer = await transport.send(toOutgoing(call))
    if (answer.statusCode >= 300) return { ok: false, failure: await readRefusal(answer, transport) }
    const value = parseJson(await answer.body.text())
    if (value !== undefined) return { ok: true, value }
    return { ok: false, failure: notKubernetes(transport) }
  } catch (error) {
    return { ok: false, failure: failureOfThrown(error, transport.target) }
  }
}

/** Reads an answer that is not a success to its end and says what it means. */
export async function readRefusal(answer: Dispatcher.ResponseData, transport: Transport): Promise<Failure> {
  const header = answer.headers['retry-after']
  const refusal = {
    code: answer.statusCode,
    retryAfter: typeof header === 'string' ? header : null,
    text: await answer.body.text(),
  }
  return failureOfAnswer(refusal, transport.target, transport.timing.now())
}

function toOutgoing(call: Call): Outgoing {
  return {
    method: call.method,
    path: call.path,
    query: call.query ?? {},
    body:
      call.body === undefined
        ? null
        : { text: JSON.stringify(call.body.value), contentType: call.body.contentType },
    endless: false,
    signal: call.signal ?? AbortSignal.timeout(60_000),
  }
}

/** What it means that an answer is a page of somebody else, e.g. of a proxy that wants a person to sign in. */
export function notKubernetes({ target }: Transport): Failure {
  return {
    kind: 'unreachable',
    message: `${target.server} answers, but not in JSON: is it a Kubernetes API server?`,
    code: null,
    retryAfterMs: null,
  }
}
