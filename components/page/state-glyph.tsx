import { clsx } from 'clsx'
import { History } from 'lucide-react'
import { phaseLooks } from '@/components/rollouts/phase-look.ts'
import type { CommonRow } from '@/lib/rollouts/common-row.ts'
import { markerIcon } from '../rollout/plan/marker-icon.ts'
import { useElapsed } from '../rollout/plan/use-elapsed.ts'

interface StateGlyphProps {
  readonly row: Pick<CommonRow, 'phase' | 'pause'>
  /** It was deleted: its state is no longer one. */
  readonly gone: boolean
}

const circumference = 2 * Math.PI * 21

/** The state's shape and hue; while a clock runs, a ring that closes as it does. */
export function StateGlyph({ row, gone }: StateGlyphProps) {
  const elapsed = useElapsed(row.pause)
  const { soft, color } = phaseLooks[gone ? 'Unknown' : row.phase]
  const Icon = gone ? History : markerIcon(row)
  if (gone || elapsed === null) {
    return (
      <span aria-hidden className={clsx('grid size-12 shrink-0 place-items-center rounded-panel', soft)}>
        <Icon size={24} strokeWidth={2.25} />
      </span>
    )
  }
  return (
    <span className={clsx('relative grid size-12 shrink-0 place-items-center rounded-full', soft)}>
      <svg
        role="img"
        aria-label={`${Math.round(elapsed * 100)} percent of the pause is over`}
        viewBox="0 0 48 48"
        className="-rotate-90 absolute inset-0 size-full"
      >
        <circle
          cx="24"
          cy="24"
          r="21"
          fill="none"
          stroke={color}
          strokeWidth="4"
          strokeLinecap="round"
          strokeDasharray={`${elapsed * circumference} ${circumference}`}
          className="transition-[stroke-dasharray] duration-1000 ease-linear"
        />
      </svg>
      <Icon aria-hidden size={22} strokeWidth={2.25} />
    </span>
  )
}
