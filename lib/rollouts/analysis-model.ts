import type { Instant, Meta } from './model.ts'

export interface Measurement {
  readonly phase: string
  readonly value: string
  readonly message: string
  readonly startedAt: Instant | null
  readonly finishedAt: Instant | null
  /** null when the measurement has no metadata at all, which is not the same as an empty map. */
  readonly metadata: Readonly<Record<string, string>> | null
}

export interface MetricSpec {
  readonly name: string
  readonly successCondition: string
  readonly failureCondition: string
  /** The integer form only: a text such as "3" counts 0, as in the CLI's own info. */
  readonly count: number
  readonly inconclusiveLimit: number
  readonly failureLimit: number
}

export interface MetricResult {
  readonly name: string
  readonly phase: string
  readonly message: string
  readonly successful: number
  readonly failed: number
  readonly inconclusive: number
  readonly error: number
  readonly dryRun: boolean
  readonly measurements: readonly Measurement[]
}

export interface AnalysisRun {
  readonly kind: 'AnalysisRun'
  readonly meta: Meta
  readonly metrics: readonly MetricSpec[]
  readonly phase: string
  readonly message: string
  readonly startedAt: Instant | null
  readonly completedAt: Instant | null
  readonly metricResults: readonly MetricResult[]
}

export interface Experiment {
  readonly kind: 'Experiment'
  readonly meta: Meta
  readonly phase: string
  readonly message: string
}
