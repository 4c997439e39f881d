/** The label that tells the ReplicaSets, pods and Services of one template from all others. */
export const HASH = 'rollouts-pod-template-hash'

export const REVISION = 'rollout.argoproj.io/revision'
/** Which generation of its workload the Rollout's template is from. */
export const WORKLOAD_GENERATION = 'rollout.argoproj.io/workload-generation'
export const REVISION_HISTORY = 'rollout.argoproj.io/revision-history'
export const DESIRED_REPLICAS = 'rollout.argoproj.io/desired-replicas'
export const SCALE_DOWN_DEADLINE = 'scale-down-deadline'
export const MANAGED_BY = 'argo-rollouts.argoproj.io/managed-by-rollouts'
