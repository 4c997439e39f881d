import type { Health } from '@/lib/stream/protocol.ts'

/** What the fleet page is to show where the list would be. */
export type FleetState = 'connecting' | 'forbidden' | 'absent' | 'empty' | 'no-match' | 'rows'

/** Which state of the road the page tells; rows that were heard are shown even while the road is broken. */
export function fleetState(health: Health | undefined, rows: number | undefined, shown: number): FleetState {
  if (health?.state === 'forbidden' || health?.state === 'absent') return health.state
  if (rows === undefined || health === undefined) return 'connecting'
  if (rows > 0) return shown > 0 ? 'rows' : 'no-match'
  return health.state === 'connecting' ? 'connecting' : 'empty'
}
