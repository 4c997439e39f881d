import type { Health } from '@/lib/stream/protocol.ts'
import type { Connection } from '@/lib/stream/road.ts'

/** Why the cluster's data are not fresh although the server answers, or not known to be; null when they are. */
function clusterTrouble(health: Health | undefined): Connection | null {
  // The server greets before it says how it stands with the cluster.
  if (health === undefined || health.state === 'connecting') return { state: 'connecting', since: null }
  return health.state === 'stale' ? { state: 'stale', since: health.lastContact } : null
}

/** The whole road in one word: browser to server, and server to cluster. The worse of the two is told. */
export function toConnection(road: Connection, health: Health | undefined): Connection {
  return road.state === 'live' ? (clusterTrouble(health) ?? road) : road
}

/** Why no action may be taken now, as a sentence; null when the picture is fresh and writing is on. */
export function lockReason(connection: Connection, health: Health | undefined): string | null {
  if (health?.readOnly) return 'This cockpit was started read-only.'
  switch (connection.state) {
    case 'live':
      return health?.state === 'live' ? null : 'The cluster has not been heard yet.'
    case 'connecting':
      return 'The cluster has not been heard yet.'
    case 'reconnecting':
      return 'The connection is being rebuilt: what you see may have changed.'
    case 'stale':
      return 'What you see is stale: actions are locked until the connection is back.'
    case 'unauthenticated':
      return 'The session is over: open the address with its token again.'
  }
}
