import type { Cluster } from '../cluster/cluster.ts'
import type { ObjectRef } from '../cluster/waits.ts'

/** What Argo Rollouts' own tools say of a Rollout. */
export interface Oracle {
  /** The lines of `kubectl argo rollouts get rollout --no-color`. */
  text(ref: ObjectRef): Promise<string>
  /** The JSON of the plugin's dashboard server. */
  info(ref: ObjectRef): Promise<unknown>
  stop(): Promise<void>
}

/** The dashboard's Kubernetes client allows itself five requests a second, so several share the questions. */
const DASHBOARDS = 4

export async function startOracle(cluster: Cluster): Promise<Oracle> {
  const dashboards = await Promise.all(Array.from({ length: DASHBOARDS }, () => cluster.startDashboard()))
  let asked = 0
  return {
    text: ({ namespace, name }) => cluster.argo(['get', 'rollout', name, '-n', namespace, '--no-color']),
    info: async ({ namespace, name }) => {
      const { url = '' } = dashboards[asked++ % DASHBOARDS] ?? {}
      const answer = await fetch(`${url}/api/v1/rollouts/${namespace}/${name}/info`)
      return answer.json()
    },
    stop: async () => {
      for (const dashboard of dashboards) await dashboard.stop()
    },
  }
}
