import { queryOptions, skipToken } from '@tanstack/react-query'
import type { RolloutRef } from '../paths.ts'
import type { RolloutDetail } from '../rollouts/view.ts'
import type { Rights } from '../stream/protocol.ts'

/** What is known of one Rollout; `detail` is null when it is not, or no longer, there. */
export interface RolloutKnown {
  readonly detail: RolloutDetail | null
  readonly rights: Rights
  /** Why it cannot be seen; absent where it can. */
  readonly problem?: string
}

/** One Rollout; the stream fills it, undefined until the first word. */
export const rolloutQuery = ({ cluster, namespace, name }: RolloutRef) =>
  queryOptions<RolloutKnown>({ queryKey: ['rollout', cluster, `${namespace}/${name}`], queryFn: skipToken })
