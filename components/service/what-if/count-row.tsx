'use client'

import { Minus, Plus } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import { spokenPercent } from '@/lib/rollouts/words.ts'
import { shareOf } from '@/lib/services/ratio.ts'
import { mostReplicas } from '@/lib/services/scale.ts'
import type { ScaleTarget } from '@/lib/services/view.ts'
import { shareAt } from '@/lib/services/what-if.ts'
import { Mark } from '../mark.tsx'

interface CountRowProps {
  readonly target: ScaleTarget
  readonly count: number
  readonly counts: readonly number[]
  readonly at: number
  readonly onCount: (count: number) => void
}

/** A slider that has twice the room of what is there, and more once it is used up. */
const reach = (counts: readonly number[]) =>
  Math.min(mostReplicas, Math.max(10, ...counts.map((one) => one * 2)))

/** The replicas of one workload, to be set by slider or step by step, with the share that they come to. */
export function CountRow({ target, count, counts, at, onCount }: CountRowProps) {
  const { maker, hue, letter, replicas } = target
  const ratio = shareAt(counts, at)
  const share = ratio === null ? 'no share' : spokenPercent(shareOf(ratio))
  const set = (next: number) => onCount(Math.min(Math.max(next, 0), mostReplicas))
  return (
    <li className="grid items-center gap-x-5 gap-y-2 py-3 sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)_auto]">
      <p className="flex min-w-0 items-baseline gap-2.5">
        <Mark hue={hue} letter={letter} />
        <span className="wrap-anywhere min-w-0">
          <span className="font-semibold">{maker.name}</span>{' '}
          <span className="num text-muted text-sm">has {replicas}</span>
        </span>
      </p>
      <input
        type="range"
        min={0}
        max={reach(counts)}
        value={count}
        aria-label={`Replicas of ${maker.name}`}
        aria-valuetext={`${count}, ${share}`}
        onChange={(event) => set(event.target.valueAsNumber)}
        className="h-9 w-full accent-ink"
      />
      <div className="flex items-center gap-1">
        <Button
          size="icon"
          variant="ghost"
          aria-label={`One less of ${maker.name}`}
          onClick={() => set(count - 1)}
        >
          <Minus aria-hidden size={16} />
        </Button>
        <output className="num w-8 text-center font-semibold text-lg">{count}</output>
        <Button
          size="icon"
          variant="ghost"
          aria-label={`One more of ${maker.name}`}
          onClick={() => set(count + 1)}
        >
          <Plus aria-hidden size={16} />
        </Button>
        <span className="num w-16 text-right font-semibold">{share}</span>
      </div>
    </li>
  )
}
