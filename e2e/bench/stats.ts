/** The smallest value that at least this share of the values does not exceed; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

/** Milliseconds; `null` is what did not come within the limit. */
export type Times = readonly (number | null)[]

export interface Spread {
  readonly samples: number
  readonly missing: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
}

export const came = (times: Times): readonly number[] => times.filter((time) => time !== null)

export const tenths = (value: number): number => Math.round(value * 10) / 10

/** The spread of what came, in milliseconds with one decimal. */
export function spread(times: Times): Spread {
  const seen = came(times)
  const at = (share: number) => tenths(percentile(seen, share))
  return {
    samples: times.length,
    missing: times.length - seen.length,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: at(1),
  }
}

/** Milliseconds of the machine's one monotonic clock, the same in every process. */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6
