import type { CommonRow } from '../rollouts/common-row.ts'
import type { Container, Instant } from '../rollouts/model.ts'
import type { Counts, PauseView, Phase, ReplicaSetView, Verdict } from '../rollouts/view.ts'

/** What can be done to a Deployment, in kubectl's words. */
export const deploymentActions = ['pause', 'resume', 'restart', 'undo', 'set-image', 'scale'] as const
export type DeploymentAction = (typeof deploymentActions)[number]

/** An action with what it needs to be told. */
export type DeploymentOrder =
  | { readonly action: 'pause' | 'resume' | 'restart' }
  /** The ReplicaSet holds the revision's template. */
  | { readonly action: 'undo'; readonly revision: number; readonly replicaSet: string }
  | { readonly action: 'set-image'; readonly container: string; readonly image: string }
  | { readonly action: 'scale'; readonly replicas: number }

/** What the fleet knows of a Deployment. JSON only, instants and no ages, so that equality means "nothing changed". */
export interface DeploymentRow extends CommonRow {
  readonly kind: 'Deployment'
  readonly phase: Phase
  /** What `kubectl rollout status` says, or why pods cannot be made; empty while Healthy. */
  readonly message: string
  readonly strategy: 'RollingUpdate' | 'Recreate' | ''
  /** Stands still until somebody resumes it. */
  readonly pause: PauseView | null
  /** The part of the ready pods that are of the new version, 0 to 1; null when no pod is ready. */
  readonly share: number | null
  /** Old pods are being replaced, or a new template waits to be rolled out. */
  readonly updating: boolean
  readonly counts: Counts
  /** The Rollout whose workloadRef names it: that runs the pods. */
  readonly rollout: string | null
}

/** How far the number of pods may differ from what is wanted, and what that allows right now. */
export interface WindowView {
  readonly desired: number
  /** As written, e.g. `25%`; null where the strategy has none. */
  readonly maxSurge: string | null
  readonly maxUnavailable: string | null
  /** In pods: so many more, and so many fewer, than desired. */
  readonly surge: number
  readonly unavailable: number
  /** Pods there are, wanted by all ReplicaSets together, and available. */
  readonly current: number
  readonly planned: number
  readonly available: number
  /** So many pods the controller may make and take away in its next step. */
  readonly mayAdd: number
  readonly mayRemove: number
}

/** On what the next step of an update waits; null when none is to come. */
export type AwaitedView =
  /** The controller has not seen the last change. */
  | { readonly what: 'controller' }
  | { readonly what: 'person' }
  /** New pods that are not available yet. */
  | { readonly what: 'new-pods'; readonly count: number }
  /** Old pods that are still there. */
  | { readonly what: 'old-pods'; readonly count: number }
  /** Nothing: the controller may make or take away pods at once. */
  | { readonly what: 'nothing' }

/** One revision that can be gone back to, as `kubectl rollout history` lists it. */
export interface RevisionEntry {
  readonly number: number
  readonly replicaSet: string
  readonly createdAt: Instant | null
  readonly images: readonly string[]
  /** Empty when there is none. */
  readonly changeCause: string
  /** When this revision came of a restart. */
  readonly restartedAt: Instant | null
  /** The one that the Deployment is at. */
  readonly current: boolean
}

/** Everything the page of one Deployment, its JSON and its texts are made of. */
export interface DeploymentDetail {
  readonly row: DeploymentRow
  readonly resourceVersion: string
  /** Changes with everything a person decides upon; an action carries the one that was confirmed. */
  readonly stateKey: string
  readonly generation: number
  readonly observedGeneration: number
  /** What `kubectl rollout status` prints, and whether it does so as an error. */
  readonly status: { readonly text: string; readonly failed: boolean; readonly done: boolean }
  readonly containers: readonly Container[]
  readonly initContainers: readonly Container[]
  readonly window: WindowView
  readonly awaited: AwaitedView | null
  /** When the controller calls the update failed unless something moves before; null where no such clock runs. */
  readonly deadlineAt: Instant | null
  /** The Services that select its pods, sorted; empty where they may not be read. */
  readonly selectedBy: readonly string[]
  /** The ReplicaSet of the present template; null until there is one. */
  readonly newest: string | null
  /** Newest revision first. */
  readonly replicaSets: readonly ReplicaSetView[]
  /** Newest first. */
  readonly history: readonly RevisionEntry[]
  readonly conditions: readonly {
    readonly type: string
    readonly status: string
    readonly reason: string
    readonly message: string
    readonly lastTransitionTime: Instant | null
  }[]
  readonly minReadySeconds: number
  readonly progressDeadlineSeconds: number | null
  readonly revisionHistoryLimit: number | null
  readonly deleted: boolean
  readonly verdicts: Readonly<Record<DeploymentAction, Verdict>>
}
