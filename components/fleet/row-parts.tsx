'use client'

import { clsx } from 'clsx'
import { TriangleAlert } from 'lucide-react'
import { useCallback } from 'react'
import { waitsForYou } from '@/lib/rollouts/sort.ts'
import type { RolloutRow } from '@/lib/rollouts/view.ts'
import type { FleetRow } from '@/lib/stream/page.ts'
import { StairsMini } from '../rollouts/stairs-mini.tsx'
import { toldImages } from '../rollouts/told-images.ts'
import { TrafficBarMini } from '../rollouts/traffic-bar-mini.tsx'
import { useTicking } from '../ui/clock.ts'
import { exactText } from '../ui/duration.ts'
import { TimeAgo } from '../ui/time.tsx'
import { stairsOf, stepWords } from './row-facts.ts'
import { faultWords, kindLooks, plainWords, toolWords } from './row-kind.ts'
import { RowHint } from './row-link.tsx'
import { VariantImages } from './service-parts.tsx'

interface PartProps {
  readonly row: FleetRow
}

interface HintedPartProps extends PartProps {
  /** Of its page. */
  readonly href: string
}

/** What stands where there is nothing to say. */
const nothing = (
  <span className="text-faint">
    <span aria-hidden>–</span>
    <span className="sr-only">none</span>
  </span>
)

/** Of which kind it is, by shape and word. */
export function KindMark({ row, wordClass }: PartProps & { readonly wordClass?: string }) {
  const { word, icon: Icon } = kindLooks[row.kind]
  return (
    <span title={word} className="mr-1 inline-flex shrink-0 items-center gap-1 align-[-2px]">
      <Icon aria-hidden size={13} strokeWidth={2.2} />
      <span className={wordClass}>{word}</span>
    </span>
  )
}

/** How long a person has been waited for. */
export function Waits({ row, href, className }: HintedPartProps & { readonly className?: string }) {
  const since = waitsForYou(row) ? (row.pause?.since ?? null) : null
  if (since === null) return null
  return (
    <span className={clsx('relative whitespace-nowrap font-medium text-paused text-xs', className)}>
      waits <TimeAgo at={since} />
      <RowHint href={href} title={`Waits for a person since ${exactText(since)}`} />
    </span>
  )
}

/** The plan as a small staircase with the step that it is at, counted as the sentence beside it counts. */
export function Plan({ row }: { readonly row: RolloutRow }) {
  return (
    <span className="flex items-center gap-2">
      {/* After an abort the index is set back to 0, where the Rollout does not stand. */}
      <StairsMini weights={stairsOf(row)} index={row.aborted ? null : row.stepIndex} phase={row.phase} />
      <span className="num whitespace-nowrap text-muted text-sm">{stepWords(row)}</span>
    </span>
  )
}

/** How much the new version gets, as `shareOf` has it. */
export const Share = ({ share }: { readonly share: number | null | undefined }) =>
  share === undefined ? nothing : <TrafficBarMini share={share} className="w-16 xl:w-24" />

/** Two tags longer than this together stand one below the other, smaller: they may wrap, but are never cut. */
const shortTags = 18

/** Which image, or from which to which. */
export function Images({ row, href }: HintedPartProps) {
  if (row.kind === 'Service') return <VariantImages row={row} href={href} />
  const images = toldImages(row)
  if (images === null) return nothing
  const { name, from, to, more, whole } = images
  const long = to.length + (from?.length ?? 0) > shortTags
  return (
    <span className="relative block min-w-0">
      {name !== '' && (
        <span className={clsx('block truncate text-muted text-sm', long && 'leading-4')}>{name}</span>
      )}
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
      <RowHint href={href} title={whole} />
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

interface DoingProps extends HintedPartProps {
  /** Two lines of text at most, whatever there is to say: all of it is on hover. */
  readonly compact?: boolean
}

/** What it is doing in plain words, and the controller's own words below, or what is wrong in its spec. */
export function Doing({ row, href, compact = false }: DoingProps) {
  const faults = faultWords(row)
  const message = toolWords(row)
  const below = faults[0] ?? message
  const words = useTicking(useCallback((now: number) => plainWords(row, now), [row]))
  return (
    // Where the plain words take both lines, the controller's fall out of the box: rows stay of one height.
    <span className={clsx('relative block min-w-0', compact && 'max-h-10 overflow-hidden')}>
      <span className={clsx('num', compact ? 'line-clamp-2' : 'line-clamp-3')} suppressHydrationWarning>
        {faults.length > 0 && <Warning />}
        {words}
      </span>
      {below !== '' && (
        <span className={clsx('mono text-muted', compact ? 'block truncate' : 'line-clamp-2 wrap-anywhere')}>
          {below}
        </span>
      )}
      <RowHint href={href} title={[words, ...faults, message].filter((line) => line !== '').join('\n')} />
    </span>
  )
}

const Warning = () => (
  <>
    <TriangleAlert aria-hidden size={15} className="mr-1.5 inline align-[-2px] text-degraded" />
    <span className="sr-only">Warning: </span>
  </>
)

interface ChangedProps extends HintedPartProps {
  /** Words after the age, e.g. `ago`. */
  readonly suffix?: string
}

/** When something of its state last moved. */
export function Changed({ row: { changedAt }, href, suffix = '' }: ChangedProps) {
  return (
    <span className="relative whitespace-nowrap">
      <TimeAgo at={changedAt} suffix={suffix} />
      {changedAt !== null && <RowHint href={href} title={exactText(changedAt)} />}
    </span>
  )
}
