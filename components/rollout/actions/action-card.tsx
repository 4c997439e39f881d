'use client'

import { type KeyboardEvent, useId } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { Command } from '@/components/ui/notice.tsx'
import type { RolloutRef } from '@/lib/paths.ts'
import { commandLine } from '@/lib/rollouts/command-line.ts'
import { type Consequence, consequenceOf } from '@/lib/rollouts/consequence.ts'
import { unbroken } from '../unbroken.ts'
import { ActionFacts } from './action-facts.tsx'
import { actionNames, actionTitle } from './action-names.ts'
import { CardWarning } from './card-warning.tsx'
import { lockOf, type Standing } from './lock.ts'
import type { ActionFlow, Asked } from './use-action.ts'

interface ActionCardProps {
  readonly rollout: RolloutRef
  readonly standing: Standing
  readonly flow: ActionFlow
  readonly asked: Asked
}

/** What an action will do to what, to be confirmed once; it follows the Rollout until it is confirmed. */
export function ActionCard({ rollout, standing, flow, asked }: ActionCardProps) {
  const { action } = asked
  // Often the cluster shows the action before its answer is here: that is not a Rollout that moved.
  const detail = flow.sending ?? standing.detail
  const consequence = consequenceOf(action, detail)
  const moved = asked.state !== detail.stateKey
  const lock = flow.sending === null ? lockOf(action, standing) : null
  const confirming = { action, consequence, moved, lock, flow }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && flow.close()}
      title={actionTitle(action, rollout.name)}
      description={unbroken(consequence.effect)}
      footer={<Footer {...confirming} />}
    >
      <CardWarning moved={moved} onReread={flow.reread} lock={lock} failure={flow.failure} />
      <ActionFacts action={action} rollout={rollout} detail={detail} consequence={consequence} />
      <Command line={commandLine(action, rollout)} />
    </Dialog>
  )
}

interface FooterProps {
  readonly action: Asked['action']
  readonly consequence: Consequence
  readonly moved: boolean
  readonly lock: string | null
  readonly flow: ActionFlow
}

// A key pressed out of habit must not move all users: for these the space bar or the pointer has to be meant.
const refuseEnter = (event: KeyboardEvent) => {
  if (event.key === 'Enter') event.preventDefault()
}

// Enter that is held down since it opened the card has read nothing.
const refuseHeldEnter = (event: KeyboardEvent) => {
  if (event.repeat) refuseEnter(event)
}

function Footer({ action, consequence, moved, lock, flow }: FooterProps) {
  const hint = useId()
  const { needsConfirmByPointer: careful, button } = consequence
  return (
    <>
      {careful && (
        <p id={hint} className="basis-full text-muted text-sm">
          Enter does not confirm this; click, or press Space.
        </p>
      )}
      <Button onClick={flow.close} autoFocus={careful}>
        Cancel
      </Button>
      <Button
        variant={action === 'abort' ? 'danger' : 'primary'}
        autoFocus={!careful}
        loading={flow.sending !== null}
        disabledReason={lock ?? (moved ? 'The Rollout has moved: read the change first.' : null)}
        onClick={flow.confirm}
        onKeyDown={careful ? refuseEnter : refuseHeldEnter}
        {...(careful ? { 'aria-describedby': hint } : {})}
      >
        {lock === null ? button : actionNames[action]}
      </Button>
    </>
  )
}
