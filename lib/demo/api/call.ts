import type { Store } from '../objects/store.ts'
import type { Faults } from './faults.ts'
import type { Identities, Identity } from './identity.ts'
import type { PodLogs } from './pod-log.ts'
import type { Round } from './proxy.ts'
import type { ResourceTarget } from './target.ts'

/** What every answer is made from. */
export interface Backing {
  readonly store: Store
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly logs: PodLogs
  readonly identities: Identities
  readonly round: Round
  readonly faults: Faults
}

/** A request whose sender is known. */
export interface Call {
  readonly method: string
  readonly query: URLSearchParams
  readonly accept: string
  readonly contentType: string
  readonly body: string
  readonly identity: Identity
}

/** A request about an object or a collection. */
export interface ResourceCall extends Call {
  readonly target: ResourceTarget
}

/** A request about one object. */
export interface ObjectCall extends ResourceCall {
  readonly target: ResourceTarget & { readonly name: string }
}
