/** What one request to a Service brought, as far as it is shown: short texts without control characters, and a colour only where it is one. */
export interface Answer {
  /** The HTTP status; null where no answer came. */
  readonly status: number | null
  /** How long it took. */
  readonly ms: number
  readonly hostname: string
  readonly version: string
  /** `#rrggbb`; empty where the answer has no such colour. */
  readonly color: string
  /** What it says of itself, or how its text begins; where no answer came, why. */
  readonly message: string
}

/** An answer and the variant whose pod gave it. */
export interface MatchedAnswer extends Answer {
  /** The variant's key; null where it cannot be told. */
  readonly variant: string | null
  /** By what it was told. */
  readonly by: 'hostname' | 'version' | null
}

const longestText = 120

/** A foreign text as it may stand in a line: without control and direction characters, blanks gathered, at most 120 characters. */
export function inertText(text: string): string {
  const plain = text
    .slice(0, 10 * longestText)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toWellFormed()
  return plain.length <= longestText ? plain : `${[...plain].slice(0, longestText - 1).join('')}…`
}
