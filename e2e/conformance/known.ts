import type { RolloutDetail } from '../../lib/rollouts/view.ts'

/** A case in which an oracle is wrong: by name, with the reason, and no wider than it has to be. */
export interface KnownDifference {
  readonly name: string
  readonly reason: string
  readonly oracle: 'text' | 'info'
  readonly applies: (detail: RolloutDetail) => boolean
  /** Makes the oracle's answer what it should have been. */
  readonly correct: (answer: string) => string
}

export const knownDifferences: readonly KnownDifference[] = []
