import type { MatchedAnswer } from './answer.ts'
import { type Agreement, agreementOf, type Interval, interval95 } from './statistics.ts'

/** What was sampled so far: counts only, however long it goes on. */
export interface Tally {
  /** Answers by the key of their variant. */
  readonly byVariant: ReadonlyMap<string, number>
  /** Answers that cannot be told. */
  readonly unknown: number
  /** Requests without an answer of the app, or with a status of 500 and more. */
  readonly failed: number
}

/** Nothing sampled yet. */
export const emptyTally: Tally = { byVariant: new Map(), unknown: 0, failed: 0 }

/** Counts answers in. One that is an error, yet tells who gave it, is that variant's answer and a failure too. */
export function count(tally: Tally, answers: readonly MatchedAnswer[]): Tally {
  const byVariant = new Map(tally.byVariant)
  let { unknown, failed } = tally
  for (const { status, variant } of answers) {
    if (status === null || status >= 500) failed++
    if (variant !== null) byVariant.set(variant, (byVariant.get(variant) ?? 0) + 1)
    else if (status !== null && status < 500) unknown++
  }
  return { byVariant, unknown, failed }
}

/** How many answers tell who gave them: what shares are made of. */
export const told = ({ byVariant }: Tally): number =>
  [...byVariant.values()].reduce((sum, hits) => sum + hits, 0)

/** A variant's part of a sample beside its counted share. */
export interface Sampled {
  readonly hits: number
  readonly all: number
  /** null before the first answer. */
  readonly share: number | null
  readonly interval: Interval | null
  readonly agreement: Agreement
}

/** What a sample says of one variant; `counted` is its counted share, null where nothing is counted. */
export function sampledOf(tally: Tally, key: string, counted: number | null): Sampled {
  const all = told(tally)
  const hits = tally.byVariant.get(key) ?? 0
  return {
    hits,
    all,
    share: all === 0 ? null : hits / all,
    interval: interval95(hits, all),
    agreement: counted === null ? 'few' : agreementOf(hits, all, counted),
  }
}
