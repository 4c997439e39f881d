import { queryOptions } from '@tanstack/react-query'
import { getJson } from './http.ts'

export interface Clusters {
  readonly clusters: readonly { readonly name: string; readonly server: string; readonly current: boolean }[]
  /** Contexts of the kubeconfig that cannot be used, each with the reason as a sentence. */
  readonly unusable: readonly { readonly name: string; readonly problem: string }[]
  /** The files that a command for kubectl has to name, or to set; none where kubectl finds them by itself, or would run on another machine. */
  readonly kubeconfig: readonly string[]
  readonly readOnly: boolean
  readonly version: string
  /** Whether the clusters are those of `npm run demo`. */
  readonly demo: boolean
}

/** The clusters the server knows, in the kubeconfig's order. */
export const clustersQuery = () =>
  queryOptions({
    queryKey: ['clusters'],
    // May be asked again: an answer that says the same is no news.
    structuralSharing: true,
    queryFn: ({ signal }) => getJson<Clusters>('/api/clusters', signal),
  })
