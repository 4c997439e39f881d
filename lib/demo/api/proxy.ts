import { podsBehind } from '../controllers/endpoint-slices/pods-behind.ts'
import { isPodReady } from '../controllers/pod-facts.ts'
import { type Json, listAt, numberAt, textAt } from '../objects/json.ts'
import { kindOf } from '../objects/kinds.ts'
import type { KubeObject } from '../objects/object.ts'
import { notFound, refuse } from '../objects/refusal.ts'
import { createBounded } from '../traffic/bounded.ts'
import type { Answer } from './answer.ts'
import type { Backing, ObjectCall } from './call.ts'
import { answerAsPodinfo } from './podinfo.ts'

/** How many requests each Service and each pod has had. */
export interface Round {
  /** The place of this request among those of an object, from 0 on. */
  turn(uid: string): number
}

const COUNTED = 1_000

/** A count of requests that begins anew for what nobody has asked for longest. */
export function createRound(): Round {
  const counts = createBounded(COUNTED, () => ({ requests: 0 }))
  return {
    turn: (uid) => {
      const count = counts.take(uid)
      count.requests += 1
      return count.requests - 1
    },
  }
}

/** A GET through the API server to a pod, or to one of the ready pods behind a Service, which are asked in turn. */
export function answerProxy(backing: Backing, call: ObjectCall): Answer {
  const { resource, namespace, name, rest } = call.target
  if (call.method !== 'GET') throw refuse('MethodNotAllowed', 'the proxy of the demo only takes GET')
  const { id, port } = parseProxyName(name)
  const { turn } = backing.round
  const found = backing.store.get(resource, namespace, id)
  if (!found) throw notFound(kindOf(resource), id)
  if (resource === 'pods') {
    if (!isPodReady(found)) throw unreachable(`pod "${id}" is not ready`)
    return answerAsPodinfo(found, rest, turn(found.metadata.uid))
  }
  requirePort(found, port)
  const pods = podsBehind(backing.store, found)
  const pod = pods[pods.length === 0 ? 0 : turn(found.metadata.uid) % pods.length]
  if (!pod) throw refuse('ServiceUnavailable', `no endpoints available for service "${id}"`)
  return answerAsPodinfo(pod, rest, turn(pod.metadata.uid))
}

const unreachable = (why: string) => refuse('ServiceUnavailable', `error trying to reach service: ${why}`)

/** `[scheme:]name[:port]`, as the API server reads it. */
function parseProxyName(text: string): { readonly id: string; readonly port: string } {
  const parts = text.split(':')
  const [first = '', second = '', third = ''] = parts
  if (parts.length > 3 || (parts.length === 3 && first !== 'http' && first !== ''))
    throw refuse('BadRequest', `invalid service request "${text}"`)
  return parts.length === 3 ? { id: second, port: third } : { id: first, port: second }
}

function requirePort(service: KubeObject, port: string): void {
  const ports = listAt(service, 'spec', 'ports')
  const fits = (one: Json) => textAt(one, 'name') === port || String(numberAt(one, 'port')) === port
  if (port === '' ? ports.length !== 1 : !ports.some(fits))
    throw refuse(
      'ServiceUnavailable',
      `no service port "${port}" found for service "${service.metadata.name}"`,
    )
}
