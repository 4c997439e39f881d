import { createStore } from '../../lib/cluster/store.ts'
import { loadKubeconfig, requireContext } from '../../lib/kube/config.ts'
import { createKubeSource } from '../../lib/kube/source.ts'
import { toRolloutDetail } from '../../lib/rollouts/detail.ts'
import type { RolloutDetail } from '../../lib/rollouts/view.ts'
import { rolloutKey } from '../../lib/stream/protocol.ts'
import type { Cluster } from '../cluster/cluster.ts'
import type { ObjectRef } from '../cluster/waits.ts'

/** Our picture of a cluster, by the production road: kubeconfig, reflectors, store, view. */
export interface View {
  readonly source: ReturnType<typeof createKubeSource>
  detail(ref: ObjectRef): RolloutDetail | null
  stop(): Promise<void>
}

export async function watchCluster(cluster: Pick<Cluster, 'kubeconfig'>): Promise<View> {
  const kubeconfig = await loadKubeconfig({ kubeconfig: cluster.kubeconfig, env: {} })
  const source = createKubeSource(requireContext(kubeconfig, null), { namespaces: null })
  const store = createStore()
  const ending = new AbortController()
  const running = source.run((event) => void store.apply(event), ending.signal)
  return {
    source,
    detail: (ref) => {
      const graph = store.graphOf(rolloutKey(ref))
      return graph === undefined ? null : toRolloutDetail(graph)
    },
    stop: async () => {
      ending.abort()
      await running
    },
  }
}
