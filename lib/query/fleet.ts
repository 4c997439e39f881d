import { queryOptions, skipToken } from '@tanstack/react-query'
import type { RolloutRow } from '../rollouts/view.ts'

/** The fleet of a cluster; the stream fills it, undefined until its first list. */
export const fleetQuery = (cluster: string) =>
  queryOptions<readonly RolloutRow[]>({ queryKey: ['fleet', cluster], queryFn: skipToken })
