const binary: Readonly<Record<string, number>> = { Ki: 1, Mi: 2, Gi: 3, Ti: 4, Pi: 5, Ei: 6 }
const decimal: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
}

/** One text for all ways to write a quantity (`1000m` is `1`); what is none stays as it is. */
export function canonicalQuantity(text: string): string {
  const [, digits, suffix = ''] = /^([+-]?[\d.]+)([A-Za-z]{0,2})$/.exec(text) ?? []
  const amount = Number(digits)
  if (digits === undefined || Number.isNaN(amount)) return text
  const power = binary[suffix]
  if (power !== undefined) return String(amount * 1024 ** power)
  const exponent = decimal[suffix]
  return exponent === undefined ? text : String(Number(`${amount}e${exponent}`))
}

const ofTen = Object.entries(decimal).toSorted(([, a], [, b]) => a - b)
const ofTwo = ['', ...Object.keys(binary)]

/**
 * A quantity as Go writes it: in the largest unit that needs no fraction, and of the same kind (`1000m` is `1`, `0.5` is `500m`, `1024Mi` is `1Gi`).
 * Mirrors k8s.io/apimachinery@v0.34.5 pkg/api/resource/quantity.go#L483
 */
export function quantityText(text: string): string {
  const [, sign = '', whole = '', part = '', suffix = ''] =
    /^([+-]?)(\d*)(?:\.(\d*))?([A-Za-z]{0,2})$/.exec(text) ?? []
  const digits = `${whole}${part}`
  if (digits === '') return text
  if (/^0+$/.test(digits)) return '0'
  const minus = sign === '-' ? '-' : ''
  const exponent = decimal[suffix]
  if (exponent !== undefined) return minus + inLargest(BigInt(digits), exponent - part.length)
  const power = binary[suffix]
  const fraction = 10n ** BigInt(part.length)
  const bytes = BigInt(digits) * 1024n ** BigInt(power ?? 0)
  if (power === undefined || bytes % fraction !== 0n) return text
  const exact = bytes / fraction
  return minus + (exact < 1024n ? inLargest(exact, 0) : inUnits(exact, 1024n, ofTwo))
}

/** So many times ten to the exponent; what is less than a billionth is one. */
function inLargest(count: bigint, exponent: number): string {
  const least = 10n ** BigInt(Math.abs(exponent + 9))
  const billionths = exponent < -9 ? (count + least - 1n) / least : count * least
  return inUnits(
    billionths,
    1000n,
    ofTen.map(([unit]) => unit),
  )
}

function inUnits(count: bigint, step: bigint, [unit = '', ...larger]: readonly string[]): string {
  return count % step === 0n && larger.length > 0 ? inUnits(count / step, step, larger) : `${count}${unit}`
}
