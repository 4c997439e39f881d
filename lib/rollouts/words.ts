import type { Instant } from './model.ts'

/** A span of time as a person says it, two units at most: `45 s`, `7 min 12 s`, `3 h 5 min`, `2 d`; less than 1 s is `0 s`. */
export function spokenDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const pair = (large: number, unit: string, small: number, smaller: string) =>
    small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${smaller}`
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return pair(Math.floor(whole / 60), 'min', whole % 60, 's')
  if (whole < 86_400) return pair(Math.floor(whole / 3600), 'h', Math.floor((whole % 3600) / 60), 'min')
  return pair(Math.floor(whole / 86_400), 'd', Math.floor((whole % 86_400) / 3600), 'h')
}

/** Seconds from `now` (milliseconds) until the instant, negative when it is past; null when the instant is unknown or unreadable. */
export function secondsUntil(instant: Instant | null, now: number): number | null {
  const at = instant === null ? Number.NaN : Date.parse(instant)
  return Number.isNaN(at) ? null : (at - now) / 1000
}

/** A weight as a share: percent, or the weight of its maximum where that is not 100. */
export const spokenShare = (weight: number, max: number): string =>
  max === 100 ? `${weight} %` : `weight ${weight} of ${max}`

/** A part of the whole, 0 to 1, in percent: whole or to an exact tenth, and never 0 or 100 for something that is neither. */
export function spokenPercent(share: number): string {
  const tenths = Math.round(share * 1000)
  if (Math.abs(share * 1000 - tenths) < 1e-9) return `${tenths / 10} %`
  const whole = Math.round(share * 100)
  if (whole === 0) return '< 1 %'
  return whole === 100 ? '> 99 %' : `${whole} %`
}

/** `1 pod`, `3 pods`. */
export const spokenPods = (count: number): string => `${count} ${count === 1 ? 'pod' : 'pods'}`

/** `a`, `a and b`, `a, b, and c`. */
export function spokenList(items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  if (items.length < 3) return items.join(' and ')
  return `${items.slice(0, -1).join(', ')}, and ${last}`
}

/** `step 2 of 5` for the 0-based index 1. */
export const spokenStep = (index: number, count: number): string => `step ${index + 1} of ${count}`

/** Ends a text that others wrote with a full stop, unless it ends a sentence already. */
export function ended(text: string): string {
  const trimmed = text.trim()
  return trimmed === '' || /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`
}
