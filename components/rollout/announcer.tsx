import type { RolloutDetail } from '@/lib/rollouts/view.ts'
import { spokenShare } from '@/lib/rollouts/words.ts'

/** Says changes of phase and step to the screen reader, and nothing that ticks. */
export function Announcer({ detail }: { readonly detail: RolloutDetail }) {
  return (
    <p role="status" className="sr-only">
      {announcement(detail)}
    </p>
  )
}

/** The state in a few words without a clock in it: it changes only when phase, step or wanted share do. */
export function announcement({ row, plan, traffic }: RolloutDetail): string {
  const waits = row.pause?.waitsFor === 'person' && row.phase === 'Paused' ? ', waits for a person' : ''
  const step =
    plan && !row.aborted && plan.index < plan.steps.length
      ? `, step ${plan.index + 1} of ${plan.steps.length}`
      : ''
  const share = traffic && !row.fullyPromoted ? `, wanted ${spokenShare(traffic.wanted, traffic.max)}` : ''
  return `${row.name}: ${row.phase}${waits}${step}${share}`
}
