import { toPauseView } from '../../rollouts/pause.ts'
import { parseRollout } from '../../wire/parse.ts'
import type { KubeObject } from '../objects/object.ts'

/** Milliseconds from `now` until a Rollout's pause ends by itself, at least 1; null where it is in none that does. */
export function pauseLeft(workload: KubeObject, now: number): number | null {
  if (workload.kind !== 'Rollout') return null
  const pause = toPauseView(parseRollout(workload))
  if (pause?.waitsFor !== 'clock' || pause.until === null) return null
  return Math.max(1, Date.parse(pause.until) - now)
}
