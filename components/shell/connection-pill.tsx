'use client'

import { clsx } from 'clsx'
import { Ban, CircleDashed, CircleSlash, CloudOff, Lock, type LucideIcon, RefreshCw } from 'lucide-react'
import type { Health } from '@/lib/stream/protocol.ts'
import type { Connection } from '@/lib/stream/road.ts'
import { clockText, exactText } from '../ui/duration.ts'
import { useMissing } from './use-clusters.ts'
import { useConnection, useHealth } from './use-connection.ts'

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

/** The road is whole, and yet there is nothing to see at its end. */
const deadEnds: Partial<Record<Health['state'], PillLook>> = {
  forbidden: { icon: Ban, word: 'Not allowed', className: 'bg-warn-soft text-warn' },
  absent: { icon: CircleSlash, word: 'Not installed', className: 'bg-warn-soft text-warn' },
}

/** Whether what is on screen is fresh, in one word, with the instant since when it is not. */
export function ConnectionPill() {
  const { state, since } = useConnection()
  const health = useHealth()?.state
  const missing = useMissing() !== null
  const end = state === 'live' && health !== undefined ? deadEnds[health] : undefined
  const { icon: Icon, word, className } = end ?? looks[state]
  // There is no road to a cluster that there is not.
  if (missing) return null
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
