const nanoseconds: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
}

const duration = /^([+-]?)((?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/
const part = /(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/g

/** Longer texts are not durations anyone wrote; the bound keeps hostile ones cheap. */
const longest = 64
const int32 = 2n ** 31n

function durationNanoseconds(text: string): bigint | null {
  const [, sign, parts] = duration.exec(text) ?? []
  if (parts === undefined) return null
  let sum = 0n
  for (const [, whole, fraction = '', unit = ''] of parts.matchAll(part)) {
    const scale = nanoseconds[unit] ?? 0n
    sum += BigInt(whole || '0') * scale
    if (fraction !== '') sum += (BigInt(fraction) * scale) / 10n ** BigInt(fraction.length)
  }
  return sign === '-' ? -sum : sum
}

/**
 * Whole seconds of a pause's duration as written (`600`, `10m`, `1h30m`, `500ms` is 0); null for a pause without end and
 * for what the controller refuses (unreadable or negative). Mirrors argo-rollouts@v1.10.1 pkg/apis/rollouts/v1alpha1/types.go#L863
 */
export function pauseSeconds(written: string | null): number | null {
  if (written === null || written.length > longest) return null
  const seconds = /^[+-]?\d+$/.test(written)
    ? BigInt(written.replace('+', ''))
    : (durationNanoseconds(written) ?? -1_000_000_000n) / 1_000_000_000n
  return seconds < 0n || seconds >= int32 ? null : Number(seconds)
}
