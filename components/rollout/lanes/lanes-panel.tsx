import { SelectedBy } from '@/components/page/selected-by.tsx'
import { Panel } from '@/components/ui/panel.tsx'
import type { RolloutDetail } from '@/lib/rollouts/view.ts'
import { LaneEnd } from './lane-end.tsx'
import { LaneStart } from './lane-start.tsx'
import { nothingToPreview, roadMap } from './road-map.ts'
import { Roads } from './roads.tsx'

interface LanesPanelProps {
  readonly cluster: string
  readonly detail: RolloutDetail
}

/** Who gets which version through which Service, drawn as roads. */
export function LanesPanel({ cluster, detail }: LanesPanelProps) {
  if (detail.lanes.length === 0) return null
  const { roads, ends } = roadMap(detail)
  const blueGreen = detail.row.strategy === 'BlueGreen'
  return (
    <Panel
      title={blueGreen ? 'Who gets which version' : 'Services'}
      aside={nothingToPreview(detail) && 'Preview = active: nothing to preview'}
    >
      <div className="grid gap-x-3 gap-y-3 md:grid-cols-[minmax(15rem,auto)_6rem_minmax(0,1fr)]">
        <ul className="grid gap-y-3 md:auto-rows-fr md:gap-y-0">
          {roads.map(({ lane }) => (
            <LaneStart key={lane.role} cluster={cluster} namespace={detail.row.namespace} lane={lane} />
          ))}
        </ul>
        <Roads roads={roads} />
        {ends.length === 0 ? (
          <p className="self-center text-muted">No ReplicaSet has pods yet.</p>
        ) : (
          <ul className="grid gap-y-3 md:auto-rows-fr md:gap-y-0">
            {ends.map((end) => (
              <LaneEnd
                key={end.uid}
                replicaSet={end}
                lanes={detail.lanes.filter(({ replicaSet }) => replicaSet === end.name)}
              />
            ))}
          </ul>
        )}
      </div>
      <SelectedBy cluster={cluster} namespace={detail.row.namespace} services={detail.selectedBy} besides />
    </Panel>
  )
}
