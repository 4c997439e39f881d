import type { CockpitError } from '../../errors.ts'
import { refuse } from '../objects/refusal.ts'
import type { Identity, PolicyRule } from './identity.ts'

/** What someone wants to do to objects, in the words of an access review. */
export interface Wish {
  readonly verb: string
  readonly group: string
  readonly resource: string
  /** Empty where the object itself is meant. */
  readonly subresource: string
  /** Empty for all namespaces, and for what has none. */
  readonly namespace: string
  readonly name: string
}

const has = (list: readonly string[], value: string): boolean => list.includes('*') || list.includes(value)

function allows(rule: PolicyRule, { verb, group, resource, subresource }: Wish): boolean {
  if (!has(rule.verbs, verb) || !has(rule.apiGroups, group)) return false
  if (subresource === '') return has(rule.resources, resource)
  return has(rule.resources, `${resource}/${subresource}`) || rule.resources.includes(`*/${subresource}`)
}

/** Whether the identity's rules allow it. */
export const mayAct = (identity: Identity, wish: Wish): boolean =>
  identity.refuses?.(wish) !== true && identity.rules.some((rule) => allows(rule, wish))

/** Whether the identity may use a path that is no object. */
export const mayUsePath = (identity: Identity, path: string): boolean =>
  identity.paths.some((allowed) =>
    allowed.endsWith('*') ? path.startsWith(allowed.slice(0, -1)) : path === allowed,
  )

/** The refusal of an act, in the words of RBAC. */
export function forbidden(identity: Identity, wish: Wish): CockpitError {
  const { verb, group, resource, subresource, namespace, name } = wish
  const qualified = group === '' ? resource : `${resource}.${group}`
  const what = subresource === '' ? resource : `${resource}/${subresource}`
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace "${namespace}"`
  const who = name === '' ? `${qualified} is` : `${qualified} "${name}" is`
  return refuse(
    'Forbidden',
    `${who} forbidden: User "${identity.user}" cannot ${verb} resource "${what}" in API group "${group}" ${where}`,
    { ...(name === '' ? {} : { name }), ...(group === '' ? {} : { group }), kind: resource },
  )
}

/** The refusal of a path that is no object. */
export const forbiddenPath = (identity: Identity, method: string, path: string): CockpitError =>
  refuse('Forbidden', `forbidden: User "${identity.user}" cannot ${method.toLowerCase()} path "${path}"`)
