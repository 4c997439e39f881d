import type { ResourceName } from '../objects/kinds.ts'
import type { KubeObject, NewObject } from '../objects/object.ts'

/** Which half of an object a write replaces: all but the status, or the status alone. */
export type Part = 'spec' | 'status'

/** One thing that a controller wants done, in the order in which it wants it. */
export type Write =
  | { readonly do: 'create'; readonly resource: ResourceName; readonly object: NewObject }
  | {
      readonly do: 'update'
      readonly resource: ResourceName
      readonly object: KubeObject
      readonly part: Part
    }
  | {
      readonly do: 'delete'
      readonly resource: ResourceName
      readonly object: KubeObject
      /** 0 ends a pod without its term. */
      readonly gracePeriodSeconds?: number
    }
  | {
      readonly do: 'tell'
      readonly about: KubeObject
      readonly type: 'Normal' | 'Warning'
      readonly reason: string
      readonly message: string
      /** Who says so, where it is not the controller itself. */
      readonly by?: string
    }

/** What one look at an object comes to: the writes, and when to look again though nothing changes. */
export interface Outcome {
  readonly writes: readonly Write[]
  /** Milliseconds from now; null when only a change is a reason to look. */
  readonly again: number | null
  /** Whether the look came to nothing and is to be tried again, later each time. */
  readonly failed?: boolean
}

/** Collects the writes of one look; several changes of one object build on each other. */
export interface Journal {
  create(resource: ResourceName, object: NewObject): void
  /** Changes what was last written of the object, or the object itself, and answers the result. */
  change(
    resource: ResourceName,
    object: KubeObject,
    part: Part,
    change: (latest: KubeObject) => KubeObject,
  ): KubeObject
  /** The object as it was last written in this look. */
  latest(object: KubeObject): KubeObject
  remove(resource: ResourceName, object: KubeObject, gracePeriodSeconds?: number): void
  tell(about: KubeObject, reason: string, message: string, type?: 'Normal' | 'Warning'): void
  /** Asks for another look so many milliseconds from now; the soonest one counts. */
  lookAgain(ms: number): void
  /** Says that the look came to nothing. */
  fail(): void
  outcome(): Outcome
}

/** An empty journal. */
export function createJournal(): Journal {
  const writes: Write[] = []
  const latest = new Map<string, KubeObject>()
  let again: number | null = null
  let failed = false
  return {
    create: (resource, object) => void writes.push({ do: 'create', resource, object }),
    change: (resource, object, part, change) => {
      const before = latest.get(object.metadata.uid) ?? object
      const after = change(before)
      latest.set(object.metadata.uid, after)
      if (after !== before) writes.push({ do: 'update', resource, object: after, part })
      return after
    },
    latest: (object) => latest.get(object.metadata.uid) ?? object,
    remove: (resource, object, gracePeriodSeconds) =>
      void writes.push({
        do: 'delete',
        resource,
        object,
        ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
      }),
    tell: (about, reason, message, type = 'Normal') =>
      void writes.push({ do: 'tell', about, type, reason, message }),
    lookAgain: (ms) => {
      again = again === null ? ms : Math.min(again, ms)
    },
    fail: () => {
      failed = true
    },
    outcome: () => ({ writes, again, ...(failed ? { failed } : {}) }),
  }
}
