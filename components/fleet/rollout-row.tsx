'use client'

import { clsx } from 'clsx'
import { memo } from 'react'
import { rolloutPath } from '@/lib/paths.ts'
import { waitsForYou } from '@/lib/rollouts/sort.ts'
import type { RolloutRow as Row } from '@/lib/rollouts/view.ts'
import { PhaseBadge } from '../rollouts/phase-badge.tsx'
import { TimeAgo } from '../ui/time.tsx'
import { strategyWords } from './row-facts.ts'
import { RowLink } from './row-link.tsx'
import { Doing, Images, nothing, Plan, Ready, Share } from './row-parts.tsx'
import type { Measure } from './virtual-lines.tsx'

/** The columns' widths, shared by the heading and every row, so that virtual rows line up without measuring. */
export const columns =
  'grid grid-cols-[7.5rem_minmax(8rem,1.2fr)_6.75rem_7rem_minmax(7rem,1fr)_3rem_minmax(11rem,1.9fr)_3.5rem] items-center gap-x-3 px-4 xl:grid-cols-[8rem_minmax(10rem,1.2fr)_6rem_7rem_10rem_minmax(9rem,1.1fr)_4rem_minmax(15rem,2fr)_4rem] xl:gap-x-4 xl:px-5'

/** Shown only where there is room for a column of its own; elsewhere the strategy stands above the plan. */
export const wideOnly = 'hidden xl:block'

interface RolloutRowProps {
  readonly cluster: string
  readonly row: Row
  readonly index: number
  readonly measure?: Measure | undefined
}

/** One Rollout as a line of the table; all of the line is its link. */
export const RolloutRow = memo(function RolloutRow({ cluster, row, index, measure }: RolloutRowProps) {
  const { namespace, name } = row
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      className={clsx(
        columns,
        'relative min-h-16 border-line border-t py-2.5 hover:bg-sunken has-focus-visible:bg-sunken',
        waitsForYou(row) && 'bg-waiting',
      )}
    >
      <td>
        <PhaseBadge phase={row.phase} />
      </td>
      <td className="min-w-0">
        <RowLink
          href={rolloutPath({ cluster, namespace, name })}
          data-row={index}
          className="block scroll-mt-28 scroll-mb-4 break-words font-semibold tracking-tight outline-offset-[-2px] after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-stable focus-visible:after:outline-offset-[-2px]"
        >
          {name}
        </RowLink>
        <span className="block truncate text-muted text-sm" title={namespace}>
          {namespace}
        </span>
      </td>
      <td className={clsx(wideOnly, 'text-muted')}>{strategyWords[row.strategy]}</td>
      <td>
        <span className="block text-muted text-sm xl:hidden">{strategyWords[row.strategy]}</span>
        {row.stepWeights.length > 0 ? (
          <Plan row={row} />
        ) : (
          <span className="hidden xl:inline">{nothing}</span>
        )}
      </td>
      <td>
        <Share row={row} />
      </td>
      <td className="min-w-0">
        <Images row={row} />
      </td>
      <td>
        <Ready row={row} />
      </td>
      <td className="min-w-0">
        <Doing row={row} />
      </td>
      <td className="relative justify-self-end text-muted">
        <TimeAgo at={row.changedAt} />
      </td>
    </tr>
  )
})
