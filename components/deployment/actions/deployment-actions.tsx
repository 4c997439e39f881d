'use client'

import { useState } from 'react'
import { ProgressStrip } from '@/components/actions/progress-strip.tsx'
import { useAction } from '@/components/actions/use-action.ts'
import { type KeyBinding, useKeys } from '@/components/shell/keys.ts'
import { Later, later } from '@/components/ui/later.tsx'
import { deploymentProgress } from '@/lib/deployments/progress.ts'
import type { DeploymentAction, DeploymentDetail, DeploymentOrder } from '@/lib/deployments/view.ts'
import type { RolloutRef } from '@/lib/paths.ts'
import { postOrder } from '@/lib/query/deployment.ts'
import { DeploymentHeader } from '../deployment-header.tsx'
import { OrderButtons } from './order-buttons.tsx'
import type { DeploymentStanding } from './order-lock.ts'
import { orderNames } from './order-names.ts'

const orderCard = later(async () => (await import('./order-card.tsx')).OrderCard)

// A key does what its button does; one that is locked gets the focus, so that it says why.
function press(...actions: readonly DeploymentAction[]): void {
  const selector = actions.map((action) => `[data-action="${action}"]`).join()
  const button = document.querySelector<HTMLElement>(selector)
  button?.focus()
  button?.click()
}

const keys: readonly KeyBinding[] = [
  { keys: ['p'], does: 'Pause or resume: opens the card', run: () => press('pause', 'resume') },
  { keys: ['i'], does: 'Set an image: opens the card', run: () => press('set-image') },
  { keys: ['s'], does: 'Scale: opens the card', run: () => press('scale') },
  { keys: ['u'], does: 'Undo: opens the card', run: () => press('undo') },
]

interface DeploymentActionsProps {
  readonly at: RolloutRef
  readonly standing: DeploymentStanding
  readonly gone: boolean
}

/** The head of the page: what it is, what may be done, what became of what was done. */
export function DeploymentActions({ at, standing, gone }: DeploymentActionsProps) {
  const { detail } = standing
  const flow = useAction<DeploymentAction, DeploymentOrder, DeploymentDetail>(
    (order, state) => postOrder(at, order, state),
    detail,
  )
  useKeys(keys)
  const { asked, sent } = flow
  // A card that could not be fetched is asked for once more by the next click.
  const [tries, setTries] = useState(0)
  const choose = (action: DeploymentAction) => {
    setTries(tries + 1)
    flow.ask(action)
  }
  // What another one under the same name does is not the answer to it.
  const followed = sent !== null && !gone && sent.before.row.uid === detail.row.uid
  return (
    <>
      <DeploymentHeader detail={detail} gone={gone}>
        <OrderButtons standing={standing} onChoose={choose} />
      </DeploymentHeader>
      {followed && (
        <ProgressStrip
          key={sent.at}
          sent={sent}
          seen={deploymentProgress(sent.order.action, sent.before, detail)}
          name={orderNames[sent.order.action]}
          onDismiss={flow.dismiss}
        />
      )}
      {asked && (
        <Later key={tries} part={orderCard}>
          {(OrderCard) => <OrderCard at={at} standing={standing} flow={flow} asked={asked} />}
        </Later>
      )}
    </>
  )
}
