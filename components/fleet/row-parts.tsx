'use client'

import { clsx } from 'clsx'
import { useCallback } from 'react'
import { plainMessage } from '@/lib/rollouts/sentence.ts'
import type { RolloutRow } from '@/lib/rollouts/view.ts'
import { StairsMini } from '../rollouts/stairs-mini.tsx'
import { toldImages } from '../rollouts/told-images.ts'
import { TrafficBarMini } from '../rollouts/traffic-bar-mini.tsx'
import { useTicking } from '../ui/clock.ts'
import { shareOf } from './row-facts.ts'

interface PartProps {
  readonly row: RolloutRow
}

/** What stands where there is nothing to say. */
export const nothing = (
  <span className="text-faint">
    <span aria-hidden>–</span>
    <span className="sr-only">none</span>
  </span>
)

/** The plan as a small staircase with the step as kubectl counts it. */
export function Plan({ row }: PartProps) {
  return (
    <span className="flex items-center gap-2">
      {/* After an abort the index is set back to 0, where the Rollout does not stand. */}
      <StairsMini weights={row.stepWeights} index={row.aborted ? null : row.stepIndex} phase={row.phase} />
      <span className="num text-muted text-sm">{row.step}</span>
    </span>
  )
}

/** How much the new version gets. */
export function Share({ row }: PartProps) {
  const share = shareOf(row)
  return share === undefined ? nothing : <TrafficBarMini share={share} className="w-14 xl:w-24" />
}

/** Two tags longer than this together stand one below the other, smaller: they may wrap, but are never cut. */
const shortTags = 18

/** Which image, or from which to which. */
export function Images({ row }: PartProps) {
  const images = toldImages(row)
  if (images === null) return nothing
  const { name, from, to, more, whole } = images
  const long = to.length + (from?.length ?? 0) > shortTags
  return (
    <span className="block min-w-0" title={whole}>
      {name !== '' && <span className="block truncate text-muted text-sm">{name}</span>}
      <span className={clsx('wrap-anywhere font-semibold', long ? 'flex flex-col text-xs' : 'block')}>
        {from !== null && <span className="text-stable-ink">{from}</span>}
        <span>
          {from !== null && (
            <>
              <span aria-hidden className={clsx('text-faint', long ? 'mr-1' : 'mx-1')}>
                →
              </span>
              <span className="sr-only"> to </span>
            </>
          )}
          <span className={from === null ? undefined : 'text-next-ink'}>{to}</span>
          {more > 0 && <span className="ml-1.5 font-medium text-muted text-sm">+{more}</span>}
        </span>
      </span>
    </span>
  )
}

/** How many pods are ready of how many are wanted. */
export function Ready({ row: { counts } }: PartProps) {
  const short = counts.ready < counts.desired
  return (
    <span className={`num ${short ? 'font-semibold text-ink' : 'text-muted'}`}>
      {counts.ready}/{counts.desired}
    </span>
  )
}

/** What it is doing in plain words, and the controller's own words below. */
export function Doing({ row }: PartProps) {
  const words = useTicking(useCallback((now: number) => plainMessage(row, now), [row]))
  return (
    <span className="block min-w-0">
      <span className="num line-clamp-3" suppressHydrationWarning>
        {words}
      </span>
      {row.message !== '' && (
        <span className="mono line-clamp-2 wrap-anywhere text-muted" title={row.message}>
          {row.message}
        </span>
      )}
    </span>
  )
}
