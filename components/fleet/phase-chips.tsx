'use client'

import { clsx } from 'clsx'
import { BellRing, Hand, type LucideIcon } from 'lucide-react'
import { phaseLooks } from '../rollouts/phase-look.ts'
import { type ChipValue, chipPhases, chipValues } from './fleet-params.ts'
import type { Selection } from './select-rows.ts'

interface ChipLook {
  readonly words: string
  readonly icon: LucideIcon
  readonly text: string
}

function lookOf(chip: ChipValue): ChipLook {
  if (chip === 'attention') return { words: 'Needs attention', icon: BellRing, text: 'text-ink' }
  const phase = chipPhases[chip]
  if (phase === null) return { words: 'Waiting for you', icon: Hand, text: 'text-paused' }
  return { words: phase, ...phaseLooks[phase] }
}

const attention = 'What waits for a person, is Degraded or Unknown'

interface PhaseChipsProps {
  readonly counts: Selection['counts']
  readonly chosen: ChipValue | null
  readonly onChoose: (chip: ChipValue | null) => void
}

/** How many Rollouts are in which state; each chip narrows the list to its own. */
export function PhaseChips({ counts, chosen, onChoose }: PhaseChipsProps) {
  const chips = chipValues.filter((chip) => chip !== 'unknown' || counts.unknown > 0 || chosen === chip)
  return (
    // On a phone one line that scrolls, to the edges of the screen; the room around it keeps focus rings whole.
    <fieldset className="flex flex-wrap gap-2 max-sm:-mx-4 max-sm:-my-1 max-sm:min-w-0 max-sm:snap-x max-sm:scroll-px-4 max-sm:flex-nowrap max-sm:overflow-x-auto max-sm:px-4 max-sm:py-1 max-sm:[scrollbar-width:none]">
      <legend className="sr-only">Narrow to a state</legend>
      {chips.map((chip) => {
        const { words, icon: Icon, text } = lookOf(chip)
        const on = chosen === chip
        return (
          <button
            key={chip}
            type="button"
            aria-pressed={on}
            title={chip === 'attention' ? attention : undefined}
            onClick={() => onChoose(on ? null : chip)}
            className={clsx(
              'flex h-8 shrink-0 snap-start items-center gap-2 whitespace-nowrap rounded-control px-3 font-medium text-sm',
              on ? 'bg-ink text-surface' : 'bg-surface shadow-panel hover:bg-sunken',
            )}
          >
            <Icon aria-hidden size={14} strokeWidth={2.4} className={clsx(!on && text)} />
            {words}{' '}
            <span className={clsx('num font-bold', counts[chip] === 0 && !on && 'font-medium text-faint')}>
              {counts[chip]}
            </span>
          </button>
        )
      })}
    </fieldset>
  )
}
