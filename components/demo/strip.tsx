'use client'

import { clsx } from 'clsx'
import { ChevronDown, FlaskConical } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { MoreControls } from './more-controls.tsx'
import { ScenarioChoice } from './scenario-choice.tsx'
import { ShipControls } from './ship-controls.tsx'
import { TimeControls } from './time-controls.tsx'
import type { Demo } from './use-demo.ts'

interface StripProps {
  readonly demo: Demo
  /** Whether a small screen shows more than the name of the strip. */
  readonly open: boolean
  readonly onOpen: (open: boolean) => void
  readonly onGuide: () => void
}

/** Says that the cluster is simulated, and moves it. It stands in the page and covers nothing. */
export function Strip({ demo, open, onOpen, onGuide }: StripProps) {
  const [more, setMore] = useState(false)
  return (
    <section
      aria-label="Simulated cluster"
      className="border-line border-b bg-sunken px-4 py-2 sm:px-6 print:hidden"
    >
      <div className="mx-auto flex max-w-[84rem] flex-wrap items-center gap-x-4 gap-y-2">
        <p
          title="Nothing here is real: the cluster lives in the process that serves this page, and goes with it."
          className="flex flex-1 items-center gap-2 whitespace-nowrap font-semibold text-muted text-sm sm:flex-none"
        >
          <FlaskConical aria-hidden size={15} />
          Simulated cluster
        </p>
        <Button
          variant="ghost"
          size="sm"
          className="-mr-3 sm:hidden"
          aria-expanded={open}
          aria-label="Controls of the simulated cluster"
          onClick={() => onOpen(!open)}
        >
          Controls
          <Turned down={open} />
        </Button>
        <div
          className={clsx(
            'flex w-full flex-wrap items-center gap-x-4 gap-y-2 sm:w-auto sm:flex-1',
            !open && 'max-sm:hidden',
          )}
        >
          <ScenarioChoice demo={demo} />
          <TimeControls demo={demo} />
          <ShipControls demo={demo} />
          <Button
            variant="ghost"
            size="sm"
            className="-mx-2 lg:ml-auto"
            aria-expanded={more}
            onClick={() => setMore(!more)}
          >
            More
            <Turned down={more} />
          </Button>
          {more && <MoreControls demo={demo} onGuide={onGuide} />}
        </div>
      </div>
      {demo.problem !== null && (
        <p role="alert" className="mx-auto mt-1.5 max-w-[84rem] text-degraded text-sm">
          {demo.problem}
        </p>
      )}
    </section>
  )
}

const Turned = ({ down }: { readonly down: boolean }) => (
  <ChevronDown aria-hidden size={15} className={clsx('transition-transform', down && 'rotate-180')} />
)
