import type { RolloutRow, TrafficView } from '@/lib/rollouts/view.ts'

/** Where the bar's figure comes from. */
export type ShareSource = 'recorded' | 'counted' | 'unknown'

export interface Share {
  readonly source: ShareSource
  /** The new version's part of the whole, 0 to 1; null when unknown. */
  readonly next: number | null
}

/** What may be drawn as served: the router's record where there is a router, else the count of ready pods. */
export function servedShare(traffic: TrafficView): Share {
  if (traffic.routers.length > 0) {
    if (traffic.recorded === null) return { source: 'unknown', next: null }
    return { source: 'recorded', next: clamp(traffic.recorded / Math.max(traffic.max, 1)) }
  }
  const all = traffic.counted.next + traffic.counted.stable
  return all === 0
    ? { source: 'unknown', next: null }
    : { source: 'counted', next: traffic.counted.next / all }
}

const clamp = (share: number) => Math.min(Math.max(share, 0), 1)

/** A share as percent for people: whole, and never 0 or 100 for something that is neither. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100)
  if (rounded === 0 && share > 0) return '< 1 %'
  if (rounded === 100 && share < 1) return '> 99 %'
  return `${rounded} %`
}

/** Whether the plan wants visibly another share (0 to 1) than is served, so that the bar must show both. */
export const isOff = ({ next }: Share, wanted: number, { fullyPromoted }: RolloutRow): boolean =>
  next !== null && !fullyPromoted && Math.abs(wanted - next) >= 0.005
