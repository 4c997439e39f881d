import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Json } from '../objects/json.ts'
import { kindOf, type ResourceName, resourceNames } from '../objects/kinds.ts'
import type { Wish } from './access.ts'
import { failureStatus } from './answer.ts'
import type { Identity } from './identity.ts'

/**
 * What may be wrong with the API. outage: it hangs up; silence: it takes requests and never answers; unavailable: 503; unauthorized: it knows
 * nobody; no-crd: Argo Rollouts is not installed; forbid: it refuses a namespace, a resource or everything; read-only: it lets nobody write; no-server: the API is well, but the
 * cockpit's own server plays to be away.
 */
export const faultKinds = [
  'none',
  'outage',
  'silence',
  'unavailable',
  'unauthorized',
  'no-crd',
  'forbid',
  'read-only',
  'no-server',
] as const
export type FaultKind = (typeof faultKinds)[number]

export interface Fault {
  readonly kind: FaultKind
  /** The namespace that is forbidden; null for all. */
  readonly namespace: string | null
  /** The resource that is forbidden; null for all. */
  readonly resource: string | null
}

/** The fault that the API has at the moment; a change of it cuts every connection. */
export interface Faults {
  now(): Fault
  set(fault: Fault): void
  /** Whether the API serves the resource at all. */
  serves(resource: ResourceName): boolean
  /** The identity as far as it is let. */
  limit(identity: Identity): Identity
  /** What stands before the API on the wire; `cut` ends every connection it has. */
  guard(listener: RequestListener): RequestListener
  onChange(cut: () => void): void
}

export const noFault: Fault = { kind: 'none', namespace: null, resource: null }

/** An API without a fault, until one is set. */
export function createFaults(): Faults {
  let fault = noFault
  const cuts: (() => void)[] = []
  return {
    now: () => fault,
    set: (next) => {
      fault = next
      for (const cut of cuts) cut()
    },
    serves: (resource) => fault.kind !== 'no-crd' || kindOf(resource).group !== argo,
    limit: (identity) => limited(identity, fault),
    guard: (listener) => (request, response) => {
      if (!troubled(fault.kind, request, response)) listener(request, response)
    },
    onChange: (cut) => void cuts.push(cut),
  }
}

const argo = 'argoproj.io'

/** Does to a request what the fault does; false where the API shall answer it. */
function troubled(kind: FaultKind, request: IncomingMessage, response: ServerResponse): boolean {
  switch (kind) {
    case 'outage':
      request.destroy()
      return true
    case 'silence':
      return true
    case 'unavailable':
      refuseWith(response, 503, 'ServiceUnavailable', 'apiserver is shutting down')
      return true
    case 'unauthorized':
      refuseWith(response, 401, 'Unauthorized', 'Unauthorized')
      return true
    default:
      return false
  }
}

function refuseWith(
  response: ServerResponse,
  code: number,
  reason: 'ServiceUnavailable' | 'Unauthorized',
  message: string,
): void {
  const status: Json = failureStatus({ code, reason, message })
  response.writeHead(code, { 'content-type': 'application/json', connection: 'close' })
  response.end(JSON.stringify(status))
}

const reading = ['get', 'list', 'watch']

function limited(identity: Identity, { kind, namespace, resource }: Fault): Identity {
  if (kind === 'read-only')
    return { ...identity, refuses: ({ verb, group }) => !reading.includes(verb) && !isReview(group) }
  if (kind !== 'forbid') return identity
  return {
    ...identity,
    refuses: (wish) =>
      !isReview(wish.group) &&
      (resource === null || wish.resource === resource) &&
      (namespace === null || isIn(namespace, wish)),
  }
}

/** Everybody may ask what he may do. */
const isReview = (group: string): boolean =>
  group === 'authorization.k8s.io' || group === 'authentication.k8s.io'

/** Whether a wish reaches into the namespace: rights in all others do not make one to see all. */
function isIn(namespace: string, wish: Wish): boolean {
  if (wish.namespace !== '') return wish.namespace === namespace
  const known = resourceNames.find((name) => name === wish.resource)
  return known !== undefined && kindOf(known).namespaced
}
