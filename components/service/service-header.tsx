import { clsx } from 'clsx'
import { Waypoints } from 'lucide-react'
import type { ServiceDetail } from '@/lib/services/view.ts'

interface ServiceHeaderProps {
  readonly detail: ServiceDetail
  readonly gone: boolean
}

const longName = 60

/** Which Service this is, what it selects, and how it shares out. */
export function ServiceHeader({ detail, gone }: ServiceHeaderProps) {
  const { row, type, headless, selector, affinitySeconds } = detail
  const pairs = Object.entries(selector)
  return (
    <header className={clsx('space-y-1', gone && 'grayscale')}>
      <div className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-2">
        <h1
          className={clsx(
            'wrap-anywhere min-w-0 font-semibold tracking-tight',
            row.name.length > longName ? 'text-xl' : 'text-2xl',
          )}
        >
          {row.name}
        </h1>
        <span className="inline-flex h-8 shrink-0 items-center gap-1.5 rounded-full bg-sunken pr-3.5 pl-2.5 font-semibold text-base text-muted">
          <Waypoints aria-hidden size={18} />
          {row.split === 'workloads' ? 'A/B Service' : 'Service'}
        </span>
      </div>
      <p className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1 text-muted">
        <span className="min-w-0">
          {headless ? 'Headless' : type} in{' '}
          <b className="break-words font-semibold text-ink">{row.namespace}</b>
        </span>
        <span className="mono wrap-anywhere min-w-0">
          {pairs.length === 0 ? 'no selector' : pairs.map(([key, value]) => `${key}=${value}`).join(', ')}
        </span>
        {type !== 'ExternalName' && (
          <span className="num">
            {affinitySeconds === null
              ? 'no session affinity'
              : `session affinity: ClientIP for ${affinitySeconds} s`}
          </span>
        )}
      </p>
    </header>
  )
}
