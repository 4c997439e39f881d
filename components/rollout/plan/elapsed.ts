import type { PauseView } from '@/lib/rollouts/view.ts'

/** How much of a timed pause is over at `now` (milliseconds), 0 to 1; null when no clock runs. */
export function elapsedShare(pause: PauseView | null, now: number): number | null {
  if (pause?.waitsFor !== 'clock' || pause.since === null || pause.until === null) return null
  const [since, until] = [Date.parse(pause.since), Date.parse(pause.until)]
  if (Number.isNaN(since) || Number.isNaN(until) || until <= since) return null
  return Math.min(Math.max((now - since) / (until - since), 0), 1)
}
