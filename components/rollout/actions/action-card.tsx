'use client'

import { CardFooter } from '@/components/actions/card-footer.tsx'
import { CardWarning } from '@/components/actions/card-warning.tsx'
import type { ActionFlow, Asked } from '@/components/actions/use-action.ts'
import { useKubeconfig } from '@/components/shell/use-clusters.ts'
import { Command } from '@/components/ui/command.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import type { RolloutRef } from '@/lib/paths.ts'
import { commandLine } from '@/lib/rollouts/command-line.ts'
import { consequenceOf } from '@/lib/rollouts/consequence.ts'
import type { Action, RolloutDetail } from '@/lib/rollouts/view.ts'
import { unbroken } from '../unbroken.ts'
import { ActionFacts } from './action-facts.tsx'
import { actionNames, actionTitle } from './action-names.ts'
import { lockOf, type Standing } from './lock.ts'

type RolloutFlow = ActionFlow<Action, Action, RolloutDetail>

interface ActionCardProps {
  readonly rollout: RolloutRef
  readonly standing: Standing
  readonly flow: RolloutFlow
  readonly asked: Asked<Action>
}

/** What an action will do to what, to be confirmed once; it follows the Rollout until it is confirmed. */
export function ActionCard({ rollout, standing, flow, asked }: ActionCardProps) {
  const action = asked.ask
  const files = useKubeconfig()
  // Often the cluster shows the action before its answer is here: that is not a Rollout that moved.
  const detail = flow.sending ?? standing.detail
  const consequence = consequenceOf(action, detail)
  const moved = asked.state !== detail.stateKey
  const lock = flow.sending === null ? lockOf(action, standing) : null
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && flow.close()}
      title={actionTitle(action, rollout.name)}
      description={unbroken(consequence.effect)}
      footer={
        <CardFooter
          button={lock === null ? consequence.button : actionNames[action]}
          danger={action === 'abort'}
          careful={consequence.needsConfirmByPointer}
          loading={flow.sending !== null}
          refusal={lock ?? (moved ? 'The Rollout has moved: read the change first.' : null)}
          onCancel={flow.close}
          onConfirm={() => flow.confirm(action)}
        />
      }
    >
      <CardWarning kind="Rollout" moved={moved} onReread={flow.reread} lock={lock} failure={flow.failure} />
      <ActionFacts action={action} rollout={rollout} detail={detail} consequence={consequence} />
      <Command line={commandLine(action, rollout, files)} />
    </Dialog>
  )
}
