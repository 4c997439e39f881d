import { getCockpit } from '@/lib/cluster/process.ts'

export const dynamic = 'force-dynamic'

/** Ready while the current cluster is live, or while nobody has asked for it yet: watches start with the first viewer. */
export async function GET(): Promise<Response> {
  const problem = await firstProblem()
  return new Response(`${problem ?? 'ok'}\n`, {
    status: problem === null ? 200 : 503,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  })
}

async function firstProblem(): Promise<string | null> {
  const cockpit = await getCockpit().catch(() => null)
  if (cockpit === null) return 'The kubeconfig cannot be used.'
  const current = cockpit.clusters().find((cluster) => cluster.current)
  const watching = cockpit.stats().hubs.some((hub) => hub.cluster === current?.name && hub.roads.length > 0)
  if (current === undefined || !watching) return null
  const { state, degraded } = cockpit.hub(current.name).health()
  if (state === 'live') return null
  // Probes need no session: the resources' names are all they are told.
  const roads = new Set(degraded.map((road) => `${road.resource} ${road.state}`))
  return [`The cluster is ${state}`, ...roads].join(', ')
}
