'use client'

import { clsx } from 'clsx'
import { CircleDashed, CloudOff, Lock, type LucideIcon, RefreshCw } from 'lucide-react'
import type { Connection } from '@/lib/stream/road.ts'
import { clockText, exactText } from '../ui/duration.ts'
import { useConnection } from './use-connection.ts'

interface PillLook {
  /** null is the quiet dot of a live road. */
  readonly icon: LucideIcon | null
  readonly word: string
  readonly className: string
}

const looks: Record<Connection['state'], PillLook> = {
  live: { icon: null, word: 'Live', className: 'text-muted' },
  connecting: { icon: CircleDashed, word: 'Connecting', className: 'text-muted' },
  reconnecting: { icon: RefreshCw, word: 'Reconnecting', className: 'bg-warn-soft text-warn' },
  stale: { icon: CloudOff, word: 'Stale', className: 'bg-degraded-soft text-degraded' },
  unauthenticated: { icon: Lock, word: 'Signed out', className: 'bg-warn-soft text-warn' },
}

/** Whether what is on screen is fresh, in one word, with the instant since when it is not. */
export function ConnectionPill() {
  const { state, since } = useConnection()
  const { icon: Icon, word, className } = looks[state]
  return (
    <span
      role="status"
      title={since === null || state === 'live' ? undefined : `Last heard ${exactText(since)}`}
      className={clsx('flex h-6 items-center gap-2 whitespace-nowrap rounded-full px-2 text-xs', className)}
    >
      {Icon === null ? (
        <span aria-hidden className="size-2 rounded-full bg-healthy ring-3 ring-healthy-soft" />
      ) : (
        <Icon aria-hidden size={13} />
      )}
      <span className="num font-medium">
        {word}
        {/* On a phone the banner below says it, and the bar needs the room for the cluster's name. */}
        {state === 'stale' && since !== null && (
          <span className="max-sm:hidden"> since {clockText(since)}</span>
        )}
      </span>
    </span>
  )
}
