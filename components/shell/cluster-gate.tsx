'use client'

import type { ReactNode } from 'react'
import { MissingCluster } from './missing-cluster.tsx'
import { useFreshClusters, useMissing } from './use-clusters.ts'

/** The pages of a cluster that there is; for any other, why there are none. */
export function ClusterGate({ children }: { readonly children: ReactNode }) {
  useFreshClusters()
  const missing = useMissing()
  return missing === null ? children : <MissingCluster {...missing} />
}
