import { queryOptions, skipToken } from '@tanstack/react-query'
import type { FleetRow } from '../stream/page.ts'

/** The fleet of a cluster; the stream fills it, undefined until its first list. */
export const fleetQuery = (cluster: string) =>
  queryOptions<readonly FleetRow[]>({ queryKey: ['fleet', cluster], queryFn: skipToken })
