import type { CommonRow } from '../rollouts/common-row.ts'
import type { Counts, Phase, PodView, Version } from '../rollouts/view.ts'
import type { ServicePort } from '../rollouts/workload-model.ts'
import type { Maker } from './owner.ts'

/** What a variant is drawn in: a version's hue where all are revisions of one workload, a letter's where workloads stand side by side. */
export type Hue = Version | 'a' | 'b' | 'c' | 'd'

/** Where the counts come from: ready endpoints, or ready pods where EndpointSlices may not be read. */
export type CountedBy = 'endpoints' | 'pods'

/**
 * workloads: ready pods of two or more workloads (an A/B); revisions: of two or more revisions of one; one: of one alone; none: nobody
 * is ready.
 */
export type Split = 'workloads' | 'revisions' | 'one' | 'none'

/** A variant as the fleet tells it. */
export interface VariantShare {
  readonly key: string
  readonly hue: Hue
  /** `A`, or `A#2` for one of several revisions of a workload; empty where hues are versions. */
  readonly letter: string
  /** Null where an address is known to be no pod of the cluster, or its pod may not be read. */
  readonly maker: Maker | null
  readonly revision: number | null
  readonly images: readonly string[]
  /** Ready endpoints. */
  readonly ready: number
}

export interface VariantView extends VariantShare {
  readonly hash: string
  /** The colour that the app is told to have, `#rrggbb`; empty where it is told none. */
  readonly color: string
  /** All endpoints, ready or not. */
  readonly endpoints: number
  /** Endpoints on their way out that still answer. */
  readonly draining: number
  /** Of all its pods. */
  readonly restarts: number
  /** The labels that tell it from the others. */
  readonly labels: Readonly<Record<string, string>>
  /** Also those that are no endpoints (yet). */
  readonly pods: readonly PodView[]
}

/** A workload whose replicas decide the shares. */
export interface ScaleTarget {
  readonly maker: Maker
  readonly letter: string
  readonly hue: Hue
  /** spec.replicas as of now. */
  readonly replicas: number
}

/** What the fleet knows of a Service of several workloads or revisions. JSON only, instants and no ages. */
export interface ServiceRow extends CommonRow {
  readonly kind: 'Service'
  /** Of the pods behind it: Healthy while all of them are ready. */
  readonly phase: Phase
  readonly split: Split
  readonly countedBy: CountedBy
  /** Of endpoints. */
  readonly counts: Counts
  readonly variants: readonly VariantShare[]
}

/** Everything the page of one Service and its JSON are made of. */
export interface ServiceDetail {
  readonly row: ServiceRow
  readonly type: string
  /** Answers by its pods' own addresses: whoever asks chooses one of them. */
  readonly headless: boolean
  /** Where an ExternalName leads; empty for every other. */
  readonly externalName: string
  readonly selector: Readonly<Record<string, string>>
  readonly ports: readonly ServicePort[]
  /** Seconds for which a client stays with one pod; null where each connection is shared out anew. */
  readonly affinitySeconds: number | null
  readonly publishNotReady: boolean
  readonly variants: readonly VariantView[]
  /** What may be scaled to change the shares; empty where they follow a release. */
  readonly targets: readonly ScaleTarget[]
}
