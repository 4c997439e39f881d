import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { ImageChange } from '@/components/rollout/image-change.tsx'
import { PhaseBadge } from '@/components/rollouts/phase-badge.tsx'
import { TimeAgo } from '@/components/ui/time.tsx'
import type { DeploymentDetail } from '@/lib/deployments/view.ts'

interface DeploymentHeaderProps {
  readonly detail: DeploymentDetail
  /** It was deleted: its state is no longer one. */
  readonly gone: boolean
  /** What may be done. */
  readonly children: ReactNode
}

/** A name of more letters is set smaller. */
const longName = 60

/** Which Deployment this is, in which state, going from what to what. */
export function DeploymentHeader({ detail: { row }, gone, children }: DeploymentHeaderProps) {
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
          Deployment in <b className="break-words font-semibold text-ink">{row.namespace}</b>
        </span>
        <ImageChange row={row} />
        <span className="num">
          {row.revision > 0 && `revision ${row.revision}, `}changed{' '}
          <TimeAgo at={row.changedAt} suffix="ago" />
        </span>
      </div>
      {children}
    </header>
  )
}
