import { versionLooks } from '@/components/rollouts/version.ts'
import type { Road } from './road-map.ts'

/** The roads themselves; each swings over when its Service's selector changes. */
export function Roads({ roads }: { readonly roads: readonly Road[] }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      className="h-full w-full overflow-visible max-md:hidden"
    >
      {roads.map(({ lane, from, to }) => {
        const dashed = lane.role === 'preview' || lane.role === 'canary' || to === null
        const path = to === null ? `M0 ${from * 100} L40 ${from * 100}` : curve(from * 100, to * 100)
        return (
          <path
            key={lane.role}
            d={path}
            fill="none"
            stroke={to === null ? 'var(--edge)' : versionLooks[lane.version].color}
            strokeWidth={lane.role === 'active' || lane.role === 'stable' ? 4 : 2.5}
            strokeDasharray={dashed ? '6 6' : undefined}
            vectorEffect="non-scaling-stroke"
            style={{ d: `path("${path}")` }}
            className="transition-[d,stroke] duration-700 ease-in-out"
          />
        )
      })}
    </svg>
  )
}

const curve = (from: number, to: number) => `M0 ${from} C50 ${from} 50 ${to} 100 ${to}`
