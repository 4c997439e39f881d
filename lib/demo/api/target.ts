import { apiVersionOf, kindOf, type ResourceName, resourceNames } from '../objects/kinds.ts'
import { refuse } from '../objects/refusal.ts'

/** An object or a collection that a request is about. */
export interface ResourceTarget {
  readonly resource: ResourceName
  /** null for all namespaces, and for what has none. */
  readonly namespace: string | null
  /** null for the collection. */
  readonly name: string | null
  readonly subresource: string | null
  /** What follows the subresource, with its slash; only a proxy has it. */
  readonly rest: string
}

/** Every answer that is not about an object has a path of its own. */
export interface PathTarget {
  readonly path: string
}

export type Target = ResourceTarget | PathTarget

/** Whether the request is about an object or a collection. */
export const isResourceTarget = (target: Target): target is ResourceTarget => 'resource' in target

const roots = new Map(
  resourceNames.map((name) => {
    const { group } = kindOf(name)
    return [`${group === '' ? '/api' : '/apis'}/${apiVersionOf(kindOf(name))}/${name}`, name]
  }),
)

const namespaceParts: ReadonlySet<string | undefined> = new Set(['status', 'finalize'])

/** What a path means; a refusal for one that nothing of ours is at. */
export function parseTarget(path: string): Target {
  const [, prefix = '', ...parts] = path.split('/')
  const depth = prefix === 'api' ? 1 : prefix === 'apis' ? 2 : 0
  if (depth === 0 || parts.length <= depth) return { path: `/${[prefix, ...parts].join('/')}` }
  const root = `/${[prefix, ...parts.slice(0, depth)].join('/')}`
  const [first = '', second, third, ...others] = parts.slice(depth).map(decode)
  const inNamespace = first === 'namespaces' && third !== undefined && !namespaceParts.has(third)
  const resource = roots.get(`${root}/${inNamespace ? third : first}`)
  if (inNamespace && resource !== undefined && kindOf(resource).namespaced)
    return withRest(resource, second ?? '', others)
  if (inNamespace || resource === undefined) return { path }
  return withRest(
    resource,
    null,
    [second, third, ...others].filter((part) => part !== undefined),
  )
}

function withRest(
  resource: ResourceName,
  namespace: string | null,
  parts: readonly string[],
): ResourceTarget {
  const [name = '', subresource = '', ...rest] = parts
  if (namespace === '' || (parts.length > 0 && name === '') || (parts.length > 1 && subresource === ''))
    throw refuse('NotFound', 'the server could not find the requested resource')
  return {
    resource,
    namespace,
    name: name || null,
    subresource: subresource || null,
    rest: rest.length === 0 ? '' : `/${rest.join('/')}`,
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw refuse('BadRequest', `the path holds "${part}", which is no percent-encoded text`)
  }
}
