import { podsBehind } from '../controllers/endpoint-slices/pods-behind.ts'
import { isPodReady } from '../controllers/pod-facts.ts'
import { type Json, listAt, numberAt, textAt } from '../objects/json.ts'
import { kindOf } from '../objects/kinds.ts'
import type { KubeObject } from '../objects/object.ts'
import { notFound, refuse } from '../objects/refusal.ts'
import type { Answer } from './answer.ts'
import type { Backing, ObjectCall } from './call.ts'
import { answerAsPodinfo } from './podinfo.ts'

/** Whose turn it is behind each Service. */
export interface Round {
  next(serviceUid: string, count: number): number
}

/** Round-robin, one turn per Service. */
export function createRound(): Round {
  const turns = new Map<string, number>()
  return {
    next(uid, count) {
      const turn = turns.get(uid) ?? 0
      turns.set(uid, turn + 1)
      return turn % count
    },
  }
}

/** A GET through the API server to a pod, or to one of the ready pods behind a Service. */
export function answerProxy(backing: Backing, call: ObjectCall): Answer {
  const { resource, namespace, name, rest } = call.target
  if (call.method !== 'GET') throw refuse('MethodNotAllowed', 'the proxy of the demo only takes GET')
  const { id, port } = parseProxyName(name)
  const found = backing.store.get(resource, namespace, id)
  if (!found) throw notFound(kindOf(resource), id)
  if (resource === 'pods') {
    if (!isPodReady(found)) throw unreachable(`pod "${id}" is not ready`)
    return answerAsPodinfo(found, rest)
  }
  requirePort(found, port)
  const pods = podsBehind(backing.store, found)
  const pod = pods[pods.length === 0 ? 0 : backing.round.next(found.metadata.uid, pods.length)]
  if (!pod) throw refuse('ServiceUnavailable', `no endpoints available for service "${id}"`)
  return answerAsPodinfo(pod, rest)
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
