import { clsx } from 'clsx'
import { clipped } from '@/components/ui/clipped.ts'
import { TimeAgo } from '@/components/ui/time.tsx'
import type { RolloutDetail } from '@/lib/rollouts/view.ts'

interface ConditionsProps {
  readonly conditions: RolloutDetail['conditions']
  /** The controller's words that stand at the head of the page. */
  readonly said: string
}

/** The controller's conditions, in its own words; what the head of the page says already is not said again. */
export function Conditions({ conditions, said }: ConditionsProps) {
  return (
    <section aria-label="Conditions" className="mt-4 border-line border-t">
      {conditions.length === 0 && <p className="pt-3 text-muted">No conditions yet.</p>}
      <ul>
        {conditions.map(({ type, status, reason, message, lastTransitionTime }) => (
          <li key={type} className="border-line border-b py-2 last:border-b-0">
            <div className="flex items-baseline gap-2">
              <span className="font-medium">{type}</span>
              <span className={clsx('mono', status === 'True' ? 'text-ink' : 'text-muted')}>{status}</span>
              <span className="ml-auto text-muted text-sm">
                <TimeAgo at={lastTransitionTime} />
              </span>
            </div>
            <p className="break-words text-muted text-sm">
              <span className="mono">{reason}</span>
              {message !== '' && <> · {said.endsWith(message) ? 'as said above' : clipped(message)}</>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
