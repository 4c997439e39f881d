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
