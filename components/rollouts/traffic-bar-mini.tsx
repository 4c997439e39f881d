interface TrafficBarMiniProps {
  /** Share of the new version in percent; null is unknown. */
  readonly share: number | null
  readonly className?: string
}

/** Who gets which version, as a small bar: stable left, next right. */
export function TrafficBarMini({ share, className = 'w-24' }: TrafficBarMiniProps) {
  if (share === null) return <span className="text-faint">unknown</span>
  const next = Math.min(100, Math.max(0, share))
  return (
    <span className="flex items-center gap-2.5">
      <span aria-hidden className={`flex h-2 gap-px overflow-hidden rounded bg-sunken ${className}`}>
        <span className="bg-stable transition-[width] duration-300" style={{ width: `${100 - next}%` }} />
        <span className="hatch bg-next transition-[width] duration-300" style={{ width: `${next}%` }} />
      </span>
      <span className="num w-11 whitespace-nowrap">{share} %</span>
    </span>
  )
}
