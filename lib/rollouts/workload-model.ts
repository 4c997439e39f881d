import type { Condition, Meta, PodTemplate, Uid } from './model.ts'

/** A Deployment of apps/v1. */
export interface Deployment {
  readonly kind: 'Deployment'
  readonly meta: Meta
  readonly spec: {
    /** null when absent; the API server's default is 1. */
    readonly replicas: number | null
    readonly paused: boolean
    /** `RollingUpdate` or `Recreate`, as written. */
    readonly strategy: string
    /** As written: a number or a percentage; null when absent. */
    readonly maxSurge: string | number | null
    readonly maxUnavailable: string | number | null
    readonly minReadySeconds: number
    readonly progressDeadlineSeconds: number | null
    readonly revisionHistoryLimit: number | null
  }
  readonly template: PodTemplate
  readonly status: {
    readonly observedGeneration: number
    readonly replicas: number
    readonly updatedReplicas: number
    readonly readyReplicas: number
    readonly availableReplicas: number
    readonly conditions: readonly Condition[]
  }
}

/** The addresses behind a Service, or a slice of them. */
export interface EndpointSlice {
  readonly kind: 'EndpointSlice'
  readonly meta: Meta
  /** The Service it belongs to; empty for one that belongs to none. */
  readonly service: string
  /** `IPv4`, `IPv6` or `FQDN`: of all its addresses. */
  readonly addressType: string
  readonly endpoints: readonly Endpoint[]
}

export interface Endpoint {
  readonly addresses: readonly string[]
  /** null when absent, which consumers take for true. */
  readonly ready: boolean | null
  readonly serving: boolean | null
  readonly terminating: boolean | null
  /** What stands behind the address; null where it is nothing of the cluster. */
  readonly target: { readonly kind: string; readonly name: string; readonly uid: Uid } | null
  readonly node: string | null
}

export interface ServicePort {
  /** Empty where it has none. */
  readonly name: string
  readonly port: number
  readonly protocol: string
  /** Empty where it says none. */
  readonly appProtocol: string
}
