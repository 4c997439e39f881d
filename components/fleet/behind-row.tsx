'use client'

import { clsx } from 'clsx'
import { CornerDownRight } from 'lucide-react'
import { memo } from 'react'
import { sharesWords, splitWords, workloadWords } from '@/lib/services/row-words.ts'
import type { ServiceRow } from '@/lib/services/view.ts'
import { Boundary } from '../ui/boundary.tsx'
import { kindLooks, rowPath } from './row-kind.ts'
import { RowHint, RowLink } from './row-link.tsx'
import { AnsweringTags, SharesMini } from './service-parts.tsx'
import { columns } from './table-row.tsx'
import type { Measure } from './virtual-lines.tsx'

interface BehindProps {
  readonly cluster: string
  readonly row: ServiceRow
}

interface BehindRowProps extends BehindProps {
  readonly index: number
  /** Whether the workload above waits for a person: both are drawn as one. */
  readonly waiting: boolean
  readonly measure?: Measure | undefined
}

/** A Service that the revisions of one workload share, as a quiet line under that workload's. */
export const BehindRow = memo(function BehindRow({ index, waiting, measure, ...of }: BehindRowProps) {
  return (
    <tr
      ref={measure}
      data-row={index}
      data-index={index}
      aria-rowindex={index + 2}
      className={clsx(
        columns,
        'relative min-h-9 pb-1.5 text-muted text-sm hover:bg-sunken has-focus-visible:bg-sunken',
        waiting && 'bg-waiting',
      )}
    >
      <Boundary resetKey={of.row} fallback={() => <BrokenCells {...of} />}>
        <Cells {...of} />
      </Boundary>
    </tr>
  )
})

const { word, icon: Icon } = kindLooks.Service

const Name = ({ cluster, row, className }: BehindProps & { readonly className: string }) => (
  <RowLink
    href={rowPath(cluster, row)}
    className={clsx(
      'font-medium tracking-tight hover:text-ink after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-stable',
      className,
    )}
  >
    <span className="sr-only">{word}</span>
    {` ${row.name}`}
  </RowLink>
)

const Cells = memo(function Cells({ cluster, row }: BehindProps) {
  const href = rowPath(cluster, row)
  const words = sharesWords(row)
  return (
    <>
      <td className="justify-self-end text-faint">
        <CornerDownRight aria-hidden size={14} />
      </td>
      <td className="flex min-w-0 items-center gap-1">
        <Icon aria-hidden size={13} strokeWidth={2.2} className="shrink-0" />
        <Name
          cluster={cluster}
          row={row}
          className="min-w-0 scroll-mt-28 scroll-mb-4 break-words after:outline-offset-[-2px]"
        />
      </td>
      <td className="max-xl:sr-only">
        {splitWords(row)}
        <span className="sr-only"> of {workloadWords(row)}</span>
      </td>
      <td>
        <SharesMini row={row} />
      </td>
      <td className="min-w-0">
        <AnsweringTags row={row} href={href} />
      </td>
      <td className="num">
        {row.counts.ready}/{row.counts.desired}
      </td>
      <td className="relative min-w-0 truncate">
        <span className="num">{words}</span>
        <RowHint href={href} title={`${splitWords(row)} of ${workloadWords(row)}: ${words}`} />
      </td>
      <td />
    </>
  )
})

/** The same at the foot of its workload's card; all of the strip is its link. */
export const BehindStrip = memo(function BehindStrip({ cluster, row }: BehindProps) {
  const href = rowPath(cluster, row)
  const words = `${splitWords(row)} of ${workloadWords(row)}: ${sharesWords(row)}`
  return (
    <p
      data-behind
      className="relative -mx-4 flex min-h-9 items-center justify-between gap-3 border-line border-t px-4 pt-2 text-muted text-sm last:-mb-2 hover:bg-sunken"
    >
      <span className="flex min-w-0 items-center gap-1.5">
        <Icon aria-hidden size={13} strokeWidth={2.2} className="shrink-0" />
        <Name cluster={cluster} row={row} className="min-w-0 break-words" />
      </span>
      <span className="relative shrink-0">
        <span className="sr-only">{words}</span>
        <span aria-hidden>
          <SharesMini row={row} />
        </span>
        <RowHint href={href} title={words} />
      </span>
    </p>
  )
})

/** A line that could not be drawn: where it leads is known all the same. */
const Broken = (of: BehindProps) => (
  <>
    <Name {...of} className="mr-1.5" />
    <span className="text-degraded">This line cannot be shown.</span>
  </>
)

const BrokenCells = (of: BehindProps) => (
  <td className="col-span-full">
    <Broken {...of} />
  </td>
)

/** The same of a strip. */
export const BrokenStrip = (of: BehindProps) => (
  <p data-behind className="relative text-sm">
    <Broken {...of} />
  </p>
)
