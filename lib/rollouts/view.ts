import type { CanaryStepKind, Container, Instant, Problem, Uid, Unlisted } from './model.ts'

/** The phases a person is told; `unknown` only when the object says something else. */
export type Phase = 'Healthy' | 'Progressing' | 'Paused' | 'Degraded' | 'Unknown'

export type Role = 'stable' | 'canary' | 'active' | 'preview' | 'ping' | 'pong'

/** Which of the two hues a thing wears: the version all users have (behind the active Service for blue-green), the one coming, or any other. */
export type Version = 'stable' | 'next' | 'old'

/** May a thing be done, and if not, why, in a sentence that starts with a capital and ends with a full stop. */
export type Verdict = { readonly allowed: true } | { readonly allowed: false; readonly because: string }

export const actions = ['promote', 'promote-full', 'abort', 'retry'] as const
export type Action = (typeof actions)[number]

export interface ImageView {
  /** The whole reference, as in the spec. */
  readonly image: string
  /** In the order the CLI prints them. */
  readonly tags: readonly string[]
}

export interface Counts {
  readonly desired: number
  readonly current: number
  readonly updated: number
  readonly ready: number
  readonly available: number
}

/** Why the Rollout stands still, where it does. */
export type PauseView =
  /** A person must decide: a pause without duration, autoPromotionEnabled false, an inconclusive run, or spec.paused. */
  | { readonly waitsFor: 'person'; readonly reason: string; readonly since: Instant | null }
  /** Goes on by itself at `until` (null while that cannot be computed). */
  | {
      readonly waitsFor: 'clock'
      readonly reason: string
      readonly since: Instant | null
      readonly until: Instant | null
    }

/** The three shares of the new version, kept apart; null is "unknown", never a copy of another one. */
export interface TrafficView {
  /** What the plan wants: the CLI's SetWeight, in parts of `max`; 0 once promoted, when no new version is under way. */
  readonly wanted: number
  /** What a traffic router recorded in status.canary.weights; null without a router or without a record. */
  readonly recorded: number | null
  readonly verified: boolean | null
  /** Ready pods of the new version among all ready pods of stable and new. */
  readonly counted: { readonly next: number; readonly stable: number }
  readonly max: number
  /** Names of the traffic routers; empty when pods are the only split. */
  readonly routers: readonly string[]
}

export interface StepView {
  readonly index: number
  readonly kind: CanaryStepKind
  /** The CLI's own text, e.g. `setWeight: 25`, `pause: 10m`. */
  readonly text: string
  /** The weight in force while this step runs. */
  readonly weight: number
  /** Seconds of a timed pause; null for none or for one without end. */
  readonly pauseSeconds: number | null
  readonly state: 'done' | 'current' | 'todo'
  /** Pods of the new and of the stable version that the plan wants here (basic canary); null where a router decides. */
  readonly replicas: { readonly next: number; readonly stable: number } | null
}

export interface PlanView {
  /** 0-based, equal to `steps.length` when all are done; as status.currentStepIndex has it. */
  readonly index: number
  readonly steps: readonly StepView[]
}

export type PodState = 'ready' | 'starting' | 'failing' | 'terminating' | 'completed' | 'unknown'

export interface PodView {
  readonly uid: Uid
  readonly name: string
  readonly createdAt: Instant | null
  readonly deletedAt: Instant | null
  readonly node: string | null
  /** By readiness, not by phase. */
  readonly state: PodState
  /** The CLI's status text (`Running`, `CrashLoopBackOff`, `Init:0/1`, `Terminating`) and its icon. */
  readonly status: string
  readonly icon: string
  /** `readyContainers/containers`, as the CLI counts. */
  readonly ready: string
  readonly restarts: number
  /** Why it is not ready, in the kubelet's words; empty when it is. */
  readonly reason: string
}

export interface ReplicaSetView {
  readonly uid: Uid
  readonly name: string
  readonly revision: number
  readonly createdAt: Instant | null
  readonly hash: string
  readonly status: 'Progressing' | 'ReplicaFailure' | 'ScaledDown' | 'Healthy'
  readonly icon: string
  /** status.replicas, spec.replicas and status.availableReplicas. */
  readonly replicas: number
  readonly desired: number
  readonly available: number
  readonly ready: number
  readonly template: string
  readonly images: readonly string[]
  readonly initContainerImages: readonly string[]
  /** The colour that the app is told to have, `#rrggbb`; empty where it is told none. */
  readonly color: string
  /** In the order of the CLI's info column. */
  readonly roles: readonly Role[]
  readonly version: Version
  /** The annotation's raw text; null when absent. */
  readonly scaleDownDeadline: string | null
  /** The message of a ReplicaFailure condition, e.g. a quota; empty otherwise. */
  readonly failure: string
  readonly pods: readonly PodView[]
}

export interface JobView {
  readonly name: string
  readonly namespace: string
  readonly metricName: string
  readonly status: string
  readonly icon: string
  readonly startedAt: Instant | null
}

export interface MeasurementView {
  readonly metricName: string
  readonly value: string
  readonly status: string
  readonly startedAt: Instant | null
}

export interface AnalysisRunView {
  readonly uid: Uid
  readonly name: string
  readonly revision: number
  readonly createdAt: Instant | null
  /** `rollout-type` label: Step, Background, PrePromotion, PostPromotion; empty when it has none. */
  readonly type: string
  readonly status: string
  readonly icon: string
  readonly message: string
  readonly successful: number
  readonly failed: number
  readonly inconclusive: number
  readonly error: number
  readonly metrics: readonly {
    readonly name: string
    readonly successCondition: string
    readonly count: number
    readonly inconclusiveLimit: number
    readonly failureLimit: number
  }[]
  readonly jobs: readonly JobView[]
  readonly measurements: readonly MeasurementView[]
}

export interface ExperimentView {
  readonly uid: Uid
  readonly name: string
  readonly revision: number
  readonly createdAt: Instant | null
  readonly status: string
  readonly icon: string
  readonly message: string
  readonly replicaSets: readonly ReplicaSetView[]
  readonly analysisRuns: readonly AnalysisRunView[]
}

export interface RevisionView {
  readonly number: number
  readonly replicaSets: readonly ReplicaSetView[]
  readonly experiments: readonly ExperimentView[]
  readonly analysisRuns: readonly AnalysisRunView[]
}

/** One Service of a Rollout and what stands behind it. */
export interface LaneView {
  readonly role: 'active' | 'preview' | 'stable' | 'canary' | 'ping' | 'pong'
  readonly service: string
  /** False when the Rollout names a Service that is not there; null when Services may not be read. */
  readonly found: boolean | null
  readonly selector: Readonly<Record<string, string>>
  /** The ReplicaSet its hash selector points at; null when it has none or it is not there. */
  readonly replicaSet: string | null
  readonly revision: number | null
  readonly version: Version
  readonly images: readonly string[]
  readonly ready: number
  readonly desired: number
}

/** What the fleet knows of a Rollout. JSON only, instants and no ages, so that equality means "nothing changed". */
export interface RolloutRow {
  readonly kind: 'Rollout'
  readonly uid: Uid
  readonly namespace: string
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly createdAt: Instant | null
  readonly phase: Phase
  /** What `get rollout` prints as the message; empty when there is none. Whether it is the controller's own: see `controllerWords`. */
  readonly message: string
  /** Whether a controller has written anything of it; false until one looks at it for the first time. */
  readonly seen: boolean
  readonly strategy: 'Canary' | 'BlueGreen' | ''
  /** `1/5` as the CLI prints it; empty when there are no steps. */
  readonly step: string
  readonly stepIndex: number | null
  /** The weight at each step, for the small staircase; empty without steps. */
  readonly stepWeights: readonly number[]
  readonly setWeight: number | null
  readonly actualWeight: number | null
  /** The part of the users that is served the new version, 0 to 1, as the page's traffic bar has it; null when nobody knows. */
  readonly share: number | null
  /** What 100 % is called in these weights; 100 unless a traffic router has another maximum. */
  readonly maxWeight: number
  readonly pause: PauseView | null
  readonly aborted: boolean
  readonly fullyPromoted: boolean
  /** Images all users have, and those coming (empty when nothing is under way). */
  readonly stableImages: readonly string[]
  readonly nextImages: readonly string[]
  readonly revision: number
  readonly counts: Counts
  /** What the new ReplicaSet waits for, e.g. `ImagePullBackOff`, worst first; empty when nothing does. */
  readonly trouble: readonly string[]
  /** When the oldest blue-green or routed ReplicaSet in its delay is scaled down. */
  readonly scaleDownAt: Instant | null
  /** The last instant at which something of the state moved. */
  readonly changedAt: Instant | null
  readonly problems: readonly Problem[]
}

/** Everything the page of one Rollout, its JSON and its text are made of. */
export interface RolloutDetail {
  readonly row: RolloutRow
  readonly resourceVersion: string
  /** Changes with everything a person decides upon (see state-key.ts); an action carries the one that was confirmed. */
  readonly stateKey: string
  readonly generation: number
  readonly observedGeneration: string
  readonly icon: string
  readonly restartedAt: Instant | null
  readonly containers: readonly Container[]
  readonly initContainers: readonly Container[]
  readonly images: readonly ImageView[]
  readonly traffic: TrafficView | null
  readonly plan: PlanView | null
  readonly lanes: readonly LaneView[]
  /** The Services that select its pods and are no lanes, because the strategy does not name them; sorted. */
  readonly selectedBy: readonly string[]
  readonly revisions: readonly RevisionView[]
  /** In the CLI's order. */
  readonly replicaSets: readonly ReplicaSetView[]
  readonly experiments: readonly ExperimentView[]
  readonly analysisRuns: readonly AnalysisRunView[]
  /** Of which of these two it is not known whether there are any, because they could not be listed. */
  readonly unlisted: readonly Unlisted[]
  readonly conditions: readonly {
    readonly type: string
    readonly status: string
    readonly reason: string
    readonly message: string
    readonly lastTransitionTime: Instant | null
  }[]
  /** Facts that sentences and confirmation cards are made of. */
  readonly autoPromotion: { readonly enabled: boolean; readonly seconds: number | null } | null
  /** How long the old pods live on after a switch; 0 for ever, null not at all. */
  readonly scaleDownDelaySeconds: number | null
  readonly abortScaleDownDelaySeconds: number | null
  readonly workloadRef: { readonly kind: string; readonly name: string } | null
  readonly restartAt: Instant | null
  readonly stepsRaw: readonly Readonly<Record<string, unknown>>[]
  readonly verdicts: Readonly<Record<Action, Verdict>>
}
