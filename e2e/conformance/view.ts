import { watchedResources } from '../../lib/cluster/source.ts'
import { createStore } from '../../lib/cluster/store.ts'
import { subjects } from '../../lib/cluster/subjects/subjects.ts'
import type { DeploymentDetail } from '../../lib/deployments/view.ts'
import { loadKubeconfig, requireContext } from '../../lib/kube/config.ts'
import { createKubeSource } from '../../lib/kube/source.ts'
import type { RolloutDetail } from '../../lib/rollouts/view.ts'
import { isDeploymentDetail, isRolloutDetail, pageKey } from '../../lib/stream/page.ts'
import type { Cluster } from '../cluster/cluster.ts'
import type { ObjectRef } from '../cluster/waits.ts'

/** Our picture of a cluster, by the production road: kubeconfig, reflectors, store, view. */
export interface View {
  readonly source: ReturnType<typeof createKubeSource>
  detail(ref: ObjectRef): RolloutDetail | null
  /** The picture by lists that begin after the call: what no watch can be behind. */
  listedDetail(ref: ObjectRef): Promise<RolloutDetail | null>
  deployment(ref: ObjectRef): DeploymentDetail | null
  /** The picture of a Deployment by lists that begin after the call. */
  listedDeployment(ref: ObjectRef): Promise<DeploymentDetail | null>
  stop(): Promise<void>
}

export async function watchCluster(cluster: Pick<Cluster, 'kubeconfig'>): Promise<View> {
  const kubeconfig = await loadKubeconfig({ kubeconfig: cluster.kubeconfig, env: {} })
  const context = requireContext(kubeconfig, null)
  const source = createKubeSource(context, { namespaces: null })
  const store = createStore(subjects)
  const ending = new AbortController()
  const running = source.run((event) => void store.apply(event), ending.signal)
  async function listed(namespace: string) {
    const fresh = createStore(subjects)
    const waiting = new Set<string>(watchedResources)
    const done = new AbortController()
    await createKubeSource(context, { namespaces: [namespace] }).run((event) => {
      fresh.apply(event)
      if (event.type === 'listed') waiting.delete(event.resource)
      if (waiting.size === 0) done.abort()
    }, done.signal)
    return fresh
  }
  return {
    source,
    detail: (ref) => detailIn(store, ref),
    listedDetail: async (ref) => detailIn(await listed(ref.namespace), ref),
    deployment: (ref) => deploymentIn(store, ref),
    listedDeployment: async (ref) => deploymentIn(await listed(ref.namespace), ref),
    stop: async () => {
      ending.abort()
      await running
    },
  }
}

function deploymentIn(store: ReturnType<typeof createStore>, ref: ObjectRef): DeploymentDetail | null {
  const detail = store.draw(pageKey('deployments', ref), () => true)?.detail
  return detail !== undefined && isDeploymentDetail(detail) ? detail : null
}

function detailIn(store: ReturnType<typeof createStore>, ref: ObjectRef): RolloutDetail | null {
  const detail = store.draw(pageKey('rollouts', ref), () => true)?.detail
  return detail !== undefined && isRolloutDetail(detail) ? detail : null
}
