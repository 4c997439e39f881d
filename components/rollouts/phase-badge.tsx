import { clsx } from 'clsx'
import { History } from 'lucide-react'
import type { Phase } from '@/lib/rollouts/view.ts'
import { phaseLooks } from './phase-look.ts'

interface PhaseBadgeProps {
  readonly phase: Phase
  readonly size?: 'md' | 'lg'
  /** It is the state of something that is no more. */
  readonly past?: boolean
}

/** A phase as shape, word and colour. */
export function PhaseBadge({ phase, size = 'md', past = false }: PhaseBadgeProps) {
  const { icon, soft } = phaseLooks[past ? 'Unknown' : phase]
  const Icon = past ? History : icon
  const large = size === 'lg'
  return (
    <span
      data-phase={phase}
      className={clsx(
        'inline-flex shrink-0 items-center gap-1.5 rounded-full font-semibold',
        large ? 'h-8 pr-3.5 pl-2.5 text-base' : 'h-6 pr-2.5 pl-2 text-xs',
        soft,
      )}
    >
      <Icon aria-hidden size={large ? 18 : 14} strokeWidth={2.5} />
      {past ? `was ${phase}` : phase}
    </span>
  )
}
