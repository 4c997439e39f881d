import { compareTraces, type Difference, PATIENCE, type Patience, passingName } from './compare.ts'
import { comparePictures, type PictureDifference } from './picture-difference.ts'
import type { Recording } from './recording.ts'

/** What two recordings of one play have in common. */
export const agreed = { status: [], sizes: [], pictures: [], events: [], unnamed: [] }

/** What two recordings of one play do not have in common; all empty where they agree. */
export interface Disagreement {
  readonly status: readonly Difference[]
  readonly sizes: readonly Difference[]
  readonly pictures: readonly PictureDifference[]
  /** Events that one side alone has. */
  readonly events: readonly string[]
  /** Lines that were missed on one side and are not among those that may be. */
  readonly unnamed: readonly string[]
}

/** Compares what a play came to on the real controllers and on another stage, all but the objects at its end. */
export function disagreement(
  real: Recording,
  demo: Recording,
  passing: readonly string[],
  patience: Patience = PATIENCE,
): Disagreement {
  const known = (line: string) => passing.includes(passingName(line))
  const status = compareTraces(real.status, demo.status, patience, known)
  const sizes = compareTraces(real.sizes, demo.sizes, patience, known)
  const lacking = (side: string, some: Recording, others: Recording) =>
    others.eventsCut
      ? []
      : some.events.filter((event) => !others.events.includes(event)).map((event) => `${side}: ${event}`)
  return {
    status: status.differences,
    sizes: sizes.differences,
    pictures: comparePictures(real, demo, patience),
    events: [...lacking('real', real, demo), ...lacking('demo', demo, real)],
    unnamed: [...new Set([...status.passing, ...sizes.passing])].filter((name) => !passing.includes(name)),
  }
}
