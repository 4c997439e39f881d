import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { PhaseBadge } from '@/components/rollouts/phase-badge.tsx'
import { TimeAgo } from '@/components/ui/time.tsx'
import type { RolloutDetail, RolloutRow } from '@/lib/rollouts/view.ts'
import { ImageChange } from './image-change.tsx'

interface RolloutHeaderProps {
  readonly detail: RolloutDetail
  /** The Rollout was deleted: its state is no longer one. */
  readonly gone: boolean
  /** What may be done. */
  readonly children: ReactNode
}

const strategies: Readonly<Record<RolloutRow['strategy'], string>> = {
  Canary: 'Canary',
  BlueGreen: 'Blue-green',
  '': 'No strategy',
}

/** A name of more letters is set smaller. */
const longName = 60

/** Which Rollout this is, in which state, going from what to what. */
export function RolloutHeader({ detail, gone, children }: RolloutHeaderProps) {
  const { row, workloadRef } = detail
  return (
    <header className="grid gap-x-6 gap-y-1 xl:grid-cols-[minmax(0,1fr)_auto]">
      <div className={clsx('flex min-w-0 flex-wrap items-center gap-x-4 gap-y-2', gone && 'grayscale')}>
        <h1
          className={clsx(
            'wrap-anywhere min-w-0 font-semibold tracking-tight',
            row.name.length > longName ? 'text-xl' : 'text-2xl',
          )}
        >
          {row.name}
        </h1>
        <PhaseBadge phase={row.phase} size="lg" past={gone} />
      </div>
      <div
        className={clsx(
          'flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1 text-muted xl:order-last xl:col-span-2',
          gone && 'grayscale',
        )}
      >
        <span className="min-w-0">
          {strategies[row.strategy]} in <b className="break-words font-semibold text-ink">{row.namespace}</b>
        </span>
        <ImageChange row={row} />
        <span className="num">
          {row.revision > 0 && `revision ${row.revision}, `}changed{' '}
          <TimeAgo at={row.changedAt} suffix="ago" />
        </span>
        {workloadRef && (
          <span className="min-w-0 break-words">
            pods as in {workloadRef.kind} <span className="mono">{workloadRef.name}</span>
          </span>
        )}
      </div>
      {children}
    </header>
  )
}
