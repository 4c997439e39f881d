import { type Kind, kindOf, resourceNames } from '../objects/kinds.ts'
import { mayAct } from './access.ts'
import type { Identity, PolicyRule } from './identity.ts'

const verbs = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection']

interface Right {
  readonly group: string
  /** `pods`, `pods/log` */
  readonly resource: string
  readonly namespaced: boolean
}

function rightsOf({ resource, group, namespaced, status, scale }: Kind): readonly Right[] {
  const parts = [
    ...(status ? ['status'] : []),
    ...(scale ? ['scale'] : []),
    ...(resource === 'pods' ? ['log', 'proxy'] : []),
    ...(resource === 'services' ? ['proxy'] : []),
  ]
  // A Namespace is an object of its own namespace.
  const placed = namespaced || resource === 'namespaces'
  return ['', ...parts].map((part) => ({
    group,
    resource: part === '' ? resource : `${resource}/${part}`,
    namespaced: placed,
  }))
}

const served = resourceNames.flatMap((name) => rightsOf(kindOf(name)))

/** What no kind stands for is named by the rules alone: reviews. */
const unserved = (rules: readonly PolicyRule[]): readonly Right[] =>
  rules.flatMap(({ apiGroups, resources }) =>
    apiGroups.flatMap((group) =>
      group === '*' || served.some((right) => right.group === group)
        ? []
        : resources.map((resource) => ({ group, resource, namespaced: false })),
    ),
  )

/** What an identity may do in a namespace: its rules, and where some of that is refused, what is left of them. */
export function rulesIn(identity: Identity, namespace: string): readonly PolicyRule[] {
  if (identity.refuses === undefined) return identity.rules
  const left = [...unserved(identity.rules), ...served].flatMap(({ group, resource, namespaced }) => {
    const [name = '', subresource = ''] = resource.split('/')
    const place = { group, resource: name, subresource, namespace: namespaced ? namespace : '', name: '' }
    const allowed = verbs.filter((verb) => mayAct(identity, { ...place, verb }))
    return allowed.length === 0 ? [] : [{ verbs: allowed, apiGroups: [group], resources: [resource] }]
  })
  return [...Map.groupBy(left, ({ verbs: may, apiGroups }) => `${may} ${apiGroups}`).values()].flatMap(
    ([first, ...others]) =>
      first ? [{ ...first, resources: [first, ...others].flatMap(({ resources }) => resources) }] : [],
  )
}
