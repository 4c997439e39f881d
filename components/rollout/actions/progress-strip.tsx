'use client'

import { Check, CircleDashed, Hourglass, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { useNow } from '@/components/ui/clock.ts'
import { actionProgress } from '@/lib/rollouts/progress.ts'
import type { RolloutDetail } from '@/lib/rollouts/view.ts'
import { actionNames } from './action-names.ts'
import { advance, isOver, isSilent, type Sent, type Stage } from './sent.ts'

interface ProgressStripProps {
  readonly sent: Sent
  readonly detail: RolloutDetail
  readonly onDismiss: () => void
}

const stages: readonly (readonly [Stage, string])[] = [
  ['accepted', 'accepted by the API server'],
  ['observed', 'observed by the controller'],
  ['finished', 'finished'],
]

/** What became of one action: never a success before the cluster shows it. Mount it anew for the next one. */
export function ProgressStrip({ sent, detail, onDismiss }: ProgressStripProps) {
  const now = useNow()
  const [known, setKnown] = useState(sent)
  const here = advance(known, actionProgress(known.action, known.before, detail), now)
  if (here !== known) setKnown(here)
  if (isOver(here, now)) return null
  const reached = stages.findIndex(([stage]) => stage === here.stage)
  return (
    <section
      role="status"
      aria-label="Progress of the action"
      className="panel flex flex-wrap items-center gap-x-5 gap-y-1.5 py-2 pr-2 pl-4 text-sm sm:pl-6"
    >
      <b className="font-semibold">{actionNames[sent.action]}</b>
      <ol className="flex flex-wrap gap-x-5 gap-y-1">
        {stages.map(([stage, words], index) => (
          <li
            key={stage}
            className={
              index <= reached ? 'flex items-center gap-1.5' : 'flex items-center gap-1.5 text-faint'
            }
          >
            {index <= reached ? (
              <Check aria-hidden size={15} strokeWidth={2.5} className="text-healthy" />
            ) : (
              <CircleDashed aria-hidden size={15} />
            )}
            {words}
            <span className="sr-only">{index <= reached ? '' : ' (not yet)'}</span>
          </li>
        ))}
      </ol>
      {isSilent(here, now) && (
        <p className="flex items-center gap-1.5 font-medium text-warn">
          <Hourglass aria-hidden size={15} />
          The controller has not reacted for 15 s. Is it running?
        </p>
      )}
      <Button variant="ghost" size="sm" aria-label="Dismiss" className="ml-auto" onClick={onDismiss}>
        <X aria-hidden size={16} />
      </Button>
    </section>
  )
}
