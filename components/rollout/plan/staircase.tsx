'use client'

import { clsx } from 'clsx'
import { useEffect, useRef } from 'react'
import { servedShare } from '@/lib/rollouts/traffic.ts'
import type { PlanView, RolloutDetail } from '@/lib/rollouts/view.ts'
import { StairsDrawing } from './stairs-drawing.tsx'
import { layoutStairs } from './stairs-geometry.ts'
import { StepLabels } from './step-labels.tsx'
import { useElapsed } from './use-elapsed.ts'
import { type Room, useRoom } from './use-room.ts'

interface StaircaseProps {
  readonly detail: RolloutDetail
  readonly plan: PlanView
  readonly abortedStep: number | null
}

/** The plan drawn as weight over steps, with the words of every step under it; scrolls where it is wider than the page. */
export function Staircase({ detail, plan, abortedStep }: StaircaseProps) {
  const { row, traffic } = detail
  const [room, measure] = useRoom(960)
  const elapsed = useElapsed(row.pause)
  const max = traffic?.max ?? 100
  // Not row.actualWeight: where a router has recorded nothing, that is a copy of what is wanted.
  const served = traffic && servedShare(traffic, row.fullyPromoted).next
  const stairs = layoutStairs(
    plan.steps,
    max,
    {
      index: plan.index,
      actual: served === null ? null : served * max,
      finished: row.fullyPromoted,
      aborted: row.aborted,
      abortedStep,
      elapsed,
    },
    room.width,
  )
  const wide = stairs.width > room.width + 1
  const scroller = useCentred(stairs.marker.x, room)
  return (
    <div ref={measure}>
      <section
        ref={scroller}
        tabIndex={wide ? 0 : undefined}
        aria-label="Plan of the canary"
        className={clsx(
          'relative overflow-x-auto overflow-y-hidden pb-1',
          wide &&
            'mask-[linear-gradient(to_right,transparent,black_1.25rem,black_calc(100%-1.25rem),transparent)]',
        )}
      >
        <StairsDrawing stairs={stairs} row={row} max={max} />
        <StepLabels stairs={stairs} row={row} />
      </section>
    </div>
  )
}

/** Keeps a point of a scrolled picture in its middle whenever it moves to another column. */
function useCentred(x: number, { width, unit }: Room) {
  const ref = useRef<HTMLElement>(null)
  const column = Math.round(x / 40)
  useEffect(() => {
    const node = ref.current
    if (node) node.scrollLeft = (column * 40 - width / 2) * unit
  }, [column, width, unit])
  return ref
}
