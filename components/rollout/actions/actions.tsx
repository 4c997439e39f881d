'use client'

import { useState } from 'react'
import { ProgressStrip } from '@/components/actions/progress-strip.tsx'
import { useAction } from '@/components/actions/use-action.ts'
import { type KeyBinding, useKeys } from '@/components/shell/keys.ts'
import { Later, later } from '@/components/ui/later.tsx'
import type { RolloutRef } from '@/lib/paths.ts'
import { postAction } from '@/lib/query/act.ts'
import { actionProgress } from '@/lib/rollouts/progress.ts'
import type { Action, RolloutDetail } from '@/lib/rollouts/view.ts'
import { RolloutHeader } from '../rollout-header.tsx'
import { ActionButtons } from './action-buttons.tsx'
import { actionNames } from './action-names.ts'
import type { Standing } from './lock.ts'

const actionCard = later(async () => (await import('./action-card.tsx')).ActionCard)

// A key does what its button does; one that is locked gets the focus, so that it says why.
function press(action: Action): void {
  const button = document.querySelector<HTMLElement>(`[data-action="${action}"]`)
  button?.focus()
  button?.click()
}

const keys: readonly KeyBinding[] = [
  { keys: ['p'], does: 'Promote: opens the card', run: () => press('promote') },
  { keys: ['a'], does: 'Abort: opens the card', run: () => press('abort') },
]

interface ActionsProps {
  readonly rollout: RolloutRef
  readonly standing: Standing
  readonly gone: boolean
}

/** The head of the page: what it is, what may be done, what became of what was done. */
export function Actions({ rollout, standing, gone }: ActionsProps) {
  const flow = useAction<Action, Action, RolloutDetail>(
    (action, state) => postAction(rollout, action, state),
    standing.detail,
  )
  useKeys(keys)
  const { asked, sent } = flow
  // A card that could not be fetched is asked for once more by the next click.
  const [tries, setTries] = useState(0)
  const choose = (action: Action) => {
    setTries(tries + 1)
    flow.ask(action)
  }
  // What another one under the same name does is not the answer to it.
  const followed = sent !== null && !gone && sent.before.row.uid === standing.detail.row.uid
  return (
    <>
      <RolloutHeader detail={standing.detail} gone={gone}>
        <ActionButtons standing={standing} onChoose={choose} />
      </RolloutHeader>
      {followed && (
        <ProgressStrip
          key={sent.at}
          sent={sent}
          seen={actionProgress(sent.order, sent.before, standing.detail)}
          name={actionNames[sent.order]}
          onDismiss={flow.dismiss}
        />
      )}
      {asked && (
        <Later key={tries} part={actionCard}>
          {(ActionCard) => <ActionCard rollout={rollout} standing={standing} flow={flow} asked={asked} />}
        </Later>
      )}
    </>
  )
}
