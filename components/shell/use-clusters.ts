import { useQuery } from '@tanstack/react-query'
import { type Clusters, clustersQuery } from '@/lib/query/clusters.ts'
import { useSession } from './session.ts'
import { useCluster, useRoad } from './stream-provider.tsx'

/** The kubeconfig's clusters as the server has them; undefined until it said so. */
export const useClusters = (): Clusters | undefined =>
  useQuery({ ...clustersQuery(), enabled: useSession().state === 'open' }).data

/** The files of the kubeconfig that a line for kubectl has to name; none where it needs none, or until the server said so. */
export const useKubeconfig = (): readonly string[] => useClusters()?.kubeconfig ?? []

/** A cluster that is in the address and cannot be shown. */
export interface Missing {
  /** Why it cannot be used; null where the kubeconfig has none of that name. */
  readonly problem: string | null
  /** The names of those that can be used instead. */
  readonly others: readonly string[]
}

function missingOf(known: Clusters | undefined, cluster: string): Missing | null {
  if (known === undefined || known.clusters.some(({ name }) => name === cluster)) return null
  return {
    problem: known.unusable.find(({ name }) => name === cluster)?.problem ?? null,
    others: known.clusters.map(({ name }) => name),
  }
}

/** Why this page's cluster cannot be shown; null where it can, or nobody knows yet. */
export const useMissing = (): Missing | null => missingOf(useClusters(), useCluster())

const againMs = 10_000

/** Asks for the clusters anew while one is missing or the server is silent: it may come back with another kubeconfig. */
export function useFreshClusters(): void {
  const cluster = useCluster()
  const silent = useRoad().state === 'stale'
  useQuery({
    ...clustersQuery(),
    enabled: useSession().state === 'open',
    notifyOnChangeProps: [],
    refetchInterval: ({ state }) => (silent || missingOf(state.data, cluster) !== null ? againMs : false),
  })
}
