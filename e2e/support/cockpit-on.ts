import { type Cockpit, createCockpit } from '../../lib/cluster/cockpit.ts'
import { realTimers } from '../../lib/cluster/timers.ts'
import { loadKubeconfig, requireContext } from '../../lib/kube/config.ts'
import { createKubeSource } from '../../lib/kube/source.ts'

/** The product's own rooms on a kubeconfig, without the pages in front of them. */
export async function cockpitOn(kubeconfig: string, { readOnly = false } = {}): Promise<Cockpit> {
  const loaded = await loadKubeconfig({ kubeconfig, env: {} })
  return createCockpit({
    clusters: loaded.contexts.map(({ name, server }) => ({ name, server, current: true })),
    unusable: [],
    kubeconfig: [],
    createSource: (cluster) => createKubeSource(requireContext(loaded, cluster), { namespaces: null }),
    readOnly,
    version: 'test',
    now: () => Date.now(),
    timers: realTimers,
    tidy: () => {},
  })
}
