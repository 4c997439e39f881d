import { isJsonObject } from '../objects/json.ts'
import { kindOf } from '../objects/kinds.ts'
import { refuse } from '../objects/refusal.ts'
import { forbidden, forbiddenPath, mayAct, mayUsePath } from './access.ts'
import { type Answer, jsonAnswer } from './answer.ts'
import type { Backing, Call, ObjectCall, ResourceCall } from './call.ts'
import { aggregatedAt, aggregatedType, discoveryAt } from './discovery.ts'
import type { Identity } from './identity.ts'
import { openApiAt } from './openapi.ts'
import { flagOption } from './options.ts'
import { answerPatch } from './patch.ts'
import { answerLog } from './pod-log.ts'
import { answerProxy } from './proxy.ts'
import { answerGet, answerList, answerWatch } from './read.ts'
import { parseBody } from './read-object.ts'
import { answerReview, reviewAt } from './reviews.ts'
import { answerScale } from './scale.ts'
import { isResourceTarget, parseTarget, type ResourceTarget } from './target.ts'
import { version } from './version.ts'
import { answerCreate, answerDelete, answerDeleteAll, answerUpdate } from './write.ts'

/** Paths that are answered to anybody. */
const health: ReadonlySet<string> = new Set(['/healthz', '/livez', '/readyz'])

/** Answers one request of a sender who is known, or (null) is not; throws a refusal. */
export function handle(
  backing: Backing,
  path: string,
  call: Omit<Call, 'identity'>,
  identity: Identity | null,
): Answer {
  if (health.has(path)) return { code: 200, type: 'text/plain; charset=utf-8', body: 'ok' }
  if (path === '/version') return jsonAnswer(200, version)
  if (identity === null) throw refuse('Unauthorized', 'Unauthorized')
  const target = parseTarget(path)
  if (!isResourceTarget(target)) return answerPath(backing, target.path, { ...call, identity })
  if (!backing.faults.serves(target.resource)) throw missing()
  const known = { ...call, identity, target }
  authorize(known)
  return target.name === null
    ? answerCollection(backing, known)
    : answerObject(backing, { ...known, target: { ...target, name: target.name } })
}

function answerPath({ faults }: Backing, path: string, call: Call): Answer {
  const review = reviewAt(path)
  if (review) return answerReviewCall(review, call)
  if (!mayUsePath(call.identity, path)) throw forbiddenPath(call.identity, call.method, path)
  const aggregated = aggregatedAt(path, call.accept, faults.serves)
  const document = aggregated ?? discoveryAt(path, faults.serves) ?? openApiAt(path)
  if (document === undefined) throw missing()
  if (call.method !== 'GET') throw notAllowed()
  return jsonAnswer(200, document, aggregated === undefined ? 'application/json' : aggregatedType)
}

function answerReviewCall(
  review: NonNullable<ReturnType<typeof reviewAt>>,
  { method, body, identity }: Call,
): Answer {
  if (method !== 'POST') throw notAllowed()
  const value = parseBody(body)
  if (!isJsonObject(value)) throw refuse('BadRequest', `the body is no ${review.kind}`)
  return jsonAnswer(201, answerReview(review, identity, value))
}

const notAllowed = () =>
  refuse('MethodNotAllowed', 'the server does not allow this method on the requested resource')

const writeVerbs: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update', PATCH: 'patch' }

function verbOf({ method, query, target }: ResourceCall): string {
  if (method === 'GET' && isWatch(query)) return 'watch'
  if (method === 'GET') return target.name === null ? 'list' : 'get'
  if (method === 'DELETE') return target.name === null ? 'deletecollection' : 'delete'
  return writeVerbs[method] ?? method.toLowerCase()
}

function isWatch(query: URLSearchParams): boolean {
  return query.has('watch') && flagOption(query, 'watch')
}

function authorize(call: ResourceCall): void {
  const { resource, namespace, name, subresource } = call.target
  const wish = {
    verb: verbOf(call),
    group: kindOf(resource).group,
    resource,
    subresource: subresource ?? '',
    // A namespace is an object of its own namespace.
    namespace: namespace ?? (resource === 'namespaces' ? (name ?? '') : ''),
    name: name ?? '',
  }
  if (!mayAct(call.identity, wish)) throw forbidden(call.identity, wish)
}

function answerCollection(backing: Backing, call: ResourceCall): Answer {
  const { method, target } = call
  const everywhere = kindOf(target.resource).namespaced && target.namespace === null
  if (method === 'GET') return isWatch(call.query) ? answerWatch(backing, call) : answerList(backing, call)
  if (method === 'POST' && !everywhere) return answerCreate(backing, call)
  if (method === 'DELETE' && !everywhere && target.resource !== 'namespaces')
    return answerDeleteAll(backing, call)
  throw notAllowed()
}

function answerObject(backing: Backing, call: ObjectCall): Answer {
  const kind = kindOf(call.target.resource)
  if (kind.namespaced && call.target.namespace === null) throw missing()
  const part = partOf(call.target)
  if (part === 'object' || part === 'status') return answerWhole(backing, call, part)
  if (part === 'scale') {
    if (!['GET', 'PUT', 'PATCH'].includes(call.method)) throw notAllowed()
    return answerScale(backing, call)
  }
  if (part === 'proxy') return answerProxy(backing, call)
  if (call.method !== 'GET') throw notAllowed()
  return answerLog(backing, call)
}

const missing = () => refuse('NotFound', 'the server could not find the requested resource')

type Part = 'object' | 'status' | 'scale' | 'log' | 'proxy'

const streams: ReadonlySet<string> = new Set(['attach', 'exec', 'portforward'])

function partOf({ resource, subresource, rest }: ResourceTarget): Part {
  const kind = kindOf(resource)
  if (subresource === null) return 'object'
  if (subresource === 'proxy' && (resource === 'pods' || resource === 'services')) return 'proxy'
  if (rest !== '') throw missing()
  if (subresource === 'status' && kind.status) return 'status'
  if (subresource === 'scale' && kind.scale) return 'scale'
  if (subresource === 'log' && resource === 'pods') return 'log'
  if (resource === 'pods' && streams.has(subresource))
    throw refuse(
      'MethodNotAllowed',
      `the pods of the demo are simulated: ${subresource} is not possible; try the service or pod proxy`,
    )
  throw missing()
}

function answerWhole(backing: Backing, call: ObjectCall, part: 'object' | 'status'): Answer {
  switch (call.method) {
    case 'GET':
      return isWatch(call.query) && part === 'object' ? answerWatch(backing, call) : answerGet(backing, call)
    case 'PUT':
      return answerUpdate(backing, call)
    case 'PATCH':
      return answerPatch(backing, call)
    case 'DELETE':
      if (part === 'object') return answerDelete(backing, call)
  }
  throw notAllowed()
}
