'use client'

import { useCallback } from 'react'
import { useTicking } from './clock.ts'
import { ageText, exactText, remainingText } from './duration.ts'

interface TimeAgoProps {
  readonly at: string | null
  /** Words after the age, e.g. `ago`. */
  readonly suffix?: string
}

/** How long ago an instant was; the exact instant with its zone on hover. */
export function TimeAgo({ at, suffix }: TimeAgoProps) {
  const ms = at === null ? Number.NaN : Date.parse(at)
  const text = useTicking(useCallback((now: number) => ageText((now - ms) / 1_000), [ms]))
  if (at === null || Number.isNaN(ms)) return <span className="text-faint">unknown</span>
  return (
    <time className="num whitespace-nowrap" dateTime={at} title={exactText(at)} suppressHydrationWarning>
      {suffix ? `${text} ${suffix}` : text}
    </time>
  )
}

/** How long until an instant, to the second; `0 s` once it has passed. */
export function Countdown({ until }: { readonly until: string | null }) {
  const ms = until === null ? Number.NaN : Date.parse(until)
  const text = useTicking(useCallback((now: number) => remainingText((ms - now) / 1_000), [ms]))
  if (until === null || Number.isNaN(ms)) return <span className="text-faint">unknown</span>
  return (
    <time
      className="num whitespace-nowrap"
      dateTime={until}
      title={exactText(until)}
      suppressHydrationWarning
    >
      {text}
    </time>
  )
}
