'use client'

import { clsx } from 'clsx'
import { memo } from 'react'
import { waitsForYou } from '@/lib/rollouts/sort.ts'
import type { ServiceRow } from '@/lib/services/view.ts'
import type { FleetRow } from '@/lib/stream/page.ts'
import { PhaseBadge } from '../rollouts/phase-badge.tsx'
import { Boundary } from '../ui/boundary.tsx'
import { BehindStrip, BrokenStrip } from './behind-row.tsx'
import { PinButton } from './pin-button.tsx'
import { shareOf } from './row-facts.ts'
import { planWords, rowPath } from './row-kind.ts'
import { RowLink } from './row-link.tsx'
import { Changed, Doing, Images, KindMark, Plan, Ready, Share, Waits } from './row-parts.tsx'
import { SharesMini } from './service-parts.tsx'

interface CardProps {
  readonly cluster: string
  readonly row: FleetRow
}

interface ContentProps extends CardProps {
  readonly pinned: boolean
}

interface RowCardProps extends ContentProps {
  readonly index: number
  /** The Services that its revisions share. */
  readonly behind?: readonly ServiceRow[] | undefined
}

/** One row of the fleet as a card; all of the card is its link, save the strips of what is behind it. */
export const RowCard = memo(function RowCard({ index, behind = [], ...of }: RowCardProps) {
  return (
    <article
      data-row={index}
      className={clsx(
        'group panel relative flex min-w-0 flex-col gap-3 p-4 hover:not-has-[[data-behind]:hover]:bg-sunken',
        waitsForYou(of.row) && 'bg-waiting',
      )}
    >
      <Boundary resetKey={of.row} fallback={() => <BrokenContent cluster={of.cluster} row={of.row} />}>
        <Content {...of} />
      </Boundary>
      {behind.map((row) => (
        <Boundary
          key={row.uid}
          resetKey={row}
          fallback={() => <BrokenStrip cluster={of.cluster} row={row} />}
        >
          <BehindStrip cluster={of.cluster} row={row} />
        </Boundary>
      ))}
    </article>
  )
})

function Name({ cluster, row }: CardProps) {
  return (
    <h2>
      <RowLink
        href={rowPath(cluster, row)}
        className="block scroll-mt-20 scroll-mb-4 break-words font-semibold text-lg tracking-tight after:absolute after:inset-0 after:rounded-panel focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-stable"
      >
        {row.name}
      </RowLink>
    </h2>
  )
}

/** Apart from its card, so that a card that only moved is not drawn anew. */
const Content = memo(function Content({ cluster, row, pinned }: ContentProps) {
  const href = rowPath(cluster, row)
  const planned = row.kind === 'Rollout' && row.stepWeights.length > 0
  const share = shareOf(row)
  const service = row.kind === 'Service'
  return (
    <>
      <header>
        <div className="flex items-start gap-3">
          <div className="min-w-0 flex-1">
            <Name cluster={cluster} row={row} />
          </div>
          <PhaseBadge phase={row.phase} />
          <PinButton
            cluster={cluster}
            row={row}
            pinned={pinned}
            className="relative -my-1.5 -mr-2.5 -ml-2.5 size-8 shrink-0 justify-center"
          />
        </div>
        <p className="flex items-baseline justify-between gap-3 text-muted text-sm">
          <span className="min-w-0 break-words">
            <KindMark row={row} wordClass="sr-only" />
            {row.namespace} · {planWords(row)}
          </span>
          <Waits row={row} href={href} />
        </p>
      </header>
      <Doing row={row} href={href} />
      {(planned || service || share !== undefined) && (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          {planned && <Plan row={row} />}
          {row.kind === 'Service' && <SharesMini row={row} />}
          {share !== undefined && <Share share={share} />}
        </div>
      )}
      <footer className="mt-auto flex items-end justify-between gap-3 border-line border-t pt-3">
        <Images row={row} href={href} />
        <span className="shrink-0 text-right text-muted text-sm">
          <span className="block">
            <Ready row={row} /> ready
          </span>
          <Changed row={row} href={href} suffix="ago" />
        </span>
      </footer>
    </>
  )
})

/** A card that could not be drawn: where it leads is known all the same. */
const BrokenContent = (of: CardProps) => (
  <>
    <Name {...of} />
    <p className="text-muted text-sm">
      {of.row.namespace} · <span className="text-degraded">This card cannot be shown.</span> It is tried again
      with its next change.
    </p>
  </>
)
