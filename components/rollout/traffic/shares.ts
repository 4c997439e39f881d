import type { Share } from '@/lib/rollouts/traffic.ts'

/** Whether the plan wants visibly another share (0 to 1) than is served, so that the bar must show both. */
export const isOff = ({ next }: Share, wanted: number): boolean =>
  next !== null && Math.abs(wanted - next) >= 0.005
