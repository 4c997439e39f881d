import type { StepView } from '@/lib/rollouts/view.ts'
import { stepWords } from './step-words.ts'

interface StepListProps {
  readonly steps: readonly StepView[]
  readonly aborted: boolean
}

/** The plan as words, with each step's text as kubectl prints it. */
export function StepList({ steps, aborted }: StepListProps) {
  return (
    <ol className="num mt-2 grid gap-x-4 text-sm">
      {steps.map((step) => {
        const current = !aborted && step.state === 'current'
        return (
          <li
            key={step.index}
            aria-current={current ? 'step' : undefined}
            className="grid grid-cols-[1.75rem_minmax(0,1fr)_auto] items-baseline gap-3 border-line border-t py-1.5"
          >
            <span className="text-right text-faint">{step.index + 1}</span>
            <span className="min-w-0">
              <span className="mono break-all text-ink">{step.text}</span>
              <span className="ml-3 text-faint">{stepWords(step).note}</span>
            </span>
            <span className={current ? 'font-semibold text-ink' : 'text-muted'}>
              {stateWords(step, aborted)}
            </span>
          </li>
        )
      })}
    </ol>
  )
}

// A step that was skipped has the same state as one that ran: both are passed.
function stateWords({ state }: StepView, aborted: boolean): string {
  if (aborted) return 'not running'
  return { done: 'passed', current: 'now', todo: 'to come' }[state]
}
