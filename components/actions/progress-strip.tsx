'use client'

import { clsx } from 'clsx'
import { Check, CircleDashed, Hourglass, LoaderCircle, type LucideIcon, X } from 'lucide-react'
import { useCallback, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { serverNow, useTicking } from '@/components/ui/clock.ts'
import { advance, isOver, isSilent, type Sent, type Stage } from './sent.ts'

interface ProgressStripProps {
  readonly sent: Sent<unknown, unknown>
  /** How far its effect is seen to be now. */
  readonly seen: Stage
  /** What the action is called. */
  readonly name: string
  readonly onDismiss: () => void
}

const stages: readonly (readonly [Stage, string])[] = [
  ['accepted', 'accepted by the API server'],
  ['observed', 'observed by the controller'],
  ['finished', 'finished'],
]

/** What became of one action: never a success before the cluster shows it. Mount it anew for the next one. */
export function ProgressStrip({ sent, seen, name, onDismiss }: ProgressStripProps) {
  const [known, setKnown] = useState(sent)
  const here = advance(known, seen, serverNow())
  if (here !== known) setKnown(here)
  const time = useTicking(
    useCallback((now: number) => (isOver(here, now) ? 'over' : isSilent(here, now) ? 'silent' : ''), [here]),
  )
  if (time === 'over') return null
  const silent = time === 'silent'
  return (
    <section
      role="status"
      aria-label="Progress of the action"
      className="panel relative flex items-center gap-x-4 py-3 pr-12 pl-4 sm:pl-6"
    >
      <StageGlyph stage={here.stage} silent={silent} />
      <div className="flex min-w-0 flex-wrap items-center gap-x-6 gap-y-1 max-sm:flex-col max-sm:items-start">
        <b className="font-semibold text-lg">{name}</b>
        <Stages reached={stages.findIndex(([stage]) => stage === here.stage)} />
        {silent && (
          <p className="font-medium text-warn">The controller has not reacted for 15 s. Is it running?</p>
        )}
      </div>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Dismiss"
        className="absolute top-2 right-2 sm:top-1/2 sm:-translate-y-1/2"
        onClick={onDismiss}
      >
        <X aria-hidden size={18} />
      </Button>
    </section>
  )
}

function Stages({ reached }: { readonly reached: number }) {
  return (
    <ol className="flex flex-wrap gap-x-5 gap-y-1 max-sm:flex-col">
      {stages.map(([stage, words], index) => (
        <li key={stage} className={clsx('flex items-center gap-1.5', index > reached && 'text-faint')}>
          {index <= reached ? (
            <Check aria-hidden size={16} strokeWidth={2.5} className="text-healthy" />
          ) : (
            <CircleDashed aria-hidden size={16} />
          )}
          {words}
          <span className="sr-only">{index <= reached ? '' : ' (not yet)'}</span>
        </li>
      ))}
    </ol>
  )
}

interface StageGlyphProps {
  readonly stage: Stage
  readonly silent: boolean
}

/** How far it has come, to be seen from afar. */
function StageGlyph({ stage, silent }: StageGlyphProps) {
  const [Icon, look] = glyphOf(stage, silent)
  return (
    <span aria-hidden className={clsx('grid size-12 shrink-0 place-items-center rounded-panel', look)}>
      <Icon size={24} strokeWidth={2.25} />
    </span>
  )
}

function glyphOf(stage: Stage, silent: boolean): readonly [LucideIcon, string] {
  if (silent) return [Hourglass, 'bg-warn-soft text-warn']
  return stage === 'finished'
    ? [Check, 'bg-healthy-soft text-healthy']
    : [LoaderCircle, 'bg-progressing-soft text-progressing']
}
