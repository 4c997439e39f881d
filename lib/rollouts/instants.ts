import type { Instant } from './model.ts'

/** The moment in milliseconds; minus infinity for none, as Go's zero time is before every other. */
export const momentOf = (instant: Instant | null): number =>
  instant === null ? Number.NEGATIVE_INFINITY : Date.parse(instant)

/** Orders instants from old to new; none comes first. */
export const compareInstants = (a: Instant | null, b: Instant | null): number =>
  a === b ? 0 : Math.sign(momentOf(a) - momentOf(b)) || 0

/** The newest of the instants; null when there is none. */
export const latestInstant = (instants: readonly (Instant | null)[]): Instant | null =>
  instants.reduce((latest, instant) => (compareInstants(latest, instant) < 0 ? instant : latest), null)

/** The instant so many seconds later; null without a start. */
export function secondsAfter(start: Instant | null, seconds: number): Instant | null {
  const moment = new Date(momentOf(start) + seconds * 1000)
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString().replace('.000Z', 'Z')
}

/** An RFC 3339 text of any offset as an instant; null for anything else. */
export const readInstant = (text: string): Instant | null =>
  /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.test(text)
    ? secondsAfter(text.toUpperCase(), 0)
    : null

const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57

/** The end of the run of digits that begins at `from`. */
function digitsEnd(text: string, from: number): number {
  let at = from
  while (at < text.length && isDigit(text.charCodeAt(at))) at++
  return at
}

function compareNumbers(a: string, b: string): number {
  const [x, y] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')]
  return x.length - y.length || compareTexts(x, y)
}

/** Orders names as a person does: `worker-2` before `worker-10`; total, and by code unit where numbers decide nothing. */
export function compareNames(a: string, b: string): number {
  let [at, bt] = [0, 0]
  while (at < a.length && bt < b.length) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(bt)]
    if (isDigit(x) && isDigit(y)) {
      const [aEnd, bEnd] = [digitsEnd(a, at), digitsEnd(b, bt)]
      const order = compareNumbers(a.slice(at, aEnd), b.slice(bt, bEnd))
      if (order !== 0) return order
      at = aEnd
      bt = bEnd
    } else if (x !== y) return x - y
    else {
      at++
      bt++
    }
  }
  return a.length - at - (b.length - bt) || compareTexts(a, b)
}

/** Orders texts by code unit, as Go's `<` does for the names that Kubernetes allows. */
export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
