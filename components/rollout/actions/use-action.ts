import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { serverNow } from '@/components/ui/clock.ts'
import { CockpitError } from '@/lib/errors.ts'
import type { RolloutRef } from '@/lib/paths.ts'
import { postAction } from '@/lib/query/act.ts'
import { asFailure } from '@/lib/query/client.ts'
import type { Action, RolloutDetail } from '@/lib/rollouts/view.ts'
import type { Sent } from './sent.ts'

/** A confirmation card that is open, and the state its reader agreed to read. */
export interface Asked {
  readonly action: Action
  readonly state: string
}

export interface ActionFlow {
  readonly asked: Asked | null
  /** The Rollout as it was confirmed, while the answer is awaited. */
  readonly sending: RolloutDetail | null
  readonly failure: CockpitError | null
  readonly sent: Sent | null
  readonly ask: (action: Action) => void
  /** Reads the card again in the state of now. */
  readonly reread: () => void
  readonly confirm: () => void
  readonly close: () => void
  readonly dismiss: () => void
}

interface Confirmed extends Asked {
  readonly before: RolloutDetail
}

const patienceMs = 30_000

// A tunnel that dropped never answers, and its card could never be closed.
function patiently<T>(answer: Promise<T>): Promise<T> {
  const { promise: silence, reject } = Promise.withResolvers<never>()
  const words = `The Rollout Cockpit server has not answered for ${patienceMs / 1_000} s.`
  const timer = setTimeout(() => reject(new CockpitError('unreachable', words)), patienceMs)
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer))
}

/** The way of an action: asked, confirmed once, accepted, then watched until it took effect. */
export function useAction(ref: RolloutRef, detail: RolloutDetail): ActionFlow {
  const [asked, setAsked] = useState<Asked | null>(null)
  const [sent, setSent] = useState<Sent | null>(null)
  // A second click arrives before the first has rendered.
  const under = useRef(false)
  const { mutate, isPending, variables, error, reset } = useMutation({
    mutationFn: ({ action, state }: Confirmed) => patiently(postAction(ref, action, state)),
    meta: { silent: true },
    // The server may be on this machine, and what is confirmed now must never be sent later.
    networkMode: 'always',
  })
  const open = (action: Action) => {
    reset()
    setAsked({ action, state: detail.stateKey })
  }
  const confirm = () => {
    if (asked === null || under.current) return
    under.current = true
    const { action } = asked
    mutate(
      { ...asked, before: detail },
      {
        onSuccess: () => {
          setSent({ action, before: detail, stage: 'accepted', at: serverNow(), finishedAt: null })
          setAsked(null)
        },
        onSettled: () => {
          under.current = false
        },
      },
    )
  }
  return {
    asked,
    sending: isPending ? (variables?.before ?? null) : null,
    failure: error === null ? null : asFailure(error),
    sent,
    ask: open,
    reread: () => asked !== null && open(asked.action),
    confirm,
    close: () => !isPending && setAsked(null),
    dismiss: () => setSent(null),
  }
}
