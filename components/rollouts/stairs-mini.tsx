import type { Phase } from '@/lib/rollouts/view.ts'
import { phaseLooks } from './phase-look.ts'
import { stairPath } from './stair-path.ts'

interface StairsMiniProps {
  readonly weights: readonly number[]
  /** 0-based; `weights.length` when all steps are done; null when unknown. */
  readonly index: number | null
  readonly phase: Phase
}

const width = 66
const height = 22

/** The plan of a canary, small: weight over steps, done in the next version's hue, a marker where it stands; quiet once all is done. */
export function StairsMini({ weights, index, phase }: StairsMiniProps) {
  if (weights.length === 0) return null
  const { plan, done, marker } = stairPath(weights, index)
  return (
    <svg
      aria-hidden="true"
      width={width}
      height={height}
      viewBox="-1 -2 68 24"
      fill="none"
      className="shrink-0"
    >
      <path
        d={plan}
        stroke="var(--edge)"
        strokeWidth="1.5"
        {...(index === weights.length ? {} : { strokeDasharray: '2.5 2' })}
      />
      {marker !== null && <path d={done} stroke="var(--next)" strokeWidth="2" strokeLinejoin="round" />}
      {marker !== null && (
        <circle
          cx={marker.x}
          cy={marker.y}
          r="3.4"
          fill={phaseLooks[phase].color}
          stroke="var(--surface)"
          strokeWidth="1"
        />
      )}
    </svg>
  )
}
