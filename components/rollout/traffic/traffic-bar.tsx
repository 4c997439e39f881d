import { clsx } from 'clsx'
import { versionLooks } from '@/components/rollouts/version.ts'
import { versionNames } from '@/lib/rollouts/image.ts'
import type { Share } from '@/lib/rollouts/traffic.ts'
import type { RolloutRow, TrafficView, Version } from '@/lib/rollouts/view.ts'
import { spokenPercent } from '@/lib/rollouts/words.ts'
import { isOff } from './shares.ts'

interface TrafficBarProps {
  readonly row: RolloutRow
  readonly traffic: TrafficView
  readonly share: Share
  /** The part of the whole that the plan wants for the new version, 0 to 1. */
  readonly wanted: number
}

/** The wide bar: stable from the left, the new version hatched from the right, a notch where the plan wants the border. */
export function TrafficBar({ row, traffic, share, wanted }: TrafficBarProps) {
  const names = versionNames(row.stableImages, row.nextImages)
  if (share.next === null) return <UnknownBar router={traffic.routers.length > 0} />
  const only = row.fullyPromoted
  return (
    <div className="relative">
      <div className="flex h-14 gap-0.5 overflow-hidden rounded-[10px] lg:h-16">
        <Segment
          version="stable"
          share={1 - share.next}
          words={`${names.stable ?? 'unknown image'} · stable`}
          pods={only ? traffic.counted.next + traffic.counted.stable : traffic.counted.stable}
        />
        <Segment
          version="next"
          share={share.next}
          words={`${names.next ?? 'unknown image'} · canary`}
          pods={traffic.counted.next}
        />
      </div>
      {isOff(share, wanted) && (
        <span
          aria-hidden
          className="absolute -inset-y-1.5 -ml-[1.5px] w-[3px] rounded-full bg-ink ring-2 ring-surface transition-[left] duration-500"
          style={{ left: `${(1 - wanted) * 100}%` }}
        />
      )}
    </div>
  )
}

// Wide and faint: words stand on it.
const wideHatch =
  'repeating-linear-gradient(135deg, color-mix(in srgb, var(--hatch) 45%, transparent) 0 7px, transparent 7px 16px)'

interface SegmentProps {
  readonly version: Version
  readonly share: number
  readonly words: string
  readonly pods: number
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

function UnknownBar({ router }: { readonly router: boolean }) {
  return (
    <div className="flex h-14 items-center lg:h-16 lg:text-lg rounded-[10px] border border-edge border-dashed bg-sunken px-4">
      <span className="text-muted">
        <b className="font-semibold text-ink">{router ? 'Unknown.' : 'No pod is ready.'}</b>{' '}
        {router ? 'The controller has not recorded what the traffic router serves.' : 'Nobody is served.'}
      </span>
    </div>
  )
}
