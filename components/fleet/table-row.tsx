'use client'

import { clsx } from 'clsx'
import { memo } from 'react'
import { waitsForYou } from '@/lib/rollouts/sort.ts'
import type { FleetRow } from '@/lib/stream/page.ts'
import { PhaseBadge } from '../rollouts/phase-badge.tsx'
import { Boundary } from '../ui/boundary.tsx'
import { PinButton } from './pin-button.tsx'
import { shareOf } from './row-facts.ts'
import { planWords, rowPath } from './row-kind.ts'
import { RowLink } from './row-link.tsx'
import { Changed, Doing, Images, KindMark, Plan, Ready, Share, Waits } from './row-parts.tsx'
import { SharesMini } from './service-parts.tsx'
import type { Measure } from './virtual-lines.tsx'

/** The columns' widths, shared by the heading and every row, so that virtual rows line up without measuring. */
export const columns =
  'grid grid-cols-[7.5rem_minmax(9.5rem,1.3fr)_7.5rem_minmax(8.5rem,1.1fr)_3rem_minmax(12rem,1.9fr)_3.5rem] items-center gap-x-3 px-4 xl:grid-cols-[8rem_minmax(11rem,1.45fr)_7rem_9.5rem_minmax(9rem,1.1fr)_4rem_minmax(15rem,2.15fr)_4rem] xl:gap-x-4 xl:px-5'

/** Where there is no room for a column of its own the share stands below the plan, and its heading is for the ear alone. */
export const wideOnly = 'max-xl:sr-only'
const tall = 'max-xl:row-span-2'

/** There for who points at the line, touches the screen, or comes by keyboard. */
const whenAsked = 'opacity-0 focus-visible:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100'

interface RowProps {
  readonly cluster: string
  readonly row: FleetRow
}

interface CellsProps extends RowProps {
  readonly pinned: boolean
}

interface TableRowProps extends CellsProps {
  readonly index: number
  readonly measure?: Measure | undefined
}

/** One row of the fleet as a line of the table; all of the line is its link. */
export const TableRow = memo(function TableRow({ index, measure, ...of }: TableRowProps) {
  return (
    <tr
      ref={measure}
      data-row={index}
      data-index={index}
      aria-rowindex={index + 2}
      className={clsx(
        columns,
        'group relative min-h-16 border-line border-t py-1.5 hover:bg-sunken has-focus-visible:bg-sunken',
        waitsForYou(of.row) && 'bg-waiting',
      )}
    >
      <Boundary resetKey={of.row} fallback={() => <BrokenCells cluster={of.cluster} row={of.row} />}>
        <Cells {...of} />
      </Boundary>
    </tr>
  )
})

function Name({ cluster, row }: RowProps) {
  return (
    <RowLink
      href={rowPath(cluster, row)}
      className="block scroll-mt-28 scroll-mb-4 break-words font-semibold tracking-tight outline-offset-[-2px] after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-stable focus-visible:after:outline-offset-[-2px]"
    >
      {row.name}
    </RowLink>
  )
}

/** Apart from its line, so that a line that only moved up or down is not drawn anew. */
const Cells = memo(function Cells({ cluster, row, pinned }: CellsProps) {
  const href = rowPath(cluster, row)
  return (
    <>
      <td className={tall}>
        <span className="flex flex-col items-start gap-0.5">
          <PhaseBadge phase={row.phase} />
          <Waits row={row} href={href} className="px-2" />
        </span>
      </td>
      <td className={clsx(tall, 'min-w-0')}>
        <Name cluster={cluster} row={row} />
        <span className="flex min-w-0 items-center text-muted text-sm" title={row.namespace}>
          <KindMark row={row} wordClass="max-xl:sr-only" />
          <span className="truncate">{row.namespace}</span>
        </span>
        {/* Stands in the line's margin, where it takes no room from what is told. */}
        <PinButton
          cluster={cluster}
          row={row}
          pinned={pinned}
          className={clsx('absolute inset-y-0 left-0 w-5 pl-0.5 xl:w-6 xl:pl-1', !pinned && whenAsked)}
        />
      </td>
      <PlanAndShare row={row} />
      <td className={clsx(tall, 'min-w-0')}>
        <Images row={row} href={href} />
      </td>
      <td className={tall}>
        <Ready row={row} />
      </td>
      <td className={clsx(tall, 'min-w-0')}>
        <Doing row={row} href={href} compact />
      </td>
      <td className={clsx(tall, 'justify-self-end text-muted')}>
        <Changed row={row} href={href} />
      </td>
    </>
  )
})

/** Two cells, one below the other where they share a column. The stairs speak for a canary; where there are none its strategy is said. */
function PlanAndShare({ row }: Pick<RowProps, 'row'>) {
  const share = shareOf(row)
  const service = row.kind === 'Service'
  const known = service || share !== undefined
  const planned = row.kind === 'Rollout' && row.stepWeights.length > 0
  return (
    <>
      <td className={clsx('max-xl:col-start-3 max-xl:row-start-1', known ? 'max-xl:self-end' : tall)}>
        <span className={planned ? 'sr-only' : 'text-muted text-sm'}>{planWords(row)}</span>
        {planned && <Plan row={row} />}
      </td>
      <td className={known ? 'max-xl:col-start-3 max-xl:row-start-2 max-xl:self-start' : wideOnly}>
        {service ? <SharesMini row={row} /> : <Share share={share} />}
      </td>
    </>
  )
}

/** A line that could not be drawn: where it leads is known all the same. */
const BrokenCells = (of: RowProps) => (
  <td className="col-span-full">
    <Name {...of} />
    <span className="text-muted text-sm">
      {of.row.namespace} · <span className="text-degraded">This line cannot be shown.</span> It is tried again
      with its next change.
    </span>
  </td>
)
