import { queryOptions, skipToken } from '@tanstack/react-query'
import { type RolloutRef, sampleApi, scaleApi } from '../paths.ts'
import type { MatchedAnswer } from '../services/answer.ts'
import type { ScaleChange } from '../services/scale.ts'
import type { ServiceDetail } from '../services/view.ts'
import { pageKey } from '../stream/page.ts'
import { postJson } from './http.ts'
import { type Known, pageQueryKey } from './page.ts'

/** One Service; the stream fills it, undefined until the first word. */
export const serviceQuery = (ref: RolloutRef) =>
  queryOptions<Known<ServiceDetail>>({
    queryKey: pageQueryKey(ref.cluster, pageKey('services', ref)),
    queryFn: skipToken,
  })

/** What a batch of requests to a Service brought. */
export interface SampleAnswer {
  readonly path: string
  readonly port: string
  readonly answers: readonly MatchedAnswer[]
  /** Milliseconds after which more may be asked; 0 at once. */
  readonly retryAfterMs: number
}

interface SampleQuestion {
  readonly path: string
  /** Null for the port that speaks HTTP. */
  readonly port: string | null
  readonly count: number
}

/** Sends a few requests to a Service and answers who has answered. */
export const postSample = (
  ref: RolloutRef,
  question: SampleQuestion,
  signal: AbortSignal,
): Promise<SampleAnswer> => postJson(sampleApi(ref), question, signal)

/** What the API server made of each change. */
export interface Scaled {
  readonly dryRun: boolean
  readonly scaled: readonly { readonly kind: string; readonly name: string; readonly replicas: number }[]
}

/** Scales workloads behind a Service, or asks the API server whether it would. */
export const postScale = (
  ref: RolloutRef,
  changes: readonly ScaleChange[],
  dryRun: boolean,
): Promise<Scaled> => postJson(scaleApi(ref), { changes, dryRun })
