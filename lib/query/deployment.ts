import { queryOptions, skipToken } from '@tanstack/react-query'
import type { TemplateChange } from '../deployments/template-diff.ts'
import type { DeploymentDetail, DeploymentOrder } from '../deployments/view.ts'
import { changesApi, orderApi, type RolloutRef } from '../paths.ts'
import { pageKey } from '../stream/page.ts'
import type { Accepted } from './act.ts'
import { getJson, postJson } from './http.ts'
import { type Known, pageQueryKey } from './page.ts'

/** One Deployment; the stream fills it, undefined until the first word. */
export const deploymentQuery = (ref: RolloutRef) =>
  queryOptions<Known<DeploymentDetail>>({
    queryKey: pageQueryKey(ref.cluster, pageKey('deployments', ref)),
    queryFn: skipToken,
  })

/** Sends an order for the state that was confirmed; throws a `conflict` when the Deployment has moved since. */
export const postOrder = (
  ref: RolloutRef,
  { action, ...input }: DeploymentOrder,
  state: string,
): Promise<Accepted> => postJson(orderApi(ref, action), { state, ...input })

/** In what the template that a ReplicaSet holds differs from the present one; asked anew for each state of the Deployment. */
export const changesQuery = (ref: RolloutRef, replicaSet: string, state: string) =>
  queryOptions({
    queryKey: ['changes', ref.cluster, ref.namespace, ref.name, replicaSet, state],
    queryFn: async ({ signal }) => {
      const answer = await getJson<{ readonly changes: readonly TemplateChange[] }>(
        changesApi(ref, replicaSet),
        signal,
      )
      return answer.changes
    },
  })
