import type { IncomingHttpHeaders } from 'node:http'
import { type Refusal, refusalOf, refuse } from '../objects/refusal.ts'
import { type Answer, failureStatus, jsonAnswer } from './answer.ts'
import type { Backing } from './call.ts'
import { handle } from './handle.ts'
import type { Identities, Identity } from './identity.ts'
import { parseProtobuf, protobufType } from './protobuf.ts'

/** A request as it came over the wire, read to its end. */
export interface WireRequest {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** Answers anything at all; what was refused is a `Status`, what went wrong here is one of code 500 and told to `onFault`. */
export function respond(backing: Backing, request: WireRequest, onFault: (error: unknown) => void): Answer {
  try {
    return answer(backing, request)
  } catch (error) {
    return failureAnswer(error, onFault)
  }
}

/** The `Status` of what was thrown. */
export function failureAnswer(error: unknown, onFault: (error: unknown) => void): Answer {
  const refusal = refusalOf(error)
  if (refusal === null) onFault(error)
  const { code } = refusal ?? fault
  // What was not read of a request that is too long would be taken for the next one.
  const headers = code === 413 ? { connection: 'close' } : {}
  return { ...jsonAnswer(code, failureStatus(refusal ?? fault)), headers }
}

const fault: Refusal = {
  code: 500,
  reason: 'InternalError',
  message: 'Internal error occurred: the demo could not answer this request',
}

function answer(backing: Backing, { method, url, headers, body }: WireRequest): Answer {
  if (Object.keys(headers).some((name) => name.startsWith('impersonate-')))
    throw refuse('Forbidden', 'the demo lets nobody act as somebody else')
  const split = url.indexOf('?')
  const path = split === -1 ? url : url.slice(0, split)
  const query = new URLSearchParams(split === -1 ? '' : url.slice(split + 1))
  const contentType = headers['content-type'] ?? ''
  const asJson = contentType.startsWith(protobufType) && body.length > 0
  const call = {
    method,
    query,
    accept: headers.accept ?? '',
    contentType: asJson ? 'application/json' : contentType,
    body: asJson ? JSON.stringify(parseProtobuf(body)) : body.toString('utf8'),
  }
  const identity = identify(backing.identities, headers.authorization ?? '')
  return handle(backing, path, call, identity && backing.faults.limit(identity))
}

function identify({ operator, viewer }: Identities, authorization: string): Identity | null {
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? ''
  return [operator, viewer].find((identity) => identity.token === token) ?? null
}
