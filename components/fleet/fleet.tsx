'use client'

import { useQuery } from '@tanstack/react-query'
import { useCallback, useDeferredValue, useMemo } from 'react'
import { fleetQuery } from '@/lib/query/fleet.ts'
import type { FleetRow } from '@/lib/stream/page.ts'
import { PageFrame } from '../shell/page-frame.tsx'
import { useCluster, useStreamScope } from '../shell/stream-provider.tsx'
import { useHealth } from '../shell/use-connection.ts'
import { useDocumentState } from '../shell/use-document-state.ts'
import { FleetHead } from './fleet-head.tsx'
import { chipPhases, type Sort, useFleetParams } from './fleet-params.ts'
import { fleetState } from './fleet-state.ts'
import { FleetNotice, MissingKinds } from './fleet-states.tsx'
import { KindSwitch } from './kind-switch.tsx'
import { PhaseChips } from './phase-chips.tsx'
import { usePins } from './pins.ts'
import { RowList } from './row-list.tsx'
import { mostUrgent, selectRows } from './select-rows.ts'

const noRows: readonly FleetRow[] = []
const isRollout = ({ kind }: FleetRow) => kind === 'Rollout'

/** All Rollouts, Deployments and Services of several versions of a cluster: what waits for a person first, live. */
export function Fleet() {
  useStreamScope({ fleet: true })
  const cluster = useCluster()
  const health = useHealth()
  const known = useQuery(fleetQuery(cluster)).data
  const [params, setParams] = useFleetParams()
  const rows = known ?? noRows
  const q = useDeferredValue(params.q)
  const pins = usePins(cluster)
  const { ns, phase, kind, sort } = params
  const { shown, behind, counts, kinds, mixed } = useMemo(
    () => selectRows(rows, { ns, q, phase, kind, sort }, pins),
    [rows, ns, q, phase, kind, sort, pins],
  )
  const setSort = useCallback((to: Sort | null) => void setParams({ sort: to }), [setParams])
  useFleetTitle(cluster, rows)

  const state = fleetState(health, known?.length, shown.length)
  return (
    <PageFrame>
      <FleetHead rows={rows} params={params} onParams={setParams} onSort={setSort} />
      {rows.length > 0 && (
        <div className="mb-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <PhaseChips counts={counts} chosen={phase} onChoose={(chip) => void setParams({ phase: chip })} />
          <KindSwitch
            kinds={kinds}
            mixed={mixed}
            chosen={kind}
            onChoose={(one) => void setParams({ kind: one })}
          />
        </div>
      )}
      {rows.length > 0 && <MissingKinds noRollout={shown.length === rows.length && !rows.some(isRollout)} />}
      {state === 'rows' ? (
        <RowList
          cluster={cluster}
          rows={shown}
          behind={behind}
          pins={pins}
          view={params.view}
          sort={sort}
          onSort={setSort}
        />
      ) : (
        <FleetNotice
          state={state}
          onClear={() => void setParams({ ns: null, q: null, phase: null, kind: null })}
        />
      )}
    </PageFrame>
  )
}

function useFleetTitle(cluster: string, rows: readonly FleetRow[]): void {
  const urgent = useMemo(() => mostUrgent(rows), [rows])
  // What waits for a person is paused, as far as the tab's icon goes.
  const phase = urgent === null ? null : (chipPhases[urgent] ?? 'Paused')
  useDocumentState(phase, urgent === 'waiting' ? `Waiting for you · ${cluster}` : `Fleet · ${cluster}`)
}
