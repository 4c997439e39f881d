import { compareTraces, PATIENCE_MS } from './compare.ts'
import type { Recording } from './recording.ts'

/** What two recordings of one play have not in common; all empty where they agree. */
export interface Disagreement {
  readonly status: ReturnType<typeof compareTraces>['differences']
  readonly sizes: ReturnType<typeof compareTraces>['differences']
  /** Events that one side alone has. */
  readonly events: readonly string[]
  /** Pictures that were missed on one side and are not among those that may be. */
  readonly unnamed: readonly string[]
}

/** Compares what a play came to on the real controllers and on another stage, all but the objects at its end. */
export function disagreement(
  real: Recording,
  demo: Recording,
  passing: readonly string[],
  patienceMs: number = PATIENCE_MS,
): Disagreement {
  const status = compareTraces(real.status, demo.status, patienceMs)
  const sizes = compareTraces(real.sizes, demo.sizes, patienceMs)
  const lacking = (side: string, some: Recording, others: Recording) =>
    others.eventsCut
      ? []
      : some.events.filter((event) => !others.events.includes(event)).map((event) => `${side}: ${event}`)
  return {
    status: status.differences,
    sizes: sizes.differences,
    events: [...lacking('real', real, demo), ...lacking('demo', demo, real)],
    unnamed: [...new Set([...status.passing, ...sizes.passing])].filter((name) => !passing.includes(name)),
  }
}
