import type { AnalysisRun, Experiment } from './analysis-model.ts'
import type { Deployment, ServicePort } from './workload-model.ts'

/** An RFC 3339 instant as Kubernetes writes it. Ages are never stored: who shows them owns the clock. */
export type Instant = string
export type Uid = string

export interface Owner {
  readonly uid: Uid
  readonly kind: string
  readonly name: string
  readonly controller: boolean
}

export interface Meta {
  readonly uid: Uid
  readonly namespace: string
  readonly name: string
  readonly resourceVersion: string
  readonly generation: number
  readonly createdAt: Instant | null
  readonly deletedAt: Instant | null
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly owners: readonly Owner[]
}

/** Something in an object that is not as the CRD has it: where it stands and what is wrong, in words. */
export interface Problem {
  readonly path: string
  readonly message: string
}

export interface Container {
  readonly name: string
  readonly image: string
}

export interface PodTemplate {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly containers: readonly Container[]
  readonly initContainers: readonly Container[]
  /** The colour that the app is told to have, `#rrggbb`; empty where it is told none. */
  readonly color: string
}

/** The kinds of a canary step; `invalid` is a step in which none is recognised. */
export type CanaryStepKind =
  | 'setWeight'
  | 'pause'
  | 'experiment'
  | 'analysis'
  | 'setCanaryScale'
  | 'plugin'
  | 'setHeaderRoute'
  | 'setMirrorRoute'
  | 'invalid'

/**
 * One step as the spec has it. Several members may be present at once; which of them names the step and which
 * completes it are rules of steps.ts, not of this shape. `raw` is the step untouched, for the API.
 */
export interface CanaryStep {
  readonly setWeight: number | null
  readonly pause: PauseStep | null
  readonly experiment: { readonly templates: readonly string[]; readonly duration: string | null } | null
  readonly analysis: { readonly templates: readonly string[] } | null
  readonly setCanaryScale: {
    readonly weight: number | null
    readonly replicas: number | null
    readonly matchTrafficWeight: boolean
  } | null
  readonly plugin: { readonly name: string } | null
  readonly setHeaderRoute: { readonly name: string; readonly removes: boolean } | null
  readonly setMirrorRoute: {
    readonly name: string
    readonly percentage: number | null
    readonly removes: boolean
  } | null
  readonly raw: Readonly<Record<string, unknown>>
}

/** `duration` as written (`10m`, `600`), null for a pause that ends only when a person promotes. */
export interface PauseStep {
  readonly duration: string | null
}

export interface CanaryStrategy {
  readonly steps: readonly CanaryStep[]
  readonly stableService: string | null
  readonly canaryService: string | null
  readonly pingPong: { readonly pingService: string; readonly pongService: string } | null
  readonly trafficRouting: TrafficRouting | null
  /** As written: a number or a percentage; null when absent. */
  readonly maxSurge: string | number | null
  readonly maxUnavailable: string | number | null
  readonly backgroundAnalysis: boolean
  readonly scaleDownDelaySeconds: number | null
  readonly abortScaleDownDelaySeconds: number | null
  readonly dynamicStableScale: boolean
}

export interface TrafficRouting {
  readonly maxTrafficWeight: number | null
  /** The names of the providers present, e.g. `istio`, `nginx`, or a plugin's name. */
  readonly providers: readonly string[]
}

export interface BlueGreenStrategy {
  readonly activeService: string
  readonly previewService: string | null
  /** null when absent, which the controller takes for true. */
  readonly autoPromotionEnabled: boolean | null
  readonly autoPromotionSeconds: number | null
  readonly scaleDownDelaySeconds: number | null
  readonly scaleDownDelayRevisionLimit: number | null
  readonly abortScaleDownDelaySeconds: number | null
  readonly previewReplicaCount: number | null
  readonly prePromotionAnalysis: boolean
  readonly postPromotionAnalysis: boolean
}

export type Strategy =
  | { readonly type: 'Canary'; readonly canary: CanaryStrategy }
  | { readonly type: 'BlueGreen'; readonly blueGreen: BlueGreenStrategy }
  /** Neither or an unreadable strategy: the controller answers InvalidSpec. */
  | { readonly type: 'unknown' }

export interface RolloutSpec {
  /** null when absent; the controller's default is 1. */
  readonly replicas: number | null
  readonly paused: boolean
  readonly strategy: Strategy
  /** null when missing, as it is with a workloadRef, or unreadable. */
  readonly template: PodTemplate | null
  readonly workloadRef: { readonly kind: string; readonly name: string } | null
  readonly restartAt: Instant | null
  readonly progressDeadlineSeconds: number | null
  readonly progressDeadlineAbort: boolean
  readonly revisionHistoryLimit: number | null
  readonly minReadySeconds: number
}

export interface Condition {
  readonly type: string
  readonly status: string
  readonly reason: string
  readonly message: string
  readonly lastUpdateTime: Instant | null
  readonly lastTransitionTime: Instant | null
}

export interface PauseCondition {
  readonly reason: string
  readonly startTime: Instant | null
}

export interface RunStatusRef {
  readonly name: string
  readonly status: string
  readonly message: string
}

export interface TrafficWeight {
  readonly weight: number
  readonly serviceName: string | null
  readonly podTemplateHash: string | null
}

export interface RolloutStatus {
  readonly phase: string
  readonly message: string
  /** A string in the API (see phase.ts for how it is read). */
  readonly observedGeneration: string
  readonly replicas: number
  readonly updatedReplicas: number
  readonly readyReplicas: number
  readonly availableReplicas: number
  readonly currentStepIndex: number | null
  readonly currentPodHash: string
  readonly stableRS: string
  readonly abort: boolean
  readonly abortedAt: Instant | null
  readonly promoteFull: boolean
  readonly controllerPause: boolean
  readonly pauseConditions: readonly PauseCondition[]
  readonly conditions: readonly Condition[]
  readonly restartedAt: Instant | null
  readonly canary: {
    readonly weights: {
      readonly canary: TrafficWeight
      readonly stable: TrafficWeight
      readonly verified: boolean | null
    } | null
    readonly stablePingPong: string
    readonly currentExperiment: string | null
    readonly currentStepAnalysisRun: RunStatusRef | null
    readonly currentBackgroundAnalysisRun: RunStatusRef | null
  }
  readonly blueGreen: {
    readonly activeSelector: string
    readonly previewSelector: string
    readonly prePromotionAnalysisRun: RunStatusRef | null
    readonly postPromotionAnalysisRun: RunStatusRef | null
  }
}

export interface Rollout {
  readonly kind: 'Rollout'
  readonly meta: Meta
  readonly spec: RolloutSpec
  readonly status: RolloutStatus
  /** What could not be read or looks wrong; the rest of the object stands all the same. */
  readonly problems: readonly Problem[]
}

export interface ReplicaSet {
  readonly kind: 'ReplicaSet'
  readonly meta: Meta
  /** null when absent. */
  readonly replicas: number | null
  readonly template: PodTemplate
  readonly status: {
    readonly replicas: number
    readonly readyReplicas: number
    readonly availableReplicas: number
    readonly observedGeneration: number
    readonly conditions: readonly Condition[]
  }
}

export interface ContainerState {
  readonly name: string
  readonly ready: boolean
  readonly started: boolean | null
  readonly restartCount: number
  readonly waiting: { readonly reason: string; readonly message: string } | null
  readonly running: { readonly startedAt: Instant | null } | null
  readonly terminated: {
    readonly reason: string
    readonly message: string
    readonly exitCode: number
    readonly signal: number
    readonly finishedAt: Instant | null
  } | null
}

export interface Pod {
  readonly kind: 'Pod'
  readonly meta: Meta
  readonly nodeName: string | null
  readonly containers: readonly Container[]
  readonly initContainers: readonly (Container & { readonly restartPolicy: string | null })[]
  readonly status: {
    readonly phase: string
    readonly reason: string
    readonly message: string
    readonly conditions: readonly Condition[]
    readonly initContainerStatuses: readonly ContainerState[]
    readonly containerStatuses: readonly ContainerState[]
  }
}

export interface Service {
  readonly kind: 'Service'
  readonly meta: Meta
  readonly selector: Readonly<Record<string, string>>
  /** `ClusterIP` where it says none. */
  readonly type: string
  readonly headless: boolean
  readonly externalName: string
  readonly ports: readonly ServicePort[]
  /** Seconds for which a client stays with one pod; null without session affinity. */
  readonly affinitySeconds: number | null
  readonly publishNotReady: boolean
}

/** A kind without which the picture is true but has a hole, by its resource. */
export type Unlisted = 'analysisruns' | 'experiments'

/** One Rollout joined with everything its picture needs. */
export interface RolloutGraph {
  readonly rollout: Rollout
  /** Owned by the Rollout or by one of its Experiments, at any revision. */
  readonly replicaSets: readonly ReplicaSet[]
  readonly pods: readonly Pod[]
  /** Owned by the Rollout or by one of its Experiments. */
  readonly analysisRuns: readonly AnalysisRun[]
  readonly experiments: readonly Experiment[]
  /** Which of these two could not be listed, so that none is no knowledge; not those whose first list is under way. */
  readonly unlisted: readonly Unlisted[]
  /** The Services that the strategy names; one that is named but not found is simply not here. null when they may not be read. */
  readonly services: readonly Service[] | null
  /** The names of the Services that select its pods, sorted; empty where they may not be read. */
  readonly selectedBy: readonly string[]
  /** The Deployment of `workloadRef`, where there is one. */
  readonly workload: Deployment | null
}
