import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { versionLooks } from '@/components/rollouts/version.ts'
import type { DeploymentDetail } from '@/lib/deployments/view.ts'
import { podSlots, type Slot } from './pod-slots.ts'

/** More pods are drawn as lengths, not one by one. */
const mostSlots = 48
/** So many stand wide enough apart for the mark between two of them. */
const fewSlots = 16

/** The pods there are against those that are wanted: between how few must serve and how many there may be. */
export function PodWindow({ detail }: { readonly detail: DeploymentDetail }) {
  const { row, window } = detail
  const slots = podSlots(detail)
  const least = Math.max(0, window.desired - window.unavailable)
  const most = window.desired + window.surge
  if (slots.length === 0) return null
  const gap = slots.length > fewSlots ? 3 : 8
  return (
    <div className="mt-4">
      <div className="relative pt-1 pb-7" style={{ maxWidth: `${slots.length * 2.75}rem` }}>
        <ul aria-hidden className="flex h-7" style={{ columnGap: gap }}>
          {runsOf(slots).map((run) => (
            <Run key={run.at} {...run} />
          ))}
        </ul>
        <Mark at={window.desired / slots.length} gap={gap} words={`${window.desired}`} />
      </div>
      <dl className="num flex flex-wrap gap-x-7 gap-y-1.5 text-muted lg:text-lg">
        <Figure name="Wanted" mark>
          {window.desired}
        </Figure>
        <Figure name="There">
          {window.current}
          {row.updating && window.current > most && <Beyond>more than may be</Beyond>}
        </Figure>
        <Figure name="Available">
          {window.available}
          {row.updating && window.available < least && <Beyond>fewer than may be</Beyond>}
        </Figure>
        <Figure name="At most">{most}</Figure>
        <Figure name="At least">{least} available</Figure>
      </dl>
    </div>
  )
}

interface SlotRun {
  readonly at: number
  readonly slot: Slot
  readonly length: number
}

/** Each slot by itself while they are few; else those that are alike as one. */
function runsOf(slots: readonly Slot[]): readonly SlotRun[] {
  if (slots.length <= mostSlots) return slots.map((slot, at) => ({ at, slot, length: 1 }))
  const runs: SlotRun[] = []
  for (const [at, slot] of slots.entries()) {
    const last = runs.at(-1)
    if (last && last.slot.version === slot.version && last.slot.state === slot.state)
      runs[runs.length - 1] = { ...last, length: last.length + 1 }
    else runs.push({ at, slot, length: 1 })
  }
  return runs
}

const Run = ({ slot, length }: SlotRun) => (
  <li
    className={clsx('min-w-0 rounded-[7px] border-[1.5px]', slotClass(slot))}
    style={{ flexGrow: length, flexBasis: 0 }}
  />
)

function slotClass({ version, state }: Slot): string {
  if (version === null) return 'border-edge border-dashed bg-transparent opacity-60'
  if (state === 'failing') return 'border-degraded bg-degraded-soft'
  if (state === 'starting') return `${versionLooks[version].border} bg-transparent`
  return `${versionLooks[version].border} ${versionLooks[version].solid}`
}

interface MarkProps {
  readonly at: number
  /** Between two slots, in pixels: it stands in the middle of one. */
  readonly gap: number
  readonly words: string
}

/** Where the wanted number of pods ends. */
const Mark = ({ at, gap, words }: MarkProps) => (
  <span
    aria-hidden
    className="absolute top-0 flex h-9 w-0 justify-center transition-[left] duration-500"
    style={{ left: `calc((100% + ${gap}px) * ${Math.min(at, 1)} - ${gap / 2}px)` }}
  >
    <span className="h-full w-[3px] shrink-0 rounded-full bg-ink ring-2 ring-surface" />
    <span className="num absolute top-9 font-semibold text-ink text-xs">{words}</span>
  </span>
)

interface FigureProps {
  readonly name: string
  readonly mark?: boolean
  readonly children: ReactNode
}

function Figure({ name, mark = false, children }: FigureProps) {
  return (
    <div className="flex items-baseline gap-1.5">
      <dt>
        {mark && (
          <span aria-hidden className="mr-1.5 inline-block h-3.5 w-[3px] rounded-full bg-ink align-[-2px]" />
        )}
        {name}
      </dt>
      <dd className="font-semibold text-ink">{children}</dd>
    </div>
  )
}

// The bounds are those of an update: pods that start for the first time, or are scaled away, break none.
const Beyond = ({ children }: { readonly children: ReactNode }) => (
  <span className="ml-1.5 font-medium text-degraded text-sm">{children}</span>
)
