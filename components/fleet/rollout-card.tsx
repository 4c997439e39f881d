'use client'

import { clsx } from 'clsx'
import { memo } from 'react'
import { rolloutPath } from '@/lib/paths.ts'
import { waitsForYou } from '@/lib/rollouts/sort.ts'
import type { RolloutRow } from '@/lib/rollouts/view.ts'
import { PhaseBadge } from '../rollouts/phase-badge.tsx'
import { TimeAgo } from '../ui/time.tsx'
import { shareOf, strategyWords } from './row-facts.ts'
import { RowLink } from './row-link.tsx'
import { Doing, Images, Plan, Ready, Share } from './row-parts.tsx'

interface RolloutCardProps {
  readonly cluster: string
  readonly row: RolloutRow
  readonly index: number
}

/** One Rollout as a card; all of the card is its link. */
export const RolloutCard = memo(function RolloutCard({ cluster, row, index }: RolloutCardProps) {
  const { namespace, name } = row
  return (
    <article
      className={clsx(
        'panel relative flex min-w-0 flex-col gap-3 p-4 hover:bg-sunken',
        waitsForYou(row) && 'bg-waiting',
      )}
    >
      <header className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h2>
            <RowLink
              href={rolloutPath({ cluster, namespace, name })}
              data-row={index}
              className="block scroll-mt-20 scroll-mb-4 break-words font-semibold text-lg tracking-tight after:absolute after:inset-0 after:rounded-panel focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-stable"
            >
              {name}
            </RowLink>
          </h2>
          <p className="break-words text-muted text-sm">
            {namespace} · {strategyWords[row.strategy]}
          </p>
        </div>
        <PhaseBadge phase={row.phase} />
      </header>
      <Doing row={row} />
      {(row.stepWeights.length > 0 || shareOf(row) !== undefined) && (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          {row.stepWeights.length > 0 && <Plan row={row} />}
          {shareOf(row) !== undefined && <Share row={row} />}
        </div>
      )}
      <footer className="mt-auto flex items-end justify-between gap-3 border-line border-t pt-3">
        <Images row={row} />
        <span className="shrink-0 text-right text-muted text-sm">
          <span className="block">
            <Ready row={row} /> ready
          </span>
          <span className="relative">
            <TimeAgo at={row.changedAt} suffix="ago" />
          </span>
        </span>
      </footer>
    </article>
  )
})
