/** Where one Rollout lives: the cluster is a kubeconfig context's name and may hold any character. */
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

/** The page of one Rollout. */
export const rolloutPath = ({ cluster, namespace, name }: RolloutRef): string =>
  `/c/${encoded([cluster, namespace])}/rollouts/${encoded([name])}`

/** The JSON list of a cluster's Rollouts. */
export const rolloutsApi = (cluster: string): string => `/api${fleetPath(cluster)}/rollouts`

/** The JSON of one Rollout; `text` and `actions/…` live below it. */
export const rolloutApi = (ref: RolloutRef): string => `/api${rolloutPath(ref)}`

/** The plain text of one Rollout, as `kubectl argo rollouts get rollout` prints it. */
export const rolloutTextApi = (ref: RolloutRef): string => `${rolloutApi(ref)}/text`

/** Where an action on one Rollout is posted. */
export const actionApi = (ref: RolloutRef, action: string): string =>
  `${rolloutApi(ref)}/actions/${encoded([action])}`

/** The event stream of one cluster: its fleet, and the Rollouts named as `namespace/name`. */
export function streamApi(cluster: string, fleet: boolean, rollouts: readonly string[]): string {
  const query = new URLSearchParams({ cluster })
  if (fleet) query.set('fleet', '1')
  for (const rollout of rollouts) query.append('rollout', rollout)
  return `/api/stream?${query}`
}
