'use client'

import { clsx } from 'clsx'
import { useEffect, useRef } from 'react'
import { useNow } from '@/components/ui/clock.ts'
import type { PlanView, RolloutDetail } from '@/lib/rollouts/view.ts'
import { servedShare } from '../traffic/shares.ts'
import { elapsedShare } from './elapsed.ts'
import { StairsDrawing } from './stairs-drawing.tsx'
import { layoutStairs } from './stairs-geometry.ts'
import { StepLabels } from './step-labels.tsx'
import { useWidth } from './use-width.ts'

interface StaircaseProps {
  readonly detail: RolloutDetail
  readonly plan: PlanView
  readonly abortedStep: number | null
}

/** The plan drawn as weight over steps, with the words of every step under it; scrolls where it is wider than the page. */
export function Staircase({ detail, plan, abortedStep }: StaircaseProps) {
  const { row, traffic } = detail
  const [available, measure] = useWidth(960)
  const now = useNow()
  const max = traffic?.max ?? 100
  // Not row.actualWeight: where a router has recorded nothing, that is a copy of what is wanted.
  const served = traffic && servedShare(traffic).next
  const stairs = layoutStairs(
    plan.steps,
    max,
    {
      index: plan.index,
      actual: served === null ? null : served * max,
      finished: row.fullyPromoted,
      aborted: row.aborted,
      abortedStep,
      elapsed: elapsedShare(row.pause, now),
    },
    available,
  )
  const wide = stairs.width > available + 1
  const scroller = useCentred(stairs.marker.x, available)
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
        <StepLabels stairs={stairs} row={row} now={now} />
      </section>
    </div>
  )
}

/** Keeps a point of a scrolled picture in its middle whenever it moves to another column. */
function useCentred(x: number, available: number) {
  const ref = useRef<HTMLElement>(null)
  const column = Math.round(x / 40)
  useEffect(() => {
    const node = ref.current
    if (node) node.scrollLeft = column * 40 - available / 2
  }, [column, available])
  return ref
}
