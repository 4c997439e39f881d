import { readFileSync } from 'node:fs'
import { place, referring } from '../../../lib/demo/scenarios/podinfo.ts'
import { type Cluster, type ClusterOptions, startCluster } from '../../cluster/cluster.ts'
import { textAt } from '../../cluster/json.ts'
import { installMesh } from '../../cluster/scenarios/mesh.ts'
import { until } from '../../cluster/waits.ts'
import { type Chronicle, watchChronicle } from './chronicle.ts'
import type { Studio } from './record.ts'

/** How many plays are given side by side: six kept two cores so busy that pictures stood longer than they are meant to, and deeds came late. */
export const SIDE_BY_SIDE = 3

/** A control plane whose controllers are not held back by their own limits, and its chronicle. */
export async function openStudio(
  options: ClusterOptions = {},
): Promise<Studio & { readonly close: () => Promise<void> }> {
  const cluster: Cluster = await startCluster({ qps: 1000, burst: 2000, ...options })
  await installMesh(cluster)
  await watchWorkloads(cluster)
  const chronicle: Chronicle = await watchChronicle(cluster)
  const close = async () => {
    await chronicle.stop()
    await cluster.stop()
  }
  return { cluster, chronicle, close }
}

/**
 * The controller watches Deployments from the first Rollout on that refers to one. What it hears then races with its own look at that Rollout, so it is
 * none of a play.
 */
async function watchWorkloads(cluster: Cluster): Promise<void> {
  const [namespace, name] = ['before-all-plays', 'nobody']
  await cluster.apply([
    ...place(namespace),
    referring({ namespace, name, replicas: 1 }, { canary: {} }, 'never'),
  ])
  const path = `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/rollouts/${name}`
  const phase = async () => textAt(await cluster.get(path), 'status.phase')
  await until('the controller has looked for a Deployment', phase, (told) => told === 'Degraded')
}

/** The versions of what is recorded, as go.mod has them. */
export function pinnedVersions(): string {
  const version = (module: string, path: string) => {
    const file = new URL(`../../cluster/modules/${module}/go.mod`, import.meta.url)
    return new RegExp(`^\\s*(?:require )?${path} (v\\S+)`, 'm').exec(readFileSync(file, 'utf8'))?.[1] ?? ''
  }
  return [
    `argo-rollouts ${version('argo-rollouts', 'github.com/argoproj/argo-rollouts')}`,
    `kubernetes ${version('kubernetes', 'k8s.io/kubernetes')}`,
    `kwok ${version('kwok', 'sigs.k8s.io/kwok')}`,
    '',
  ].join('\n')
}
