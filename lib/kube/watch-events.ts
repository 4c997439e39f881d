import { type Failure, failureOfStatus } from './errors.ts'
import { isRecord, parseJson, textAt } from './json.ts'
import type { Target } from './target.ts'

export interface WatchHandlers {
  upserted(object: unknown): void
  deleted(object: unknown): void
  /** A line that is no watch event, or not one of an object. */
  skipped(): void
}

/** What the lines of a watch have told so far. */
export interface WatchEvents {
  /** Takes one line; false once the stream says it has failed and nothing more is to be read. */
  take(line: string): boolean
  /** Where to go on from. */
  resourceVersion(): string
  /** How many events and bookmarks were understood. */
  count(): number
  /** Whether a line was lost that later ones have passed by, so that only a new list can heal it. */
  damaged(): boolean
  failure(): Failure | null
}

/** Reads watch events line by line; a line that cannot be understood is skipped, never fatal. */
export function createWatchEvents(from: string, target: Target, handlers: WatchHandlers): WatchEvents {
  let resourceVersion = from
  let count = 0
  let lost = false
  let damaged = false
  let failure: Failure | null = null

  const skip = () => {
    lost = true
    handlers.skipped()
    return true
  }
  const moveTo = (version: string) => {
    resourceVersion = version
    count += 1
    damaged ||= lost
    return true
  }
  return {
    take(line) {
      const event = parseJson(line)
      if (!isRecord(event)) return skip()
      if (event.type === 'ERROR') {
        failure = failureOfStatus(event.object, target)
        return false
      }
      const version = textAt(event.object, 'metadata', 'resourceVersion')
      if (version === null) return skip()
      if (event.type === 'ADDED' || event.type === 'MODIFIED') handlers.upserted(event.object)
      else if (event.type === 'DELETED') handlers.deleted(event.object)
      else if (event.type !== 'BOOKMARK') return skip()
      return moveTo(version)
    },
    resourceVersion: () => resourceVersion,
    count: () => count,
    damaged: () => damaged,
    failure: () => failure,
  }
}
