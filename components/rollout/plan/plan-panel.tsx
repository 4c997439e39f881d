'use client'

import { List } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Panel } from '@/components/ui/panel.tsx'
import type { PlanView, RolloutDetail } from '@/lib/rollouts/view.ts'
import { Staircase } from './staircase.tsx'
import { StepList } from './step-list.tsx'

interface PlanPanelProps {
  readonly detail: RolloutDetail
  /** The step an abort interrupted, where the page saw it. */
  readonly abortedStep: number | null
}

/** Where in the plan a canary stands. */
export function PlanPanel({ detail, abortedStep }: PlanPanelProps) {
  const [listed, setListed] = useState(false)
  const list = useId()
  const { plan, row } = detail
  if (!plan || plan.steps.length === 0) return <NoSteps />
  return (
    <Panel
      title={
        <>
          Plan <span className="num ml-2 text-ink">{standing(plan, detail, abortedStep)}</span>
        </>
      }
      aside={
        <div className="-my-1.5 -mr-3 flex items-center gap-2">
          {row.step !== '' && (
            <span className="num">
              kubectl shows <span className="mono">{row.step}</span>
            </span>
          )}
          <Button
            variant="ghost"
            size="sm"
            aria-expanded={listed}
            aria-controls={list}
            onClick={() => setListed(!listed)}
          >
            <List aria-hidden size={16} />
            <span className="max-sm:sr-only">Steps as a list</span>
          </Button>
        </div>
      }
    >
      <Staircase detail={detail} plan={plan} abortedStep={abortedStep} />
      <div id={list}>{listed && <StepList steps={plan.steps} aborted={row.aborted} />}</div>
    </Panel>
  )
}

function standing({ index, steps }: PlanView, { row }: RolloutDetail, abortedStep: number | null): string {
  if (row.aborted)
    return abortedStep === null ? 'aborted' : `aborted at step ${abortedStep + 1} of ${steps.length}`
  if (row.fullyPromoted) return 'no steps left'
  if (index >= steps.length) return `after step ${steps.length}, on the way to all users`
  return `step ${index + 1} of ${steps.length}`
}

function NoSteps() {
  return (
    <Panel title="Plan">
      <p className="text-muted">
        This canary has no steps: a new version replaces the old one pod by pod, within{' '}
        <span className="mono">maxSurge</span> and <span className="mono">maxUnavailable</span>, without a
        stop.
      </p>
    </Panel>
  )
}
