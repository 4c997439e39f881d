import type { Cluster } from '../../cluster/cluster.ts'
import { listAt, textAt } from '../../cluster/json.ts'
import { namespace } from '../../cluster/scenarios/objects.ts'
import { rolloutPath, until, untilPhase } from '../../cluster/waits.ts'
import { canary } from './exhibit.ts'

const limitMs = 180_000

/** More pods than a page can draw one by one: takes the cluster too long to stand in the gallery. */
export const crowd = { namespace: 'crowd', name: 'renderer' } as const

/** Brings the crowd to its first pause. */
export async function prepareCrowd(cluster: Cluster): Promise<void> {
  const many = { replicas: 300, maxSurge: '50%' }
  await cluster.apply([namespace(crowd.namespace), canary(crowd, '8.0.0', many)])
  await untilPhase(cluster, crowd, 'Healthy', undefined, limitMs)
  await cluster.apply([canary(crowd, '8.1.0', many)])
  await untilPhase(cluster, crowd, 'Paused', undefined, limitMs)
}

const teams = ['billing', 'catalogue', 'delivery', 'identity', 'insight']
const parts = ['api', 'worker', 'gateway', 'scheduler', 'exporter']
const perTeam = 100
const inFlight = 8

/** Five teams with a hundred Rollouts each. */
export async function prepareTeams(cluster: Cluster): Promise<void> {
  await cluster.apply(teams.map(namespace))
  const all = teams.flatMap((team) =>
    Array.from({ length: perTeam }, (_, index) => ({
      namespace: team,
      name: `${parts[index % parts.length]}-${Math.floor(index / parts.length) + 1}`,
    })),
  )
  const queue = all.values()
  const worker = async () => {
    for (const ref of queue) await cluster.apply([canary(ref, '1.0.0', { replicas: 1 })])
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  const places = new Set<string>(teams)
  await until(
    `${all.length} Rollouts are Healthy`,
    async () =>
      listAt(await cluster.get('/apis/argoproj.io/v1alpha1/rollouts'), 'items').filter(
        (one) => places.has(textAt(one, 'metadata.namespace')) && textAt(one, 'status.phase') === 'Healthy',
      ).length,
    (healthy) => healthy === all.length,
    limitMs,
  )
}

/** Takes the teams' Rollouts away again. */
export async function clearTeams(cluster: Cluster): Promise<void> {
  for (const team of teams) await cluster.remove(rolloutPath({ namespace: team, name: '' }))
}
