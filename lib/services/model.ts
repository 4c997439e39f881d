import type { Pod, ReplicaSet, Rollout, Service } from '../rollouts/model.ts'
import type { Deployment, EndpointSlice } from '../rollouts/workload-model.ts'

/** One Service joined with everything its picture needs. */
export interface ServiceGraph {
  readonly service: Service
  /** null when they may not be read: then ready pods are counted instead. */
  readonly slices: readonly EndpointSlice[] | null
  /** Those that the selector matches, and those that the slices name. */
  readonly pods: readonly Pod[]
  /** Of the pods, and those without pods whose workload could have some behind this Service. */
  readonly replicaSets: readonly ReplicaSet[]
  /** The workloads whose pods stand, or could stand, behind this Service. */
  readonly rollouts: readonly Rollout[]
  readonly deployments: readonly Deployment[]
}
