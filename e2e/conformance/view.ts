import { watchedResources } from '../../lib/cluster/source.ts'
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
  /** The picture by lists that begin after the call: what no watch can be behind. */
  listedDetail(ref: ObjectRef): Promise<RolloutDetail | null>
  stop(): Promise<void>
}

export async function watchCluster(cluster: Pick<Cluster, 'kubeconfig'>): Promise<View> {
  const kubeconfig = await loadKubeconfig({ kubeconfig: cluster.kubeconfig, env: {} })
  const context = requireContext(kubeconfig, null)
  const source = createKubeSource(context, { namespaces: null })
  const store = createStore()
  const ending = new AbortController()
  const running = source.run((event) => void store.apply(event), ending.signal)
  return {
    source,
    detail: (ref) => detailIn(store, ref),
    listedDetail: async (ref) => {
      const listed = createStore()
      const waiting = new Set<string>(watchedResources)
      const done = new AbortController()
      await createKubeSource(context, { namespaces: [ref.namespace] }).run((event) => {
        listed.apply(event)
        if (event.type === 'listed') waiting.delete(event.resource)
        if (waiting.size === 0) done.abort()
      }, done.signal)
      return detailIn(listed, ref)
    },
    stop: async () => {
      ending.abort()
      await running
    },
  }
}

function detailIn(store: ReturnType<typeof createStore>, ref: ObjectRef): RolloutDetail | null {
  const graph = store.graphOf(rolloutKey(ref))
  return graph === undefined ? null : toRolloutDetail(graph)
}
