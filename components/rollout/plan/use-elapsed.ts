import { useCallback } from 'react'
import { useTicking } from '@/components/ui/clock.ts'
import type { PauseView } from '@/lib/rollouts/view.ts'
import { elapsedShare } from './elapsed.ts'

/** How much of a timed pause is over, 0 to 1; null when no clock runs, and then nothing is drawn anew each second. */
export function useElapsed(pause: PauseView | null): number | null {
  const share = useTicking(useCallback((now) => String(elapsedShare(pause, now) ?? ''), [pause]))
  return share === '' ? null : Number(share)
}
