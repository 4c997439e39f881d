import { CockpitError } from '@/lib/errors.ts'
import type { RolloutRef } from '@/lib/paths.ts'
import { type Action, actions } from '@/lib/rollouts/view.ts'
import { type RolloutKey, rolloutKey } from '@/lib/stream/protocol.ts'

/** Names as Kubernetes has them, so that nothing else ever becomes part of a URL at the API server (RFC 1123). */
const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/

/** More than any page opens; a bound on what one connection can make the server draw. */
const mostRollouts = 64

interface RolloutParams {
  readonly cluster: string
  readonly namespace: string
  readonly name: string
}

/** The Rollout a path names; throws `invalid` for what no Kubernetes object can be called. */
export function parseRef({ cluster, namespace, name }: RolloutParams): RolloutRef {
  if (!label.test(namespace)) throw new CockpitError('invalid', 'This is not the name of a namespace.')
  if (name.length > 253 || !subdomain.test(name))
    throw new CockpitError('invalid', 'This is not the name of a Rollout.')
  return { cluster, namespace, name }
}

/** The action a path names; throws `not-found` for one there is not. */
export function parseAction(word: string): Action {
  const action = actions.find((one) => one === word)
  if (action === undefined)
    throw new CockpitError('not-found', `There is no such action; there are ${actions.join(', ')}.`)
  return action
}

/** What a stream is asked for: `cluster`, `fleet=1`, and `rollout=namespace/name` as often as wanted. */
export function parseStreamScope(query: URLSearchParams) {
  const cluster = query.get('cluster')
  if (cluster === null || cluster === '') throw new CockpitError('invalid', 'Say which cluster: ?cluster=…')
  const fleet = query.get('fleet') === '1'
  const rollouts = query.getAll('rollout').map((word) => parseKey(cluster, word))
  if (rollouts.length > mostRollouts)
    throw new CockpitError('invalid', `One stream carries at most ${mostRollouts} Rollouts.`)
  if (!fleet && rollouts.length === 0)
    throw new CockpitError('invalid', 'Say what to stream: fleet=1, rollout=namespace/name, or both.')
  return { cluster, fleet, rollouts }
}

function parseKey(cluster: string, word: string): RolloutKey {
  const [namespace = '', name = '', ...more] = word.split('/')
  if (more.length > 0) throw new CockpitError('invalid', 'A Rollout is named as namespace/name.')
  return rolloutKey(parseRef({ cluster, namespace, name }))
}

/** The state that was confirmed, from the body of an action; throws `invalid` where it is missing. */
export async function parseState(request: Request): Promise<string> {
  const body: unknown = await request.json().catch(() => null)
  if (typeof body === 'object' && body !== null && 'state' in body && typeof body.state === 'string')
    return body.state
  throw new CockpitError('invalid', 'The body must be {"state": "<stateKey of the Rollout looked at>"}.')
}

/** A second lock behind the proxy's: no page of another origin can send these two without asking first. */
export function requireWriter({ headers }: Request): void {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (headers.get('x-cockpit') !== '1')
    throw new CockpitError('forbidden', 'An action needs the header x-cockpit: 1.')
  if (type !== 'application/json')
    throw new CockpitError('forbidden', 'An action needs the content type application/json.')
}
