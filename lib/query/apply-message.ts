import type { QueryClient } from '@tanstack/react-query'
import { changed } from '../stream/difference.ts'
import type { FleetRow, PageDetail, PageKey } from '../stream/page.ts'
import type { StreamMessage } from '../stream/protocol.ts'
import { fleetQuery } from './fleet.ts'
import { healthQuery } from './health.ts'
import { type Known, pageQueryKey } from './page.ts'

/** Folds a difference into the fleet; untouched rows keep their identity, and so does a list without news. */
export function reduceFleet(
  rows: readonly FleetRow[],
  delta: { readonly changed: readonly FleetRow[]; readonly removed: readonly string[] },
): readonly FleetRow[] {
  if (delta.changed.length + delta.removed.length === 0) return rows
  const changed = new Map(delta.changed.map((row) => [row.uid, row]))
  const removed = new Set(delta.removed)
  const kept: FleetRow[] = []
  for (const row of rows) {
    if (removed.has(row.uid)) continue
    kept.push(changed.get(row.uid) ?? row)
    changed.delete(row.uid)
  }
  return [...kept, ...changed.values()]
}

/** Writes what the stream said of a cluster where its pages read it. */
export function applyMessage(client: QueryClient, cluster: string, message: StreamMessage): void {
  switch (message.type) {
    case 'health':
      client.setQueryData(healthQuery(cluster).queryKey, message.health)
      return
    case 'fleet':
      client.setQueryData(fleetQuery(cluster).queryKey, message.rows)
      return
    case 'fleet-delta':
      client.setQueryData(fleetQuery(cluster).queryKey, (rows) => rows && reduceFleet(rows, message))
      return
    case 'detail':
      client.setQueryData(pageQueryKey(cluster, message.key), {
        detail: message.detail,
        rights: message.rights,
        ...(message.problem !== undefined && { problem: message.problem }),
      })
      return
    case 'detail-delta':
      client.setQueryData<Known<PageDetail>>(
        pageQueryKey(cluster, message.key),
        (known) => known && changed(known, message.difference),
      )
      return
    case 'hello':
    case 'ping':
      return
  }
}

/** Forgets what the stream no longer brings, so that it is never shown as if it were fresh. */
export function forgetScope(
  client: QueryClient,
  cluster: string,
  scope: { readonly fleet: boolean; readonly pages: readonly PageKey[] },
): void {
  // Reset, not removed: a page that is still looking must see that its data are gone, and what comes next.
  if (scope.fleet) void client.resetQueries({ queryKey: fleetQuery(cluster).queryKey })
  for (const key of scope.pages) void client.resetQueries({ queryKey: pageQueryKey(cluster, key) })
}
