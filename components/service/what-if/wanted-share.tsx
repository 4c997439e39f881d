'use client'

import { useId, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { spokenPercent } from '@/lib/rollouts/words.ts'
import { parseShare, type Ratio, shareOf } from '@/lib/services/ratio.ts'
import { mostReplicas } from '@/lib/services/scale.ts'
import type { ScaleTarget } from '@/lib/services/view.ts'
import { nearestCount, shareAt, smallestSplit } from '@/lib/services/what-if.ts'
import { fieldClass } from '../sample/sample-controls.tsx'
import { plural } from './scale-words.ts'

interface WantedShareProps {
  readonly targets: readonly ScaleTarget[]
  readonly counts: readonly number[]
  readonly onCounts: (counts: readonly number[]) => void
}

/** The other way round: a share that is wanted, and the replicas that come to it. */
export function WantedShare({ targets, counts, onCounts }: WantedShareProps) {
  const [text, setText] = useState('')
  const [uid, setUid] = useState<string | null>(null)
  const hint = useId()
  const chosen = targets.findIndex(({ maker }) => maker.uid === uid)
  const at = chosen === -1 ? targets.length - 1 : chosen
  const wanted = parseShare(text)
  const ways = wanted === null ? [] : waysTo(counts, at, wanted)
  return (
    <form
      className="flex flex-wrap items-center gap-x-2 gap-y-2 border-line border-t pt-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (ways[0] !== undefined) onCounts(ways[0].counts)
      }}
    >
      <label htmlFor={`${hint}-share`} className="text-muted">
        To give
      </label>
      <select
        value={targets[at]?.maker.uid ?? ''}
        onChange={(event) => setUid(event.target.value)}
        aria-label="Variant"
        className={`${fieldClass} max-w-48`}
      >
        {targets.map(({ maker, letter }) => (
          <option key={maker.uid} value={maker.uid}>
            {letter} {maker.name}
          </option>
        ))}
      </select>
      <input
        id={`${hint}-share`}
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder="37.5"
        inputMode="decimal"
        autoComplete="off"
        aria-label="Wanted share in percent"
        aria-invalid={text !== '' && wanted === null}
        aria-describedby={hint}
        className={`num ${fieldClass} w-20`}
      />
      <span className="text-muted">%</span>
      <div id={hint} className="flex min-w-0 basis-full flex-wrap items-center gap-2 empty:hidden">
        {text !== '' && wanted === null && (
          <p className="text-degraded text-sm">
            Type a share from 0 to 100, e.g. 37.5, or a fraction like 3/8.
          </p>
        )}
        {ways.map((way) => (
          <Button key={way.counts.join()} size="sm" onClick={() => onCounts(way.counts)}>
            {way.words}
          </Button>
        ))}
      </div>
    </form>
  )

  function waysTo(from: readonly number[], index: number, ratio: Ratio) {
    const smallest = smallestSplit(from, index, ratio)
    const nearest = from.map((one, each) =>
      each === index ? nearestCount(from, index, ratio, mostReplicas) : one,
    )
    const name = (counted: readonly number[]) =>
      counted.map((one, each) => `${targets[each]?.letter ?? ''} ${one}`).join(', ')
    const reached = shareAt(nearest, index)
    return [
      ...(Math.max(...smallest) <= mostReplicas
        ? [{ counts: smallest, words: `Exactly, with the fewest pods: ${name(smallest)}` }]
        : []),
      ...(nearest.join() !== smallest.join() && reached !== null
        ? [
            {
              counts: nearest,
              words: `Others as they are: ${plural(nearest[index] ?? 0, 'replica')}, ${spokenPercent(shareOf(reached))}`,
            },
          ]
        : []),
    ]
  }
}
