import { type RollingBounds, rollingBounds } from '../../../rollouts/rolling.ts'
import type { Json, JsonObject } from '../../objects/json.ts'
import { at, textAt } from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import { type Condition, readConditions } from '../conditions.ts'
import { byCreation, labelOf, sizeOf, wholeAnnotationOf, withAnnotations, withStatus } from '../facts.ts'
import { templateHash } from '../template-hash.ts'
import { createJournal, type Journal } from '../writes.ts'

export const HASH = 'pod-template-hash'
export const REVISION = 'deployment.kubernetes.io/revision'
export const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history'
export const DESIRED_REPLICAS = 'deployment.kubernetes.io/desired-replicas'
export const MAX_REPLICAS = 'deployment.kubernetes.io/max-replicas'

/** A Deployment, the ReplicaSets that it controls, and their pods. */
export interface DeploymentParts {
  readonly deployment: KubeObject
  readonly replicaSets: readonly KubeObject[]
  readonly pods: readonly KubeObject[]
}

/** One look at a Deployment; it changes while it goes on. */
export interface Look extends RollingBounds {
  readonly now: number
  readonly journal: Journal
  readonly pods: readonly KubeObject[]
  /** The hash of the Deployment's own template. */
  readonly wanted: string
  deployment: KubeObject
  sets: readonly KubeObject[]
}

/** The facts of one Deployment, with nothing written yet. */
export function beginLook({ deployment, replicaSets, pods }: DeploymentParts, now: number): Look {
  const rolling = at(deployment, 'spec', 'strategy', 'rollingUpdate')
  const limit = (key: string) => {
    const value = at(rolling, key)
    return typeof value === 'string' || typeof value === 'number' ? value : null
  }
  return {
    ...rollingBounds({
      replicas: sizeOf(deployment),
      strategy: textAt(deployment, 'spec', 'strategy', 'type'),
      maxSurge: limit('maxSurge'),
      maxUnavailable: limit('maxUnavailable'),
    }),
    now,
    journal: createJournal(),
    pods,
    // Another one than a Rollout's of the same template: their ReplicaSets may have the same name before it.
    wanted: templateHash(`deployed ${templateHash(at(deployment, 'spec', 'template') ?? null)}`),
    deployment,
    sets: replicaSets.toSorted(byCreation),
  }
}

/** The ReplicaSet of the Deployment's template; null until it is created. Mirrors k8s.io/kubernetes@v1.36.3 pkg/controller/deployment/util/deployment_util.go#L629 */
export const newSet = (look: Look): KubeObject | null =>
  look.sets.find((set) => labelOf(set, HASH) === look.wanted) ?? null

/** Every ReplicaSet of the Deployment but the one of its template. */
export const oldSets = (look: Look): readonly KubeObject[] =>
  look.sets.filter((set) => labelOf(set, HASH) !== look.wanted)

/** The revision a Deployment or its ReplicaSet carries; 0 before it has one. */
export const revisionOf = (object: KubeObject): number => wholeAnnotationOf(object, REVISION) ?? 0

/** Puts a changed ReplicaSet in the place of what it was. */
export function replaceSet(look: Look, set: KubeObject): void {
  look.sets = look.sets.map((one) => (one.metadata.uid === set.metadata.uid ? set : one))
}

/** The conditions the Deployment has before this look. */
export const conditionsOf = (look: Look): readonly Condition[] => readConditions(look.deployment.status)

/** Writes status and annotations of the Deployment; the real API server takes both in one. */
export function writeDeployment(
  look: Look,
  status: JsonObject,
  annotations: Readonly<Record<string, string>> = {},
): void {
  look.deployment = look.journal.change('deployments', look.deployment, 'status', (latest) =>
    withStatus(withAnnotations(latest, annotations), status),
  )
}

/** `spec.progressDeadlineSeconds`, 600 where it is left out. */
export function deadlineSeconds(deployment: Json): number {
  const seconds = at(deployment, 'spec', 'progressDeadlineSeconds')
  return typeof seconds === 'number' ? seconds : 600
}
