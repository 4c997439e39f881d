import { useQuery } from '@tanstack/react-query'
import { healthQuery } from '@/lib/query/health.ts'
import type { Health } from '@/lib/stream/protocol.ts'
import type { Connection } from '@/lib/stream/road.ts'
import { lockReason, toConnection } from './connection.ts'
import { useCluster, useRoad } from './stream-provider.tsx'

/** How the server stands with the cluster; undefined until it said so. */
export const useHealth = (): Health | undefined => useQuery(healthQuery(useCluster())).data

/** The whole road from the cluster to this page. */
export const useConnection = (): Connection => toConnection(useRoad(), useHealth())

/** Why no action may be taken now, as a sentence; null when one may. */
export function useLockReason(): string | null {
  const health = useHealth()
  return lockReason(toConnection(useRoad(), health), health)
}
