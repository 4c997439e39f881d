import { type Resource, watchedResources } from '../cluster/source.ts'
import { groupOf } from './resources.ts'

/** One right at the Kubernetes API in RBAC's words; a subresource follows a slash, as in `rollouts/status`. */
export interface Need {
  readonly verb: string
  /** Empty for the core group. */
  readonly group: string
  readonly resource: string
}

const on = (resource: Resource, verb: string, subresource = ''): Need => ({
  verb,
  group: groupOf(resource),
  resource: `${resource}${subresource}`,
})

/** All that the cockpit asks of the API server to show what it shows; `deploy/rights/view` grants exactly these. */
export const viewNeeds: readonly Need[] = [
  on('rollouts', 'get'),
  ...watchedResources.flatMap((resource) => [on(resource, 'list'), on(resource, 'watch')]),
]

/** What its actions ask on top of that; `deploy/rights/operate` grants exactly these. */
export const operateNeeds: readonly Need[] = [
  on('rollouts', 'patch'),
  on('rollouts', 'patch', '/status'),
  on('deployments', 'get'),
  on('deployments', 'patch'),
  on('deployments', 'patch', '/scale'),
  on('rollouts', 'patch', '/scale'),
  on('services', 'get', '/proxy'),
]
