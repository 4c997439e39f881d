import { clsx } from 'clsx'
import { versionLooks } from '@/components/rollouts/version.ts'
import type { Version } from '@/lib/rollouts/view.ts'
import { spokenPercent } from '@/lib/rollouts/words.ts'

/** One version's part of a bar. */
export interface BarPart {
  readonly words: string
  /** Ready pods. */
  readonly pods: number
}

interface ShareBarProps {
  /** The part of the new version, 0 to 1. */
  readonly share: number
  readonly stable: BarPart
  readonly next: BarPart
  /** Where the plan wants the border, 0 to 1, where that is elsewhere. */
  readonly wanted?: number | null
}

/** The wide bar: stable from the left, the new version hatched from the right, a notch where the border is meant to be. */
export const ShareBar = ({ share, stable, next, wanted = null }: ShareBarProps) => (
  <div className="relative">
    <div className="flex h-14 gap-0.5 overflow-hidden rounded-[10px] lg:h-16">
      <Segment version="stable" share={1 - share} {...stable} />
      <Segment version="next" share={share} {...next} />
    </div>
    {wanted !== null && (
      <span
        aria-hidden
        className="absolute -inset-y-1.5 -ml-[1.5px] w-[3px] rounded-full bg-ink ring-2 ring-surface transition-[left] duration-500"
        style={{ left: `${(1 - wanted) * 100}%` }}
      />
    )}
  </div>
)

// Wide and faint: words stand on it.
const wideHatch =
  'repeating-linear-gradient(135deg, color-mix(in srgb, var(--hatch) 45%, transparent) 0 7px, transparent 7px 16px)'

interface SegmentProps extends BarPart {
  readonly version: Version
  readonly share: number
}

function Segment({ version, share, words, pods }: SegmentProps) {
  if (share === 0) return null
  return (
    <div
      className={clsx(
        '@container min-w-2 transition-[flex-grow] duration-500 ease-out',
        versionLooks[version].solid,
      )}
      style={{ flexGrow: share, flexBasis: 0, ...(version === 'next' && { backgroundImage: wideHatch }) }}
    >
      <div className="flex h-full flex-col justify-center overflow-hidden whitespace-nowrap @max-[3.5rem]:invisible px-3 @min-[9rem]:px-4">
        <b className="num font-semibold text-xl leading-6 tracking-tight lg:@min-[6.5rem]:text-2xl lg:@min-[6.5rem]:leading-8">
          {spokenPercent(share)}
        </b>
        <span className="@max-[9rem]:hidden truncate text-sm lg:text-base">
          {words} · {pods} ready
        </span>
      </div>
    </div>
  )
}

interface UnknownBarProps {
  readonly headline: string
  readonly words: string
}

/** What stands in the bar's place where there is no share to draw. */
export const UnknownBar = ({ headline, words }: UnknownBarProps) => (
  <div className="flex h-14 items-center lg:h-16 lg:text-lg rounded-[10px] border border-edge border-dashed bg-sunken px-4">
    <span className="text-muted">
      <b className="font-semibold text-ink">{headline}</b> {words}
    </span>
  </div>
)
