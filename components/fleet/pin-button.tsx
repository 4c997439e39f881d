'use client'

import { clsx } from 'clsx'
import { Star } from 'lucide-react'
import { type FleetRow, keyOfRow } from '@/lib/stream/page.ts'
import { togglePin } from './pins.ts'

interface PinButtonProps {
  readonly cluster: string
  readonly row: FleetRow
  readonly pinned: boolean
  readonly className: string
}

/** A row that changes places may lose the focus on its way. */
function toggleInPlace(cluster: string, row: FleetRow): void {
  const focused = document.activeElement
  togglePin(cluster, keyOfRow(row))
  requestAnimationFrame(() => {
    const lost = document.activeElement === document.body
    if (lost && focused instanceof HTMLElement) focused.focus({ preventScroll: true })
  })
}

/** A star that puts a Rollout first. */
export function PinButton({ cluster, row, pinned, className }: PinButtonProps) {
  return (
    <button
      type="button"
      aria-label={`Pin ${row.namespace}/${row.name}`}
      aria-pressed={pinned}
      title={pinned ? 'Pinned in this browser: unpin' : 'Pin: stands first, in this browser'}
      onClick={() => toggleInPlace(cluster, row)}
      className={clsx(
        'z-1 flex items-center rounded-control text-muted outline-offset-[-2px] hover:text-ink',
        className,
      )}
    >
      <Star aria-hidden size={13} fill={pinned ? 'currentColor' : 'none'} />
    </button>
  )
}
