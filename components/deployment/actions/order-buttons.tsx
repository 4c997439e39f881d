import { clsx } from 'clsx'
import { Button } from '@/components/ui/button.tsx'
import type { DeploymentAction } from '@/lib/deployments/view.ts'
import { type DeploymentStanding, orderLock, primaryOrder } from './order-lock.ts'
import { orderNames } from './order-names.ts'

interface OrderButtonsProps {
  readonly standing: DeploymentStanding
  readonly onChoose: (action: DeploymentAction) => void
}

const hints: Readonly<Record<DeploymentAction, string>> = {
  pause: 'Holds the update where it is, and every later change of the template.',
  resume: 'Goes on with what is held.',
  restart: 'Replaces every pod by one of the same template.',
  undo: 'Brings back the template of an earlier revision.',
  'set-image': 'Gives a container another image.',
  scale: 'Changes how many pods there are to be.',
}

/** What may be done: at most one filled button; on a small screen they stay at the foot of the page. */
export function OrderButtons({ standing, onChoose }: OrderButtonsProps) {
  const { detail } = standing
  const primary = primaryOrder(detail)
  const held: DeploymentAction = detail.row.pause === null ? 'pause' : 'resume'
  const shown: readonly DeploymentAction[] = [held, 'set-image', 'scale', 'restart', 'undo']
  return (
    <fieldset
      aria-label="Actions"
      className="flex min-w-0 flex-wrap content-start gap-2 sm:max-xl:mt-2 max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:z-30 max-sm:border-line max-sm:border-t max-sm:bg-surface max-sm:px-4 max-sm:pt-3 max-sm:pb-[max(0.75rem,env(safe-area-inset-bottom))] xl:max-w-[46rem] xl:justify-end print:hidden"
    >
      {shown.map((action) => (
        <Button
          key={action}
          variant={action === primary ? 'primary' : 'secondary'}
          data-action={action}
          disabledReason={orderLock(action, standing)}
          hint={hints[action]}
          onClick={() => onChoose(action)}
          className={clsx(
            'max-w-full',
            action === primary
              ? 'max-sm:order-first max-sm:h-11 max-sm:basis-full'
              : 'max-sm:min-w-0 max-sm:flex-auto max-sm:px-2',
          )}
        >
          {orderNames[action]}
        </Button>
      ))}
    </fieldset>
  )
}
