'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { ArrowRight, CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useKubeconfig } from '@/components/shell/use-clusters.ts'
import { Button } from '@/components/ui/button.tsx'
import { Command } from '@/components/ui/command.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import type { RolloutRef } from '@/lib/paths.ts'
import { asFailure } from '@/lib/query/client.ts'
import { postScale } from '@/lib/query/service.ts'
import { kubectlLine } from '@/lib/rollouts/command-line.ts'
import { spokenPercent } from '@/lib/rollouts/words.ts'
import { shareOf } from '@/lib/services/ratio.ts'
import type { ScaleChange } from '@/lib/services/scale.ts'
import type { ScaleTarget } from '@/lib/services/view.ts'
import { shareAt } from '@/lib/services/what-if.ts'
import { Mark } from '../mark.tsx'
import { scaleWords } from './scale-words.ts'

interface ScaleCardProps {
  readonly service: RolloutRef
  readonly targets: readonly ScaleTarget[]
  readonly changes: readonly ScaleChange[]
  readonly lock: string | null
  readonly onClose: () => void
  readonly onScaled: () => void
}

/** What scaling will do to which workload, tried by the API server first, and confirmed once. */
export function ScaleCard({ service, targets, changes, lock, onClose, onScaled }: ScaleCardProps) {
  const trial = useQuery({
    queryKey: ['scale', service.cluster, service.namespace, service.name, changes],
    queryFn: () => postScale(service, changes, true),
    // Asked of the API server each time a card is opened.
    gcTime: 0,
    retry: false,
  })
  const scaling = useMutation({
    mutationFn: () => postScale(service, changes, false),
    meta: { silent: true },
    onSuccess: onScaled,
  })
  const files = useKubeconfig()
  const failure = scaling.error ?? trial.error
  const emptied = changes.filter(({ to }) => to === 0)
  const reason = lock ?? (trial.isPending ? 'The API server is still being asked.' : null)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !scaling.isPending && onClose()}
      title={`${scaleWords(changes)}?`}
      description="The replicas of the workloads change; the shares follow as pods become ready or go."
      footer={
        <>
          {emptied.length > 0 && (
            <p className="basis-full text-muted text-sm">
              Enter does not confirm this; click, or press Space.
            </p>
          )}
          <Button onClick={onClose} autoFocus={emptied.length > 0}>
            Cancel
          </Button>
          <Button
            variant={emptied.length > 0 ? 'danger' : 'primary'}
            autoFocus={emptied.length === 0}
            loading={scaling.isPending}
            disabledReason={reason ?? (trial.isError ? 'The API server would refuse it.' : null)}
            onClick={() => scaling.mutate()}
            onKeyDown={(event) => refuseEnter(event, emptied.length > 0)}
          >
            {scaleWords(changes)}
          </Button>
        </>
      }
    >
      <ul className="space-y-1.5">
        {targets.map((target, at) => (
          <TargetLine key={target.maker.uid} target={target} at={at} targets={targets} changes={changes} />
        ))}
      </ul>
      {emptied.map(({ name }) => (
        <p key={name} className="mt-3 rounded-control bg-warn-soft px-3 py-2.5 text-warn">
          <b className="font-semibold">{name} will have no pods:</b> all answers come from the others then.
        </p>
      ))}
      <div aria-live="polite" className="mt-3">
        <Trial pending={trial.isPending} failure={failure === null ? null : asFailure(failure).message} />
      </div>
      {changes.map(({ kind, name, to }) => (
        <Command
          key={`${kind} ${name}`}
          line={kubectlLine(service.cluster, files, [
            'scale',
            `${kind.toLowerCase()}/${name}`,
            `--replicas=${to}`,
            '-n',
            service.namespace,
          ])}
        />
      ))}
      <p className="mt-3 text-muted text-sm">
        An autoscaler, or GitOps that owns the number of replicas, puts its own number back.
      </p>
    </Dialog>
  )
}

// A key pressed out of habit must not take a variant away, and one that is held down has read nothing.
function refuseEnter(event: KeyboardEvent, careful: boolean) {
  if (event.key === 'Enter' && (careful || event.repeat)) event.preventDefault()
}

interface TargetLineProps {
  readonly target: ScaleTarget
  readonly at: number
  readonly targets: readonly ScaleTarget[]
  readonly changes: readonly ScaleChange[]
}

function TargetLine({ target: { maker, hue, letter, replicas }, at, targets, changes }: TargetLineProps) {
  const before = targets.map((one) => one.replicas)
  const after = targets.map(
    (one) =>
      changes.find(({ kind, name }) => kind === one.maker.kind && name === one.maker.name)?.to ??
      one.replicas,
  )
  return (
    <li className="num flex flex-wrap items-baseline gap-x-3 gap-y-1">
      <Mark hue={hue} letter={letter} />
      <span className="wrap-anywhere min-w-0 flex-1 basis-32 font-medium">{maker.name}</span>
      <Change from={replicas} to={after[at] ?? replicas} />
      <span className="ml-auto w-36 text-right text-muted">
        <Change from={spoken(before, at)} to={spoken(after, at)} />
      </span>
    </li>
  )
}

function spoken(counts: readonly number[], at: number): string {
  const share = shareAt(counts, at)
  return share === null ? 'no share' : spokenPercent(shareOf(share))
}

function Change({ from, to }: { readonly from: ReactNode; readonly to: ReactNode }) {
  if (from === to) return from
  return (
    <span>
      {from}
      <ArrowRight aria-label="to" size={14} className="mx-1.5 inline-block align-[-2px] text-muted" />
      {to}
    </span>
  )
}

function Trial({ pending, failure }: { readonly pending: boolean; readonly failure: string | null }) {
  if (failure !== null)
    return (
      <p role="alert" className="flex gap-3 rounded-control bg-degraded-soft px-3 py-2.5 text-degraded">
        <CircleAlert aria-hidden size={18} className="mt-px shrink-0" />
        <span className="min-w-0 break-words">{failure}</span>
      </p>
    )
  return (
    <p className="flex items-center gap-2 text-muted text-sm">
      {pending ? (
        <LoaderCircle aria-hidden size={16} className="animate-spin" />
      ) : (
        <CircleCheck aria-hidden size={16} className="text-healthy" />
      )}
      {pending
        ? 'The API server tries it without doing it.'
        : 'The API server would accept it (server dry run).'}
    </p>
  )
}
