import { latestInstant } from '../rollouts/instants.ts'
import type { Instant } from '../rollouts/model.ts'
import { servingPods } from '../rollouts/replica-sets.ts'
import { troubleOf } from '../rollouts/trouble.ts'
import type { PauseView, ReplicaSetView } from '../rollouts/view.ts'
import type { Deployment } from '../rollouts/workload-model.ts'
import type { DeploymentGraph } from './graph.ts'
import { isUpdating, type Sets } from './replica-sets.ts'
import { desiredReplicas, revisionOf } from './revision.ts'
import { deploymentPhase, pausedSince } from './status.ts'
import type { DeploymentRow } from './view.ts'

/** What the fleet knows of a Deployment; the same parts always give a deep-equal row. */
export function toDeploymentRow(
  graph: DeploymentGraph,
  sets: Sets,
  views: readonly ReplicaSetView[],
): DeploymentRow {
  const { deployment } = graph
  const { meta, spec, status } = deployment
  const newest = views.find(({ uid }) => uid === sets.newest?.meta.uid)
  const trouble = newest === undefined ? [] : troubleOf(newest.hash, views)
  const { strategy } = spec
  return {
    kind: 'Deployment',
    uid: meta.uid,
    namespace: meta.namespace,
    name: meta.name,
    labels: meta.labels,
    createdAt: meta.createdAt,
    ...deploymentPhase(deployment, trouble),
    seen: status.observedGeneration > 0 || status.conditions.length > 0,
    strategy: strategy === 'RollingUpdate' || strategy === 'Recreate' ? strategy : '',
    pause: pauseOf(deployment),
    share: shareOf(views, newest),
    updating: isUpdating(sets),
    ...imagesOf(deployment, sets, views),
    revision: revisionOf(meta),
    counts: {
      desired: desiredReplicas(deployment),
      current: status.replicas,
      updated: status.updatedReplicas,
      ready: status.readyReplicas,
      available: status.availableReplicas,
    },
    trouble,
    changedAt: changedAt(deployment),
    rollout: graph.rollouts[0] ?? null,
  }
}

const pauseOf = (deployment: Deployment): PauseView | null =>
  deployment.spec.paused
    ? { waitsFor: 'person', reason: 'DeploymentPaused', since: pausedSince(deployment) }
    : null

function shareOf(views: readonly ReplicaSetView[], newest: ReplicaSetView | undefined): number | null {
  const ready = views.reduce((all, view) => all + servingPods(view), 0)
  return ready === 0 ? null : (newest === undefined ? 0 : servingPods(newest)) / ready
}

function imagesOf(
  { template }: Deployment,
  sets: Sets,
  views: readonly ReplicaSetView[],
): Pick<DeploymentRow, 'stableImages' | 'nextImages'> {
  const wanted = template.containers.map(({ image }) => image)
  if (!isUpdating(sets)) return { stableImages: wanted, nextImages: [] }
  const former = views.find(({ uid }) => uid === sets.former?.meta.uid)
  return { stableImages: former?.images ?? [], nextImages: wanted }
}

const changedAt = ({ meta, status }: Deployment): Instant | null =>
  latestInstant([
    meta.createdAt,
    ...status.conditions.flatMap(({ lastUpdateTime, lastTransitionTime }) => [
      lastUpdateTime,
      lastTransitionTime,
    ]),
  ])
