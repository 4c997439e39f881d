import { deploymentsApi, rolloutsApi, servicesApi } from '@/lib/paths.ts'
import type { PageResource } from '@/lib/stream/page.ts'

/** How the states of a page speak of what it shows. */
export interface KindOfPage {
  readonly resource: PageResource
  readonly word: string
  /** The resource as kubectl names it. */
  readonly qualified: string
  readonly group: string
  /** Where all of the kind are listed. */
  readonly list: (cluster: string) => string
}

/** Pages of Rollouts. */
export const rolloutPages: KindOfPage = {
  resource: 'rollouts',
  word: 'Rollout',
  qualified: 'rollouts.argoproj.io',
  group: 'argoproj.io',
  list: rolloutsApi,
}

/** Pages of Deployments. */
export const deploymentPages: KindOfPage = {
  resource: 'deployments',
  word: 'Deployment',
  qualified: 'deployments.apps',
  group: 'apps',
  list: deploymentsApi,
}

/** Pages of Services. */
export const servicePages: KindOfPage = {
  resource: 'services',
  word: 'Service',
  qualified: 'services',
  group: '',
  list: servicesApi,
}
