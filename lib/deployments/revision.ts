import type { Condition, Meta } from '../rollouts/model.ts'
import type { Deployment } from '../rollouts/workload-model.ts'

/** The label by which a ReplicaSet of a Deployment and its pods name their template. */
export const hashLabel = 'pod-template-hash'
export const revisionAnnotation = 'deployment.kubernetes.io/revision'
export const changeCauseAnnotation = 'kubernetes.io/change-cause'
export const restartedAtAnnotation = 'kubectl.kubernetes.io/restartedAt'

/** The revision annotation as a number, 0 when missing or unreadable. Mirrors kubernetes@v1.36.3 pkg/controller/deployment/util/deployment_util.go#L218 */
export function revisionOf(meta: Meta): number {
  const written = meta.annotations[revisionAnnotation] ?? ''
  return /^[+-]?\d{1,15}$/.test(written) ? Number.parseInt(written, 10) || 0 : 0
}

/** The API server's default where a Deployment says nothing. */
export const desiredReplicas = ({ spec }: Deployment): number => spec.replicas ?? 1

/** Whether the controller has seen the spec. Mirrors kubectl@v0.36.3 pkg/polymorphichelpers/rollout_status.go#L76 */
export const isGenerationObserved = ({ meta, status }: Deployment): boolean =>
  meta.generation <= status.observedGeneration

/** The condition of this type. */
export const conditionOf = ({ status }: Deployment, type: string): Condition | undefined =>
  status.conditions.find((condition) => condition.type === type)
