import { fleetPath, rolloutPath } from '@/lib/paths.ts'
import type { Opened } from './demo-state.ts'

/** The page that shows what a scenario opens. */
export const pageOf = (cluster: string, namespace: string, { resource, name }: Opened): string =>
  resource === 'rollouts' ? rolloutPath({ cluster, namespace, name }) : fleetPath(cluster)
