import { clsx } from 'clsx'
import { TimeAgo } from '@/components/ui/time.tsx'
import type { RolloutDetail } from '@/lib/rollouts/view.ts'

interface ConditionsProps {
  readonly conditions: RolloutDetail['conditions']
}

/** The controller's conditions, in its own words. */
export function Conditions({ conditions }: ConditionsProps) {
  return (
    <section aria-label="Conditions" className="mt-4 border-line border-t">
      {conditions.length === 0 && <p className="pt-3 text-muted">No conditions yet.</p>}
      <ul>
        {conditions.map((condition) => (
          <li key={condition.type} className="border-line border-b py-2 last:border-b-0">
            <div className="flex items-baseline gap-2">
              <span className="font-medium">{condition.type}</span>
              <span className={clsx('mono', condition.status === 'True' ? 'text-ink' : 'text-muted')}>
                {condition.status}
              </span>
              <span className="ml-auto text-muted text-sm">
                <TimeAgo at={condition.lastTransitionTime} />
              </span>
            </div>
            <p className="break-words text-muted text-sm">
              <span className="mono">{condition.reason}</span>
              {condition.message !== '' && <> · {condition.message}</>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
