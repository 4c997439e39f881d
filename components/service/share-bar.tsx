import { clsx } from 'clsx'
import { hueLooks } from '@/components/rollouts/hue.ts'
import { spokenPercent } from '@/lib/rollouts/words.ts'
import type { Hue } from '@/lib/services/view.ts'

export interface Segment {
  readonly key: string
  readonly hue: Hue
  readonly letter: string
  /** Whose it is and how many, below the share. */
  readonly words: string
  /** Endpoints, or pods. */
  readonly count: number
}

interface ShareBarProps {
  readonly segments: readonly Segment[]
  readonly label: string
  /** What stands there while there is nothing to share. */
  readonly nobody: string
}

/** The wide bar: who gets which part, in the order of the variants. */
export function ShareBar({ segments, label, nobody }: ShareBarProps) {
  const all = segments.reduce((sum, { count }) => sum + count, 0)
  if (all === 0) {
    return (
      <p className="flex h-14 items-center rounded-[10px] border border-edge border-dashed bg-sunken px-4 text-muted lg:h-16 lg:text-lg">
        {nobody}
      </p>
    )
  }
  return (
    <ul aria-label={label} className="flex h-14 gap-0.5 overflow-hidden rounded-[10px] lg:h-16">
      {segments
        .filter(({ count }) => count > 0)
        .map((segment) => (
          <Part key={segment.key} segment={segment} share={segment.count / all} />
        ))}
    </ul>
  )
}

// Wide and faint: words stand on it.
const wideHatch =
  'repeating-linear-gradient(135deg, color-mix(in srgb, var(--hatch) 45%, transparent) 0 7px, transparent 7px 16px)'

interface PartProps {
  readonly segment: Segment
  /** Of the whole, 0 to 1. */
  readonly share: number
}

function Part({ segment: { hue, letter, words }, share }: PartProps) {
  const hatched = hueLooks[hue].solid.includes('hatch')
  return (
    <li
      className={clsx('@container min-w-2 transition-[flex-grow] duration-500 ease-out', hueLooks[hue].solid)}
      style={{ flexGrow: share, flexBasis: 0, ...(hatched && { backgroundImage: wideHatch }) }}
    >
      <div className="flex h-full flex-col justify-center overflow-hidden whitespace-nowrap px-3 @max-[3.5rem]:invisible @min-[9rem]:px-4">
        <b className="num truncate font-semibold text-xl leading-6 tracking-tight lg:@min-[6.5rem]:text-2xl lg:@min-[6.5rem]:leading-8">
          {letter !== '' && <span className="mr-2">{letter}</span>}
          {spokenPercent(share)}
        </b>
        <span className="truncate text-sm @max-[9rem]:hidden lg:text-base">{words}</span>
      </div>
    </li>
  )
}
