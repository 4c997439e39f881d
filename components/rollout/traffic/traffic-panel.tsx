import { SelectedBy } from '@/components/page/selected-by.tsx'
import { Panel } from '@/components/ui/panel.tsx'
import { type Share, servedShare } from '@/lib/rollouts/traffic.ts'
import type { RolloutDetail, TrafficView } from '@/lib/rollouts/view.ts'
import { spokenPercent, spokenShare } from '@/lib/rollouts/words.ts'
import { possibleNote } from './possible-note.ts'
import { isOff } from './shares.ts'
import { TrafficBar } from './traffic-bar.tsx'

interface TrafficPanelProps {
  readonly cluster: string
  readonly detail: RolloutDetail
  readonly traffic: TrafficView
}

/** Who gets which version: one bar of what is served, and the three figures that must never be mistaken for each other. */
export function TrafficPanel({ cluster, detail, traffic }: TrafficPanelProps) {
  const share = servedShare(traffic, detail.row.fullyPromoted)
  const wanted = traffic.wanted / Math.max(traffic.max, 1)
  return (
    <Panel title="Traffic" aside={sourceWords(share, traffic)}>
      <TrafficBar row={detail.row} traffic={traffic} share={share} wanted={wanted} />
      {detail.row.fullyPromoted ? (
        <p className="mt-3.5 text-muted">No new version is under way.</p>
      ) : (
        <Figures detail={detail} traffic={traffic} share={share} wanted={wanted} />
      )}
      {/* Where the strategy names Services, these stand with them. */}
      {detail.lanes.length === 0 && (
        <SelectedBy cluster={cluster} namespace={detail.row.namespace} services={detail.selectedBy} />
      )}
    </Panel>
  )
}

interface FiguresProps {
  readonly detail: RolloutDetail
  readonly traffic: TrafficView
  readonly share: Share
  readonly wanted: number
}

function Figures({ detail, traffic, share, wanted }: FiguresProps) {
  const { next, stable } = traffic.counted
  const all = next + stable
  return (
    <div className="num mt-3.5 flex flex-wrap items-baseline justify-between gap-x-7 gap-y-1.5 text-muted">
      <dl className="flex flex-wrap gap-x-7 gap-y-1.5 lg:text-lg">
        <Figure name="Wanted" notch={isOff(share, wanted)} value={spokenShare(traffic.wanted, traffic.max)} />
        <Figure name="Recorded" value={recordedWords(traffic)} faint={traffic.recorded === null} />
        <Figure
          name="Counted"
          value={all === 0 ? 'no ready pods' : `${next} of ${all}`}
          note={all === 0 ? '' : `ready pods (${spokenPercent(next / all)})`}
        />
      </dl>
      <p className="text-sm lg:text-base">{possibleNote(detail)}</p>
    </div>
  )
}

interface FigureProps {
  readonly name: string
  readonly value: string
  readonly note?: string
  readonly faint?: boolean
  /** Shows the notch that marks this figure on the bar. */
  readonly notch?: boolean
}

function Figure({ name, value, note = '', faint = false, notch = false }: FigureProps) {
  return (
    <div className="flex items-baseline gap-1.5">
      <dt>
        {notch && (
          <span aria-hidden className="mr-1.5 inline-block h-3.5 w-[3px] rounded-full bg-ink align-[-2px]" />
        )}
        {name}
      </dt>
      <dd className={faint ? 'text-faint' : 'text-muted'}>
        <span className={faint ? '' : 'font-semibold text-ink'}>{value}</span>
        {note !== '' && ` ${note}`}
      </dd>
    </div>
  )
}

function recordedWords({ recorded, verified, max, routers }: TrafficView): string {
  // Without a router there is nobody whose weights could be recorded.
  if (routers.length === 0) return '– no router'
  if (recorded === null) return 'unknown'
  const weight = spokenShare(recorded, max)
  if (verified === null) return weight
  return verified ? `${weight}, verified` : `${weight}, not verified yet`
}

function sourceWords({ source }: Share, { routers }: TrafficView): string {
  if (routers.length === 0) return 'Split by pod count: no traffic router'
  const names = routers.join(', ')
  return source === 'recorded'
    ? `Split by ${names}, as the controller recorded it`
    : `Split by ${names}: nothing recorded yet`
}
