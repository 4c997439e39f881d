import type { Meta } from './model.ts'

/** The label by which ReplicaSets, their pods and the Services' selectors name a pod template. */
export const hashLabel = 'rollouts-pod-template-hash'

/** The pod template hash an object is labelled with; empty when it has none. */
export const hashOf = (meta: Meta): string => meta.labels[hashLabel] ?? ''

/** The revision annotation as a number, 0 when missing or unreadable. Mirrors argo-rollouts@v1.10.1 pkg/kubectl-argo-rollouts/info/info.go#L58 */
export function revisionOf(meta: Meta): number {
  const written = meta.annotations['rollout.argoproj.io/revision'] ?? ''
  return /^[+-]?\d+$/.test(written) ? Number.parseInt(written, 10) || 0 : 0
}

/** Whether any ownerReference names the uid. Mirrors argo-rollouts@v1.10.1 pkg/kubectl-argo-rollouts/info/info.go#L47 */
export const ownedBy = (meta: Meta, uid: string): boolean => meta.owners.some((owner) => owner.uid === uid)
