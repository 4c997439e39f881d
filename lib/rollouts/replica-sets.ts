import { compareInstants, compareTexts } from './instants.ts'
import type { Pod, ReplicaSet, Rollout } from './model.ts'
import { podReadiness } from './pod-state.ts'
import { podIcon, podStatus } from './pod-status.ts'
import { failureOf, replicaSetIcon, replicaSetStatus } from './replica-set-status.ts'
import { hashOf, ownedBy, revisionOf } from './revision.ts'
import { rolesOf, versionOf } from './roles.ts'
import type { PodView, ReplicaSetView } from './view.ts'

/**
 * The ReplicaSets owned by `uid` with their pods, newest revision first, then by name: Go's comparison of creation times is without
 * effect. Those of an Experiment (`rollout` null) have no roles. Mirrors argo-rollouts@v1.10.1 pkg/kubectl-argo-rollouts/info/replicaset_info.go#L20
 */
export function toReplicaSetViews(
  uid: string,
  rollout: Rollout | null,
  replicaSets: readonly ReplicaSet[],
  pods: readonly Pod[],
): readonly ReplicaSetView[] {
  const owned = replicaSets.filter(({ meta }) => ownedBy(meta, uid))
  const podsOf = Map.groupBy(pods, (pod) => ownerAmong(pod, owned))
  return owned
    .map((replicaSet) => toReplicaSetView(replicaSet, rollout, podsOf.get(replicaSet.meta.uid) ?? []))
    .sort((a, b) => b.revision - a.revision || compareTexts(a.name, b.name))
}

const ownerAmong = (pod: Pod, replicaSets: readonly ReplicaSet[]): string | null =>
  pod.meta.owners.find((owner) => replicaSets.some(({ meta }) => meta.uid === owner.uid))?.uid ?? null

function toReplicaSetView(
  replicaSet: ReplicaSet,
  rollout: Rollout | null,
  pods: readonly Pod[],
): ReplicaSetView {
  const { meta, template, status } = replicaSet
  const hash = hashOf(meta)
  const health = replicaSetStatus(replicaSet)
  return {
    uid: meta.uid,
    name: meta.name,
    revision: revisionOf(meta),
    createdAt: meta.createdAt,
    hash,
    status: health,
    icon: replicaSetIcon(health),
    replicas: status.replicas,
    desired: replicaSet.replicas ?? 1,
    available: status.availableReplicas,
    ready: status.readyReplicas,
    template: meta.annotations['experiment.argoproj.io/template-name'] ?? '',
    images: template.containers.map(({ image }) => image),
    initContainerImages: template.initContainers.map(({ image }) => image),
    roles: rollout ? rolesOf(rollout, hash) : [],
    version: rollout ? versionOf(rollout, hash) : 'old',
    scaleDownDeadline: meta.annotations['scale-down-deadline'] ?? null,
    failure: failureOf(replicaSet),
    pods: pods
      .map(toPodView)
      .sort((a, b) => compareInstants(a.createdAt, b.createdAt) || compareTexts(a.name, b.name)),
  }
}

function toPodView(pod: Pod): PodView {
  const { status, ready, restarts } = podStatus(pod)
  const { state, reason } = podReadiness(pod)
  return {
    uid: pod.meta.uid,
    name: pod.meta.name,
    createdAt: pod.meta.createdAt,
    deletedAt: pod.meta.deletedAt,
    node: pod.nodeName,
    state,
    status,
    icon: podIcon(status),
    ready,
    restarts,
    reason,
  }
}

/** How many pods of a ReplicaSet serve: its ready pods, or its own count where pods may not be read. */
export const servingPods = ({ pods, ready }: ReplicaSetView): number =>
  pods.length === 0 ? ready : pods.filter(({ state }) => state === 'ready').length
