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

/** Orders texts by code unit, as Go's `<` does for the names that Kubernetes allows. */
export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
