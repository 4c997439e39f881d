/** Where one Rollout, or an object of another kind, lives: the cluster is a kubeconfig context's name and may hold any character. */
export interface RolloutRef {
  readonly cluster: string
  readonly namespace: string
  readonly name: string
}

const encoded = (segments: readonly string[]) => segments.map(encodeURIComponent).join('/')

/** A path segment as Next hands it over, still encoded; one that is not well-formed stands for itself. */
export function fromSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** The page of a cluster's fleet. */
export const fleetPath = (cluster: string): string => `/c/${encoded([cluster])}`

/** The same page of another cluster. */
export const pathIn = (cluster: string, pathname: string): string =>
  [fleetPath(cluster), ...pathname.split('/').slice(3)].join('/')

/** The page of one object of a kind, whose plural is the API's. */
export const pagePath = (resource: string, { cluster, namespace, name }: RolloutRef): string =>
  `/c/${encoded([cluster, namespace, resource, name])}`

/** The page of one Rollout. */
export const rolloutPath = (ref: RolloutRef): string => pagePath('rollouts', ref)

/** The page of one Deployment. */
export const deploymentPath = (ref: RolloutRef): string => pagePath('deployments', ref)

/** The JSON of one Deployment; `status`, `history`, `changes` and `actions/…` live below it. */
export const deploymentApi = (ref: RolloutRef): string => `/api${deploymentPath(ref)}`

/** The JSON list of a cluster's Deployments. */
export const deploymentsApi = (cluster: string): string => `/api${fleetPath(cluster)}/deployments`

/** Where an action on one Deployment is posted. */
export const orderApi = (ref: RolloutRef, action: string): string =>
  `${deploymentApi(ref)}/actions/${encoded([action])}`

/** In what the template that a ReplicaSet of a Deployment holds differs from the present one. */
export const changesApi = (ref: RolloutRef, replicaSet: string): string =>
  `${deploymentApi(ref)}/changes?replicaSet=${encodeURIComponent(replicaSet)}`

/** The JSON list of a cluster's Rollouts. */
export const rolloutsApi = (cluster: string): string => `/api${fleetPath(cluster)}/rollouts`

/** The JSON of one Rollout; `text` and `actions/…` live below it. */
export const rolloutApi = (ref: RolloutRef): string => `/api${rolloutPath(ref)}`

/** The plain text of one Rollout, as `kubectl argo rollouts get rollout` prints it. */
export const rolloutTextApi = (ref: RolloutRef): string => `${rolloutApi(ref)}/text`

/** Where an action on one Rollout is posted. */
export const actionApi = (ref: RolloutRef, action: string): string =>
  `${rolloutApi(ref)}/actions/${encoded([action])}`

/** The page of one Service. */
export const servicePath = (ref: RolloutRef): string => pagePath('services', ref)

/** The JSON list of a cluster's Services of several workloads or revisions. */
export const servicesApi = (cluster: string): string => `/api${fleetPath(cluster)}/services`

/** Where a sample of one Service's answers is asked for. */
export const sampleApi = (ref: RolloutRef): string => `/api${servicePath(ref)}/sample`

/** Where the workloads behind one Service are scaled. */
export const scaleApi = (ref: RolloutRef): string => `/api${servicePath(ref)}/scale`

/** The event stream of one cluster: its fleet, and the pages named as `rollouts/namespace/name`, `deployments/…` and so on. */
export function streamApi(cluster: string, fleet: boolean, pages: readonly string[]): string {
  const query = new URLSearchParams({ cluster })
  if (fleet) query.set('fleet', '1')
  for (const page of pages) {
    const at = page.indexOf('/')
    // Asked for in the singular: `rollout=namespace/name`.
    query.append(page.slice(0, at).replace(/s$/, ''), page.slice(at + 1))
  }
  return `/api/stream?${query}`
}
