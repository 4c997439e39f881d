import { toDeploymentDetail } from '../../deployments/detail.ts'
import type { DeploymentGraph } from '../../deployments/graph.ts'
import type { Deployment } from '../../rollouts/workload-model.ts'
import { type Owned, ownedIn, ownerUids, type World } from '../world.ts'
import { rolloutsOfWorkload, workloadOf } from './rollouts.ts'
import { namesOf, servicesBefore, workloadsBehind } from './selection.ts'
import type { At, Subject } from './subject.ts'

const owners = (object: Owned, { deployments }: World): readonly Deployment[] =>
  ownerUids(object).flatMap((uid) => deployments.get(uid) ?? [])

function deploymentGraph(world: World, { namespace, name }: At): DeploymentGraph | undefined {
  const deployment = world.deployments.find(namespace, name)
  if (deployment === undefined) return undefined
  const replicaSets = ownedIn(world.replicasets, [deployment.meta.uid])
  return {
    deployment,
    replicaSets,
    pods: ownedIn(
      world.pods,
      replicaSets.map(({ meta }) => meta.uid),
    ),
    rollouts: rolloutsOfWorkload(deployment, world)
      .map(({ meta }) => meta.name)
      .toSorted(),
    selectedBy: namesOf(servicesBefore(deployment, deployment.template.labels, world)),
  }
}

/** Deployments. */
export const deploymentSubject: Subject = {
  resource: 'deployments',
  words: {},
  reaches: {
    replicasets: owners,
    pods: (pod, world) =>
      ownerUids(pod)
        .flatMap((uid) => world.replicasets.get(uid) ?? [])
        .flatMap((replicaSet) => owners(replicaSet, world)),
    services: (service, world) =>
      workloadsBehind(service, world).flatMap((uid) => world.deployments.get(uid) ?? []),
    rollouts(rollout, { deployments }) {
      const workload = workloadOf(rollout)
      const found = workload === null ? undefined : deployments.find(rollout.meta.namespace, workload)
      return found === undefined ? [] : [found]
    },
  },
  draw(world, at, knows) {
    const graph = deploymentGraph(world, at)
    if (graph === undefined) return null
    const detail = toDeploymentDetail(knows('services') ? graph : { ...graph, selectedBy: [] })
    return { detail, row: detail.row }
  },
}
