import { queryOptions, skipToken } from '@tanstack/react-query'
import type { RolloutRef } from '../paths.ts'
import type { RolloutDetail } from '../rollouts/view.ts'
import { pageKey } from '../stream/page.ts'
import { type Known, pageQueryKey } from './page.ts'

/** One Rollout; the stream fills it, undefined until the first word. */
export const rolloutQuery = (ref: RolloutRef) =>
  queryOptions<Known<RolloutDetail>>({
    queryKey: pageQueryKey(ref.cluster, pageKey('rollouts', ref)),
    queryFn: skipToken,
  })
