import type { Times } from '../stats.ts'

/** All that one run measures of the demo. */
export interface DemoFigures {
  /** Milliseconds from the start of `npm run demo` to the painted fleet, of each start. */
  readonly starts: readonly number[]
  /** The demo's API with its scenarios in a process of its own, in MB. */
  readonly rssMb: { readonly started: number; readonly read: number }
  readonly crowd: CrowdFigures
}

/** Of 1,000 Rollouts and 5,000 pods. */
export interface CrowdFigures {
  readonly pods: number
  readonly rssMb: number
  /** Milliseconds to list all pods, and how much that is. */
  readonly lists: readonly number[]
  readonly listBytes: number
  readonly storms: readonly StormFigures[]
}

/** Pods that are written evenly, and a watch that hears of it. */
export interface StormFigures {
  readonly perSecond: number
  readonly seconds: number
  /** Milliseconds from each write to its event; null for one that did not come. */
  readonly delays: Times
  /** Milliseconds from the first write to the last event. */
  readonly took: number
}
