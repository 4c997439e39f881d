import { useId } from 'react'
import { phaseLooks } from '@/components/rollouts/phase-look.ts'
import type { RolloutRow } from '@/lib/rollouts/view.ts'
import { markerIcon } from './marker-icon.ts'
import { type Stair, type Stairs, svgArea, svgPath } from './stairs-geometry.ts'
import { stepIcon } from './step-icon.ts'
import { rem } from './use-room.ts'

interface StairsDrawingProps {
  readonly stairs: Stairs
  readonly row: RolloutRow
  readonly max: number
}

// Room for the marker where it stands on the ground.
const foot = 15
// From a landing below this height the marker itself reaches up to where it fell from.
const fall = 34

/** The lines of the staircase: what is done solid and filled, what is to come dashed, a marker where it stands. */
export function StairsDrawing({ stairs, row, max }: StairsDrawingProps) {
  const { width, height, left, right, walked, ahead, wayBack, baseline } = stairs
  // The version that all users have is the stable one, also on the stairs it came by.
  const hue = row.fullyPromoted ? 'var(--stable)' : 'var(--next)'
  const hatch = useId()
  return (
    <svg
      viewBox={`0 0 ${width} ${height + foot}`}
      style={{ width: rem(width), height: rem(height + foot) }}
      className="max-w-none"
      aria-hidden="true"
    >
      <pattern id={hatch} width="10" height="10" patternUnits="userSpaceOnUse" patternTransform="rotate(135)">
        <rect width="10" height="10" fill={hue} opacity=".13" />
        {!row.fullyPromoted && <rect width="4" height="10" fill={hue} opacity=".14" />}
      </pattern>
      {stairs.ticks.map(({ weight, y }) => (
        <g key={weight}>
          <line
            x1={left}
            x2={right}
            y1={y}
            y2={y}
            stroke="var(--line)"
            strokeDasharray={weight === 0 ? undefined : '2 5'}
          />
          <text
            x={left - 10}
            y={y + 4}
            textAnchor="end"
            fontSize={stairs.roomy ? 12 : 11}
            fill="var(--faint)"
            className="num"
          >
            {weight}
          </text>
        </g>
      ))}
      <path d={svgArea(walked, baseline)} fill={`url(#${hatch})`} />
      <path d={svgPath(ahead)} fill="none" stroke="var(--edge)" strokeWidth="2" strokeDasharray="3 5" />
      <path d={svgPath(walked)} fill="none" stroke={hue} strokeWidth="2.5" strokeLinejoin="round" />
      {stairs.stairs.map((stair) => (
        <StairMarks key={stair.step.index} stair={stair} roomy={stairs.roomy} row={row} max={max} />
      ))}
      {wayBack && baseline - wayBack[0].y > fall && (
        <path
          d={`${svgPath(wayBack)} m-5 -26 l5 9 l5 -9`}
          fill="none"
          stroke="var(--degraded)"
          strokeWidth="2.5"
          strokeLinejoin="round"
        />
      )}
      {wayBack && (
        <text
          x={stairs.marker.x + 21}
          y={baseline - 6}
          fontSize={stairs.roomy ? 16 : 13}
          fontWeight="600"
          fill="var(--degraded)"
          stroke="var(--surface)"
          strokeWidth="5"
          paintOrder="stroke"
        >
          back to 0
        </text>
      )}
      <Marker stairs={stairs} row={row} />
    </svg>
  )
}

interface StairMarksProps {
  readonly stair: Stair
  readonly roomy: boolean
  readonly row: RolloutRow
  readonly max: number
}

function StairMarks({ stair, roomy, row, max }: StairMarksProps) {
  const { step, x, y, width, rises } = stair
  const Icon = stepIcon(step)
  const done = step.state === 'done' && !row.aborted
  const ink = done ? (row.fullyPromoted ? 'var(--stable-ink)' : 'var(--next-ink)') : 'var(--faint)'
  const here = step.state === 'current' && !row.aborted
  return (
    <>
      {(rises || step.kind === 'setWeight') && (
        <text
          x={x + (here ? 20 : 8)}
          y={y - 9}
          fontSize={roomy ? 16 : 13}
          fontWeight="600"
          fill={here ? 'var(--ink)' : ink}
          className="num"
        >
          {max === 100 ? `${step.weight} %` : step.weight}
        </text>
      )}
      {Icon && !here && <Icon x={x + width / 2 - 8} y={y - 24} width={16} height={16} color={ink} />}
    </>
  )
}

function Marker({ stairs, row }: Pick<StairsDrawingProps, 'stairs' | 'row'>) {
  const Icon = markerIcon(row)
  const { color } = phaseLooks[row.phase]
  return (
    <g
      style={{ transform: `translate(${stairs.marker.x}px, ${stairs.marker.y}px)` }}
      className="transition-transform duration-500 ease-out"
    >
      <circle r="14" fill="var(--surface)" />
      <circle r="14" fill={color} opacity=".18" />
      <circle r="9.5" fill={color} />
      <Icon x={-6} y={-6} width={12} height={12} color="var(--surface)" strokeWidth={3} />
    </g>
  )
}
