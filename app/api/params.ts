import { CockpitError } from '@/lib/errors.ts'
import type { RolloutRef } from '@/lib/paths.ts'
import { type Action, actions } from '@/lib/rollouts/view.ts'
import { type PageKey, type PageResource, pageKey } from '@/lib/stream/page.ts'

/** Names as Kubernetes has them, so that nothing else ever becomes part of a URL at the API server (RFC 1123). */
const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/

/** More than any page opens; a bound on what one connection can make the server draw. */
const mostPages = 64

interface RolloutParams {
  readonly cluster: string
  readonly namespace: string
  readonly name: string
}

/** The object a path names; throws `invalid` for what no Kubernetes object can be called. */
export function parseRef({ cluster, namespace, name }: RolloutParams): RolloutRef {
  if (!label.test(namespace)) throw new CockpitError('invalid', 'This is not the name of a namespace.')
  return { cluster, namespace, name: parseName(name) }
}

/** The name of an object; throws `invalid` for what no Kubernetes object can be called. */
export function parseName(name: string): string {
  if (name.length > 253 || !subdomain.test(name))
    throw new CockpitError('invalid', 'This is not the name of an object.')
  return name
}

/** The action a path names; throws `not-found` for one there is not. */
export function parseAction(word: string): Action {
  const action = actions.find((one) => one === word)
  if (action === undefined)
    throw new CockpitError('not-found', `There is no such action; there are ${actions.join(', ')}.`)
  return action
}

/** The pages a stream can be asked for, each in the singular. */
const pageWords: readonly (readonly [string, PageResource])[] = [
  ['rollout', 'rollouts'],
  ['deployment', 'deployments'],
  ['service', 'services'],
]

/** What a stream is asked for: `cluster`, `fleet=1`, `rollout=namespace/name` and `deployment=namespace/name` as often as wanted. */
export function parseStreamScope(query: URLSearchParams) {
  const cluster = query.get('cluster')
  if (cluster === null || cluster === '') throw new CockpitError('invalid', 'Say which cluster: ?cluster=…')
  const fleet = query.get('fleet') === '1'
  const pages = pageWords.flatMap(([word, resource]) =>
    query.getAll(word).map((named) => parseKey(cluster, resource, named)),
  )
  if (pages.length > mostPages)
    throw new CockpitError('invalid', `One stream carries at most ${mostPages} pages.`)
  if (!fleet && pages.length === 0)
    throw new CockpitError(
      'invalid',
      'Say what to stream: fleet=1, rollout=namespace/name, deployment=namespace/name, or some of these.',
    )
  return { cluster, fleet, pages }
}

function parseKey(cluster: string, resource: PageResource, named: string): PageKey {
  const [namespace = '', name = '', ...more] = named.split('/')
  if (more.length > 0) throw new CockpitError('invalid', 'A page is named as namespace/name.')
  return pageKey(resource, parseRef({ cluster, namespace, name }))
}

export type Body = Readonly<Record<string, unknown>>

/** The fields of an action's body; none where it is no JSON object. */
export async function readBody(request: Request): Promise<Body> {
  const body: unknown = await request.json().catch(() => null)
  return typeof body === 'object' && body !== null ? { ...body } : {}
}

/** The state that was confirmed; throws `invalid` where the body does not say it. */
export function stateIn({ state }: Body): string {
  if (typeof state === 'string') return state
  throw new CockpitError('invalid', 'The body must hold {"state": "<stateKey of what was looked at>"}.')
}

/** A second lock behind the proxy's: no page of another origin can send these two without asking first. */
export function requireWriter({ headers }: Request): void {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (headers.get('x-cockpit') !== '1')
    throw new CockpitError('forbidden', 'An action needs the header x-cockpit: 1.')
  if (type !== 'application/json')
    throw new CockpitError('forbidden', 'An action needs the content type application/json.')
}
