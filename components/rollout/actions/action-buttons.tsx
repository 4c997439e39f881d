import { Button } from '@/components/ui/button.tsx'
import { consequenceOf } from '@/lib/rollouts/consequence.ts'
import type { Action, RolloutDetail } from '@/lib/rollouts/view.ts'
import { actionNames } from './action-names.ts'
import { lockOf, primaryAction, type Standing } from './lock.ts'

interface ActionButtonsProps {
  readonly standing: Standing
  readonly onChoose: (action: Action) => void
}

const shown: readonly Action[] = ['promote', 'promote-full', 'retry', 'abort']

/** What may be done: one filled button, each saying its effect; on a small screen they stay at the foot of the page. */
export function ActionButtons({ standing, onChoose }: ActionButtonsProps) {
  const primary = primaryAction(standing.detail)
  return (
    <div
      role="toolbar"
      aria-label="Actions"
      className="flex flex-wrap content-start gap-2 sm:max-xl:mt-3 max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:z-30 max-sm:border-line max-sm:border-t max-sm:bg-surface max-sm:px-4 max-sm:pt-3 max-sm:pb-[max(0.75rem,env(safe-area-inset-bottom))] xl:max-w-[46rem] xl:justify-end print:hidden"
    >
      {shown.map((action) => (
        <Button
          key={action}
          variant={action === primary ? 'primary' : action === 'abort' ? 'danger' : 'secondary'}
          data-action={action}
          disabledReason={lockOf(action, standing)}
          onClick={() => onChoose(action)}
          className={
            action === primary
              ? 'max-sm:order-first max-sm:h-11 max-sm:basis-full'
              : 'max-sm:min-w-0 max-sm:flex-1 max-sm:px-2'
          }
        >
          <Label action={action} detail={standing.detail} primary={action === primary} />
        </Button>
      ))}
    </div>
  )
}

interface LabelProps {
  readonly action: Action
  readonly detail: RolloutDetail
  readonly primary: boolean
}

// What would not be done has no effect to tell. Where room is short the verb stays and its object goes.
function Label({ action, detail, primary }: LabelProps) {
  if (!detail.verdicts[action].allowed) return actionNames[action]
  const { button } = consequenceOf(action, detail)
  const object = button.search(/,| to | from /)
  if (primary || object === -1) return <span className="truncate">{button}</span>
  return (
    <span className="truncate">
      {button.slice(0, object)}
      <span className="max-sm:sr-only">{button.slice(object)}</span>
    </span>
  )
}
