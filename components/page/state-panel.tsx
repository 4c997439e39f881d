'use client'

import { clsx } from 'clsx'
import { useCallback } from 'react'
import { clipped } from '@/components/ui/clipped.ts'
import { useTicking } from '@/components/ui/clock.ts'
import { WholeWords } from '@/components/ui/whole-words.tsx'
import type { CommonRow } from '@/lib/rollouts/common-row.ts'
import type { Sentence } from '@/lib/rollouts/outlook.ts'
import { unbroken } from '../rollout/unbroken.ts'
import { StateGlyph } from './state-glyph.tsx'

interface StatePanelProps {
  readonly row: Pick<CommonRow, 'phase' | 'pause'>
  /** What it is doing at `now` (milliseconds); told anew each second. Must keep its identity until the picture changes. */
  readonly tell: (now: number) => Sentence
  /** The controller's own words; empty when it has none. */
  readonly words: string
  /** Whose words these are, for the ear. */
  readonly speaker: string
  /** When it was seen to be gone, in milliseconds; its clocks stand then. Null while it is there. */
  readonly goneAt: number | null
}

/** What it is doing, what comes next, when, and who decides; the controller's own words beside it. */
export function StatePanel({ row, tell, words, speaker, goneAt }: StatePanelProps) {
  const { phase } = row
  const told = useCallback((now: number) => tellAt(tell, phase, goneAt, now), [tell, phase, goneAt])
  const headline = useTicking(useCallback((now: number) => told(now).headline, [told]))
  const next = useTicking(useCallback((now: number) => told(now).next, [told]))
  return (
    <section
      aria-label="State"
      className="panel flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3.5 sm:px-6 lg:py-4"
    >
      <StateGlyph row={row} gone={goneAt !== null} />
      <div className="min-w-0 flex-1 basis-[min(100%-4rem,26rem)]">
        <p className="text-balance font-semibold text-xl tracking-tight lg:text-2xl">
          <WholeWords text={unbroken(clipped(headline))} />
        </p>
        {next !== '' && (
          <p className="num mt-0.5 text-pretty break-words text-muted lg:text-lg">
            {unbroken(clipped(next))}
          </p>
        )}
      </div>
      {!isSaid(words, `${headline} ${next}`) && <ToolWords message={words} speaker={speaker} />}
    </section>
  )
}

function tellAt(
  tell: StatePanelProps['tell'],
  phase: CommonRow['phase'],
  goneAt: number | null,
  now: number,
): Sentence {
  const { headline, next } = tell(goneAt ?? now)
  if (goneAt === null) return { headline, next }
  return {
    headline: `It was ${phase}.`,
    next: `Last said of it: “${`${headline} ${next}`.trim()}”`,
  }
}

/** Whether the sentence holds the words in full, so that a line of their own would only repeat them. */
function isSaid(message: string, sentence: string): boolean {
  return sentence.includes(message.replace(/^InvalidSpec: /, '').trim())
}

// Beside the sentence while it is a word or a few; under it, in full, when it is a story.
const few = 80

function ToolWords({ message, speaker }: { readonly message: string; readonly speaker: string }) {
  return (
    <p
      className={clsx(
        'mono wrap-anywhere basis-full pl-16 text-muted text-sm lg:text-base',
        message.length <= few && 'text-balance lg:max-w-96 lg:basis-auto lg:pl-0 lg:text-right',
      )}
    >
      <span className="sr-only">{speaker} </span>
      {clipped(message)}
    </p>
  )
}
