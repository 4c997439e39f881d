'use client'

import { Panel } from '@/components/ui/panel.tsx'
import type { RolloutRef } from '@/lib/paths.ts'
import { told } from '@/lib/services/tally.ts'
import type { ServiceDetail } from '@/lib/services/view.ts'
import { HowSampled } from './how-sampled.tsx'
import { SampleControls } from './sample-controls.tsx'
import { SampleLines } from './sample-lines.tsx'
import { Squares } from './squares.tsx'
import { useSampler } from './use-sampler.ts'

interface SamplePanelProps {
  readonly service: RolloutRef
  readonly detail: ServiceDetail
  /** Why nothing may be sent now, as a sentence; null when it may. */
  readonly lock: string | null
}

/** What is counted, as one text: when it changes, a sample of before speaks of something else. */
const basisOf = ({ variants }: ServiceDetail): string =>
  JSON.stringify(variants.map(({ key, ready }) => [key, ready]))

/** Asks the Service itself: who answers, as squares and as shares beside the counted ones. */
export function SamplePanel({ service, detail, lock }: SamplePanelProps) {
  const sampler = useSampler(service, basisOf(detail), lock)
  const { tally, squares, running, because, failure, anew } = sampler
  const all = told(tally)
  return (
    <Panel
      title="Live sample"
      aside={
        <span className="num">{squares.length === 0 ? 'Off until you ask' : `${all} answers counted`}</span>
      }
    >
      <SampleControls detail={detail} sampler={sampler} lock={lock} />
      <p aria-live="polite" className="mt-2 text-muted text-sm empty:hidden">
        {running ? '' : (failure?.message ?? because ?? '')}
      </p>
      {squares.length > 0 && (
        <>
          <Squares squares={squares} variants={detail.variants} />
          {anew && (
            <p className="mt-3 text-muted text-sm">
              The endpoints changed while it was sampled: the shares below were counted anew from there.
            </p>
          )}
          <SampleLines detail={detail} tally={tally} squares={squares} />
        </>
      )}
      <HowSampled />
    </Panel>
  )
}
