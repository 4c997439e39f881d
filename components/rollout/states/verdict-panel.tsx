'use client'

import { clsx } from 'clsx'
import { phaseLooks } from '@/components/rollouts/phase-look.ts'
import { useNow } from '@/components/ui/clock.ts'
import { detailSentence } from '@/lib/rollouts/sentence.ts'
import type { RolloutDetail } from '@/lib/rollouts/view.ts'
import { elapsedShare } from '../plan/elapsed.ts'
import { markerIcon } from '../plan/marker-icon.ts'

interface VerdictPanelProps {
  readonly detail: RolloutDetail
  /** When the picture stopped to be live, in milliseconds; its clocks stand then. Null while it is. */
  readonly frozenAt: number | null
}

/** What it is doing, what comes next, when, and who decides; the controller's own words beside it. */
export function VerdictPanel({ detail, frozenAt }: VerdictPanelProps) {
  const live = useNow()
  const now = frozenAt ?? live
  const { row } = detail
  const { headline, next } = detailSentence(detail, now)
  return (
    <section
      aria-label="State"
      className="panel flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3.5 sm:px-6"
    >
      <StateGlyph row={row} elapsed={elapsedShare(row.pause, now)} />
      <div className="min-w-0 flex-1 basis-[min(100%-4rem,26rem)]">
        <p className="text-balance font-semibold text-xl tracking-tight">{headline}</p>
        {next !== '' && <p className="num mt-0.5 text-pretty text-muted">{unbroken(next)}</p>}
      </div>
      {row.message !== '' && <ControllerWords message={row.message} />}
    </section>
  )
}

// A figure and its unit stay on one line.
const unbroken = (text: string) => text.replace(/(\d) (?=(?:s|min|h|d)\b|%)/g, '$1\u00a0')

// Beside the sentence while it is a word or a few; under it, in full, when it is a story.
const few = 80

function ControllerWords({ message }: { readonly message: string }) {
  return (
    <p
      className={clsx(
        'mono basis-full break-words pl-16 text-muted text-sm',
        message.length <= few && 'text-balance lg:max-w-96 lg:basis-auto lg:pl-0 lg:text-right',
      )}
    >
      <span className="sr-only">The controller says: </span>
      {message}
    </p>
  )
}

interface StateGlyphProps {
  readonly row: RolloutDetail['row']
  readonly elapsed: number | null
}

const circumference = 2 * Math.PI * 21

/** The state's shape and hue; while a clock runs, a ring that closes as it does. */
function StateGlyph({ row, elapsed }: StateGlyphProps) {
  const { soft, color } = phaseLooks[row.phase]
  const Icon = markerIcon(row)
  if (elapsed === null) {
    return (
      <span aria-hidden className={clsx('grid size-12 shrink-0 place-items-center rounded-panel', soft)}>
        <Icon size={24} strokeWidth={2.25} />
      </span>
    )
  }
  return (
    <span className={clsx('relative grid size-12 shrink-0 place-items-center rounded-full', soft)}>
      <svg
        role="img"
        aria-label={`${Math.round(elapsed * 100)} percent of the pause is over`}
        width="48"
        height="48"
        className="-rotate-90 absolute inset-0"
      >
        <circle
          cx="24"
          cy="24"
          r="21"
          fill="none"
          stroke={color}
          strokeWidth="4"
          strokeLinecap="round"
          strokeDasharray={`${elapsed * circumference} ${circumference}`}
          className="transition-[stroke-dasharray] duration-1000 ease-linear"
        />
      </svg>
      <Icon aria-hidden size={22} strokeWidth={2.25} />
    </span>
  )
}
