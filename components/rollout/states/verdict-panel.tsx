'use client'

import { clsx } from 'clsx'
import { useCallback } from 'react'
import { useTicking } from '@/components/ui/clock.ts'
import { controllerWords, detailSentence } from '@/lib/rollouts/sentence.ts'
import type { RolloutDetail } from '@/lib/rollouts/view.ts'
import { unbroken } from '../unbroken.ts'
import { StateGlyph } from './state-glyph.tsx'

interface VerdictPanelProps {
  readonly detail: RolloutDetail
  /** When the Rollout was seen to be gone, in milliseconds; its clocks stand then. Null while it is there. */
  readonly goneAt: number | null
}

/** What it is doing, what comes next, when, and who decides; the controller's own words beside it. */
export function VerdictPanel({ detail, goneAt }: VerdictPanelProps) {
  const { row } = detail
  const [headline, next] = useSentence(detail, goneAt)
  const words = controllerWords(row)
  return (
    <section
      aria-label="State"
      className="panel flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3.5 sm:px-6 lg:py-4"
    >
      <StateGlyph row={row} gone={goneAt !== null} />
      <div className="min-w-0 flex-1 basis-[min(100%-4rem,26rem)]">
        <p className="text-balance font-semibold text-xl tracking-tight lg:text-2xl">{unbroken(headline)}</p>
        {next !== '' && (
          <p className="num mt-0.5 text-pretty break-words text-muted lg:text-lg">{unbroken(next)}</p>
        )}
      </div>
      {!isSaid(words, `${headline} ${next}`) && <ControllerWords message={words} />}
    </section>
  )
}

/** The headline and what follows it: told anew each second, drawn anew only when a word changes. */
function useSentence(detail: RolloutDetail, goneAt: number | null): readonly [string, string] {
  const headline = useTicking(useCallback((now) => tell(detail, goneAt, now).headline, [detail, goneAt]))
  const next = useTicking(useCallback((now) => tell(detail, goneAt, now).next, [detail, goneAt]))
  return [headline, next]
}

function tell(detail: RolloutDetail, goneAt: number | null, now: number) {
  const { headline, next } = detailSentence(detail, goneAt ?? now)
  if (goneAt === null) return { headline, next }
  return {
    headline: `It was ${detail.row.phase}.`,
    next: `Last said of it: “${`${headline} ${next}`.trim()}”`,
  }
}

/** Whether the sentence holds the controller's words in full, so that a line of their own would only repeat them. */
function isSaid(message: string, sentence: string): boolean {
  return sentence.includes(message.replace(/^InvalidSpec: /, '').trim())
}

// Beside the sentence while it is a word or a few; under it, in full, when it is a story.
const few = 80

function ControllerWords({ message }: { readonly message: string }) {
  return (
    <p
      className={clsx(
        'mono basis-full break-words pl-16 text-muted text-sm lg:text-base',
        message.length <= few && 'text-balance lg:max-w-96 lg:basis-auto lg:pl-0 lg:text-right',
      )}
    >
      <span className="sr-only">The controller says: </span>
      {message}
    </p>
  )
}
