'use client'

import { useQuery } from '@tanstack/react-query'
import { useCallback, useDeferredValue, useMemo } from 'react'
import { fleetQuery } from '@/lib/query/fleet.ts'
import type { RolloutRow } from '@/lib/rollouts/view.ts'
import { PageFrame } from '../shell/page-frame.tsx'
import { useCluster, useStreamScope } from '../shell/stream-provider.tsx'
import { useHealth } from '../shell/use-connection.ts'
import { useDocumentState } from '../shell/use-document-state.ts'
import { FleetHead } from './fleet-head.tsx'
import { chipPhases, type Sort, useFleetParams } from './fleet-params.ts'
import { fleetState } from './fleet-state.ts'
import { FleetNotice } from './fleet-states.tsx'
import { PhaseChips } from './phase-chips.tsx'
import { usePins } from './pins.ts'
import { RolloutList } from './rollout-list.tsx'
import { mostUrgent, selectRows } from './select-rows.ts'

const noRows: readonly RolloutRow[] = []

/** All Rollouts of a cluster: what waits for a person first, live. */
export function Fleet() {
  useStreamScope({ fleet: true })
  const cluster = useCluster()
  const health = useHealth()
  const known = useQuery(fleetQuery(cluster)).data
  const [params, setParams] = useFleetParams()
  const rows = known ?? noRows
  const q = useDeferredValue(params.q)
  const pins = usePins(cluster)
  const { ns, phase, sort } = params
  const { shown, counts } = useMemo(
    () => selectRows(rows, { ns, q, phase, sort }, pins),
    [rows, ns, q, phase, sort, pins],
  )
  const setSort = useCallback((to: Sort | null) => void setParams({ sort: to }), [setParams])
  useFleetTitle(cluster, rows)

  const state = fleetState(health, known?.length, shown.length)
  return (
    <PageFrame>
      <FleetHead rows={rows} params={params} onParams={setParams} onSort={setSort} />
      {rows.length > 0 && (
        <div className="mb-4">
          <PhaseChips counts={counts} chosen={phase} onChoose={(chip) => void setParams({ phase: chip })} />
        </div>
      )}
      {state === 'rows' ? (
        <RolloutList
          cluster={cluster}
          rows={shown}
          pins={pins}
          view={params.view}
          sort={sort}
          onSort={setSort}
        />
      ) : (
        <FleetNotice state={state} onClear={() => void setParams({ ns: null, q: null, phase: null })} />
      )}
    </PageFrame>
  )
}

function useFleetTitle(cluster: string, rows: readonly RolloutRow[]): void {
  const urgent = useMemo(() => mostUrgent(rows), [rows])
  // What waits for a person is paused, as far as the tab's icon goes.
  const phase = urgent === null ? null : (chipPhases[urgent] ?? 'Paused')
  useDocumentState(phase, urgent === 'waiting' ? `Waiting for you · ${cluster}` : `Fleet · ${cluster}`)
}
