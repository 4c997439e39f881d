import type { Rollout, RolloutSpec } from './model.ts'

/** spec.replicas with the controller's default of 1. Mirrors argo-rollouts@v1.10.1 utils/defaults/defaults.go#L111 */
export const desiredReplicas = ({ replicas }: RolloutSpec): number => replicas ?? 1

/** Whether the newest template is the stable one; false before the first deployment. Mirrors argo-rollouts@v1.10.1 utils/rollout/rolloututil.go#L21 */
export const isFullyPromoted = ({ status }: Pick<Rollout, 'status'>): boolean =>
  status.stableRS !== '' && status.stableRS === status.currentPodHash
