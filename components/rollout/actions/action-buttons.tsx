import { clsx } from 'clsx'
import { Button } from '@/components/ui/button.tsx'
import { consequenceOf } from '@/lib/rollouts/consequence.ts'
import type { Action, RolloutDetail } from '@/lib/rollouts/view.ts'
import { actionNames } from './action-names.ts'
import { lockOf, primaryAction, type Standing } from './lock.ts'

interface ActionButtonsProps {
  readonly standing: Standing
  readonly onChoose: (action: Action) => void
}

const shown: readonly Action[] = ['promote', 'promote-full', 'abort', 'retry']

/** What may be done: at most one filled button, each saying its effect; on a small screen they stay at the foot of the page. */
export function ActionButtons({ standing, onChoose }: ActionButtonsProps) {
  const { detail } = standing
  const primary = primaryAction(detail)
  return (
    <fieldset
      aria-label="Actions"
      className="flex min-w-0 flex-wrap content-start gap-2 sm:max-xl:mt-2 max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:z-30 max-sm:border-line max-sm:border-t max-sm:bg-surface max-sm:px-4 max-sm:pt-3 max-sm:pb-[max(0.75rem,env(safe-area-inset-bottom))] xl:max-w-[46rem] xl:justify-end print:hidden"
    >
      {shown.map((action) => (
        <Button
          key={action}
          variant={variantOf(action, primary, detail)}
          data-action={action}
          disabledReason={lockOf(action, standing)}
          hint={detail.verdicts[action].allowed ? consequenceOf(action, detail).effect : null}
          onClick={() => onChoose(action)}
          className={clsx(
            'max-w-full',
            action === primary
              ? 'max-sm:order-first max-sm:h-11 max-sm:basis-full'
              : 'max-sm:min-w-0 max-sm:flex-auto max-sm:px-2',
          )}
        >
          <Label action={action} detail={detail} primary={action === primary} />
        </Button>
      ))}
    </fieldset>
  )
}

// What the Rollout's state rules out loses its colour; what the road locks for a moment keeps its look.
function variantOf(action: Action, primary: Action | null, { verdicts }: RolloutDetail) {
  if (action === primary) return 'primary'
  return action === 'abort' && verdicts.abort.allowed ? 'danger' : 'secondary'
}

interface LabelProps {
  readonly action: Action
  readonly detail: RolloutDetail
  readonly primary: boolean
}

// What would not be done has no effect to tell. The next move says its effect; of the others the verb is seen, the rest heard.
function Label({ action, detail, primary }: LabelProps) {
  if (!detail.verdicts[action].allowed) return actionNames[action]
  const { button } = consequenceOf(action, detail)
  const object = button.search(/,| to | from /)
  if (primary || object === -1) return <span className="truncate">{button}</span>
  return (
    <span className="truncate">
      {button.slice(0, object)}
      <span className={action === 'promote' ? 'max-sm:sr-only' : 'sr-only'}>{button.slice(object)}</span>
    </span>
  )
}
