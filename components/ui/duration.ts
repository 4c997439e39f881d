const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** An age in its coarsest honest unit: `45 s`, `14 min`, `3 h`, `6 d`. */
export function ageText(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds))
  if (s < minute) return `${s} s`
  if (s < hour) return `${Math.floor(s / minute)} min`
  if (s < 2 * day) return `${Math.floor(s / hour)} h`
  return `${Math.floor(s / day)} d`
}

/** What is left of a wait, to the second: `7 min 12 s`, `1 h 05 min`; `0 s` once it is over. */
export function remainingText(seconds: number): string {
  const s = Math.max(0, Math.ceil(seconds))
  const two = (n: number) => String(n).padStart(2, '0')
  if (s < minute) return `${s} s`
  if (s < hour) return `${Math.floor(s / minute)} min ${two(s % minute)} s`
  if (s < 2 * day) return `${Math.floor(s / hour)} h ${two(Math.floor((s % hour) / minute))} min`
  return `${Math.floor(s / day)} d ${Math.floor((s % day) / hour)} h`
}

const exact = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
})

/** The exact instant in the reader's zone, 24 h, with the zone's name; the text itself when it is no instant. */
export function exactText(instant: string): string {
  const ms = Date.parse(instant)
  return Number.isNaN(ms) ? instant : exact.format(ms)
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** The time of day of an instant, `14:02:31`; the text itself when it is no instant. */
export function clockText(instant: string): string {
  const ms = Date.parse(instant)
  return Number.isNaN(ms) ? instant : clock.format(ms)
}
