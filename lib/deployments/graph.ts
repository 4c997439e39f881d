import type { Pod, ReplicaSet } from '../rollouts/model.ts'
import type { Deployment } from '../rollouts/workload-model.ts'

/** One Deployment joined with everything its picture needs. */
export interface DeploymentGraph {
  readonly deployment: Deployment
  /** Owned by it, at any revision. */
  readonly replicaSets: readonly ReplicaSet[]
  readonly pods: readonly Pod[]
  /** The names of the Rollouts whose workloadRef names it. */
  readonly rollouts: readonly string[]
  /** The names of the Services that select its pods, sorted; empty where they may not be read. */
  readonly selectedBy: readonly string[]
}
