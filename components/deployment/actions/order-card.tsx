'use client'

import { useState } from 'react'
import { Change, Fact, Images } from '@/components/actions/card-facts.tsx'
import { CardFooter } from '@/components/actions/card-footer.tsx'
import { CardWarning } from '@/components/actions/card-warning.tsx'
import type { ActionFlow, Asked } from '@/components/actions/use-action.ts'
import { unbroken } from '@/components/rollout/unbroken.ts'
import { useKubeconfig } from '@/components/shell/use-clusters.ts'
import { Command } from '@/components/ui/command.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { orderLine } from '@/lib/deployments/command-line.ts'
import { consequenceOfOrder, type OrderConsequence } from '@/lib/deployments/consequence.ts'
import type { DeploymentAction, DeploymentDetail, DeploymentOrder } from '@/lib/deployments/view.ts'
import type { RolloutRef } from '@/lib/paths.ts'
import { type Draft, draftOf, orderOf, problemOf } from './draft.ts'
import { ImageFields, RevisionFields, ScaleField } from './order-fields.tsx'
import { type DeploymentStanding, orderLock } from './order-lock.ts'
import { orderNames } from './order-names.ts'

interface OrderCardProps {
  readonly at: RolloutRef
  readonly standing: DeploymentStanding
  readonly flow: ActionFlow<DeploymentAction, DeploymentOrder, DeploymentDetail>
  readonly asked: Asked<DeploymentAction>
}

/** What an action will do to what, with what it needs to be told; to be confirmed once. It follows the Deployment until it is confirmed. */
export function OrderCard({ at, standing, flow, asked }: OrderCardProps) {
  const action = asked.ask
  // Often the cluster shows the action before its answer is here: that is not a Deployment that moved.
  const detail = flow.sending ?? standing.detail
  const [draft, setDraft] = useState<Draft>(() => draftOf(detail))
  const order = orderOf(action, draft, detail)
  const problem = problemOf(action, draft, detail)
  const told = order === null ? null : consequenceOfOrder(order, detail)
  const moved = asked.state !== detail.stateKey
  const lock = flow.sending === null ? orderLock(action, standing) : null
  const files = useKubeconfig()
  const fields = { at, detail, draft, onDraft: setDraft, problem }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && flow.close()}
      title={action === 'set-image' ? `Set an image of ${at.name}` : `${orderNames[action]} ${at.name}`}
      description={told === null ? undefined : unbroken(told.effect)}
      footer={
        <CardFooter
          button={lock === null && told !== null ? told.button : orderNames[action]}
          danger={told?.toReplicas === 0 && told.fromReplicas > 0}
          careful={told?.needsConfirmByPointer ?? false}
          loading={flow.sending !== null}
          refusal={lock ?? (moved ? 'The Deployment has moved: read the change first.' : problem)}
          focused={action === 'set-image' || action === 'scale'}
          onCancel={flow.close}
          onConfirm={() => order !== null && flow.confirm(order)}
        />
      }
    >
      <CardWarning
        kind="Deployment"
        moved={moved}
        onReread={flow.reread}
        lock={lock}
        failure={flow.failure}
      />
      {action === 'set-image' && <ImageFields {...fields} />}
      {action === 'scale' && <ScaleField {...fields} />}
      {action === 'undo' && <RevisionFields {...fields} />}
      {told !== null && <Facts at={at} told={told} />}
      {order !== null && problem === null && <Command line={orderLine(order, at, files)} />}
    </Dialog>
  )
}

function Facts({ at, told }: { readonly at: RolloutRef; readonly told: OrderConsequence }) {
  return (
    <dl className="num grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5">
      <Fact name="Cluster">{at.cluster}</Fact>
      <Fact name="Namespace">{at.namespace}</Fact>
      <Fact name="Deployment">{at.name}</Fact>
      <Fact name="Image">
        <Images from={told.fromImages} to={told.toImages} />
      </Fact>
      <Fact name="Replicas">
        <Change from={`${told.fromReplicas}`} to={`${told.toReplicas}`} />
      </Fact>
    </dl>
  )
}
