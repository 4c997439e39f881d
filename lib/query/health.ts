import { queryOptions, skipToken } from '@tanstack/react-query'
import type { Health } from '../stream/protocol.ts'

/** How the server stands with a cluster; the stream fills it, undefined until the first word. */
export const healthQuery = (cluster: string) =>
  queryOptions<Health>({ queryKey: ['health', cluster], queryFn: skipToken })
