import type { DeploymentDetail, DeploymentRow } from '../deployments/view.ts'
import type { RolloutDetail, RolloutRow } from '../rollouts/view.ts'
import type { ServiceDetail, ServiceRow } from '../services/view.ts'

/** The kinds that have pages of their own, as the Kubernetes API names them. */
export const pageResources = ['rollouts', 'deployments', 'services'] as const
export type PageResource = (typeof pageResources)[number]

/** The key of one page within the stream's one cluster: `resource/namespace/name`. */
export type PageKey = `${PageResource}/${string}/${string}`

/** What the fleet is told of any kind; `kind` tells which. */
export type FleetRow = RolloutRow | DeploymentRow | ServiceRow

/** What a page is told of any kind; `row.kind` tells which. */
export type PageDetail = RolloutDetail | DeploymentDetail | ServiceDetail

/** Whether a page's detail is of a Rollout. */
export const isRolloutDetail = (detail: PageDetail): detail is RolloutDetail => detail.row.kind === 'Rollout'

/** Whether a page's detail is of a Deployment. */
export const isDeploymentDetail = (detail: PageDetail): detail is DeploymentDetail =>
  detail.row.kind === 'Deployment'

/** Whether a page's detail is of a Service. */
export const isServiceDetail = (detail: PageDetail): detail is ServiceDetail => detail.row.kind === 'Service'

interface Named {
  readonly namespace: string
  readonly name: string
}

/** The key of an object of this kind. */
export const pageKey = (resource: PageResource, { namespace, name }: Named): PageKey =>
  `${resource}/${namespace}/${name}`

/** The namespace of a page's key. */
export const namespaceOf = (key: PageKey): string => key.split('/', 2)[1] ?? ''

/** What a page's key is made of. */
export function pageOf(key: PageKey): Named & { readonly resource: PageResource } {
  const [first, namespace = '', name = ''] = key.split('/')
  const resource = pageResources.find((one) => one === first) ?? 'rollouts'
  return { resource, namespace, name }
}

const resources: Readonly<Record<FleetRow['kind'], PageResource>> = {
  Rollout: 'rollouts',
  Deployment: 'deployments',
  Service: 'services',
}

/** The key of the page that a row of the fleet leads to. */
export const keyOfRow = (row: FleetRow): PageKey => pageKey(resources[row.kind], row)
