import { spokenPercent } from '@/lib/rollouts/words.ts'

interface TrafficBarMiniProps {
  /** Part of the new version, 0 to 1; null is unknown. */
  readonly share: number | null
  readonly className?: string
}

/** Who gets which version, as a small bar: stable left, next right. */
export function TrafficBarMini({ share, className = 'w-24' }: TrafficBarMiniProps) {
  if (share === null) return <span className="text-faint">unknown</span>
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden className={`flex h-2 gap-px overflow-hidden rounded bg-sunken ${className}`}>
        <span
          className="bg-stable transition-[width] duration-300"
          style={{ width: `${(1 - share) * 100}%` }}
        />
        <span
          className="hatch bg-next transition-[width] duration-300"
          style={{ width: `${share * 100}%` }}
        />
      </span>
      <span className="num w-12 whitespace-nowrap">{spokenPercent(share)}</span>
    </span>
  )
}
