import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { serverNow } from '@/components/ui/clock.ts'
import { CockpitError } from '@/lib/errors.ts'
import { asFailure } from '@/lib/query/client.ts'
import type { Sent } from './sent.ts'

/** What every picture has that actions are taken on. */
export interface Looked {
  readonly stateKey: string
}

/** A confirmation card that is open: what it asks, and the state its reader agreed to read. */
export interface Asked<Ask> {
  readonly ask: Ask
  readonly state: string
}

export interface ActionFlow<Ask, Order, Detail> {
  readonly asked: Asked<Ask> | null
  /** The picture as it was confirmed, while the answer is awaited. */
  readonly sending: Detail | null
  readonly failure: CockpitError | null
  readonly sent: Sent<Order, Detail> | null
  readonly ask: (ask: Ask) => void
  /** Reads the card again in the state of now. */
  readonly reread: () => void
  readonly confirm: (order: Order) => void
  readonly close: () => void
  readonly dismiss: () => void
}

interface Confirmed<Order, Detail> {
  readonly order: Order
  readonly state: string
  readonly before: Detail
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
export function useAction<Ask, Order, Detail extends Looked>(
  send: (order: Order, state: string) => Promise<unknown>,
  detail: Detail,
): ActionFlow<Ask, Order, Detail> {
  const [asked, setAsked] = useState<Asked<Ask> | null>(null)
  const [sent, setSent] = useState<Sent<Order, Detail> | null>(null)
  // A second click arrives before the first has rendered.
  const under = useRef(false)
  const { mutate, isPending, variables, error, reset } = useMutation({
    mutationFn: ({ order, state }: Confirmed<Order, Detail>) => patiently(send(order, state)),
    meta: { silent: true },
    // The server may be on this machine, and what is confirmed now must never be sent later.
    networkMode: 'always',
  })
  const open = (ask: Ask) => {
    reset()
    setAsked({ ask, state: detail.stateKey })
  }
  const confirm = (order: Order) => {
    if (asked === null || under.current) return
    under.current = true
    mutate(
      { order, state: asked.state, before: detail },
      {
        onSuccess: () => {
          setSent({ order, before: detail, stage: 'accepted', at: serverNow(), finishedAt: null })
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
    reread: () => asked !== null && open(asked.ask),
    confirm,
    close: () => !isPending && setAsked(null),
    dismiss: () => setSent(null),
  }
}
