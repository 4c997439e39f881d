import type { Instant, Uid } from './model.ts'
import type { PauseView, Phase } from './view.ts'

/** What every row of the fleet has, whatever its kind: by this the fleet is searched, sorted and counted. */
export interface CommonRow {
  /** The Kubernetes kind. */
  readonly kind: string
  readonly uid: Uid
  readonly namespace: string
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly createdAt: Instant | null
  readonly phase: Phase
  readonly message: string
  readonly strategy: string
  /** Whether a controller has written anything of it. */
  readonly seen: boolean
  readonly pause: PauseView | null
  /** Images all users have, and those coming (empty when nothing is under way). */
  readonly stableImages: readonly string[]
  readonly nextImages: readonly string[]
  readonly revision: number
  readonly trouble: readonly string[]
  /** The last instant at which something of the state moved. */
  readonly changedAt: Instant | null
}
