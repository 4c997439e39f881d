import { queryOptions } from '@tanstack/react-query'
import { getJson } from './http.ts'

export interface Clusters {
  readonly clusters: readonly { readonly name: string; readonly server: string; readonly current: boolean }[]
  readonly readOnly: boolean
  readonly version: string
}

/** The clusters the server knows, in the kubeconfig's order. */
export const clustersQuery = () =>
  queryOptions({
    queryKey: ['clusters'],
    queryFn: ({ signal }) => getJson<Clusters>('/api/clusters', signal),
  })
