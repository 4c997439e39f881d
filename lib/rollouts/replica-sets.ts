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
  const podsOf = groupPods(pods, owned)
  return owned
    .map((replicaSet) => {
      const hash = hashOf(replicaSet.meta)
      return toSetView(replicaSet, podsOf.get(replicaSet.meta.uid) ?? [], {
        revision: revisionOf(replicaSet.meta),
        hash,
        roles: rollout ? rolesOf(rollout, hash) : [],
        version: rollout ? versionOf(rollout, hash) : 'old',
      })
    })
    .sort((a, b) => b.revision - a.revision || compareTexts(a.name, b.name))
}

/** The pods of each of these ReplicaSets, by its uid; what belongs to none of them is under null. */
export const groupPods = (
  pods: readonly Pod[],
  replicaSets: readonly ReplicaSet[],
): ReadonlyMap<string | null, readonly Pod[]> => Map.groupBy(pods, (pod) => ownerAmong(pod, replicaSets))

const ownerAmong = (pod: Pod, replicaSets: readonly ReplicaSet[]): string | null =>
  pod.meta.owners.find((owner) => replicaSets.some(({ meta }) => meta.uid === owner.uid))?.uid ?? null

/** One ReplicaSet with its pods, from old to new, and the part it plays. */
export function toSetView(
  replicaSet: ReplicaSet,
  pods: readonly Pod[],
  part: Pick<ReplicaSetView, 'revision' | 'hash' | 'roles' | 'version'>,
): ReplicaSetView {
  const { meta, template, status } = replicaSet
  const health = replicaSetStatus(replicaSet)
  return {
    uid: meta.uid,
    name: meta.name,
    revision: part.revision,
    createdAt: meta.createdAt,
    hash: part.hash,
    status: health,
    icon: replicaSetIcon(health),
    replicas: status.replicas,
    desired: replicaSet.replicas ?? 1,
    available: status.availableReplicas,
    ready: status.readyReplicas,
    template: meta.annotations['experiment.argoproj.io/template-name'] ?? '',
    images: template.containers.map(({ image }) => image),
    initContainerImages: template.initContainers.map(({ image }) => image),
    color: template.color,
    roles: part.roles,
    version: part.version,
    scaleDownDeadline: meta.annotations['scale-down-deadline'] ?? null,
    failure: failureOf(replicaSet),
    pods: pods
      .map(toPodView)
      .sort((a, b) => compareInstants(a.createdAt, b.createdAt) || compareTexts(a.name, b.name)),
  }
}

/** What is told of one pod. */
export function toPodView(pod: Pod): PodView {
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
