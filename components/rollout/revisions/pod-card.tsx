'use client'

import * as Popover from 'radix-ui/popover'
import { type ReactNode, useRef } from 'react'
import { TimeAgo } from '@/components/ui/time.tsx'
import type { PodView } from '@/lib/rollouts/view.ts'
import { podLooks } from './pod-look.ts'

interface PodCardProps {
  readonly pod: PodView
  /** The square it speaks of. */
  readonly anchor: HTMLElement
  readonly onClose: () => void
}

/** The details of one pod beside its square; takes no focus, so that arrows and the pointer go on. */
export function PodCard({ pod, anchor, onClose }: PodCardProps) {
  const virtual = useRef(anchor)
  virtual.current = anchor
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={virtual} />
      <Popover.Portal>
        <Popover.Content
          side="top"
          align="start"
          sideOffset={8}
          collisionPadding={12}
          aria-label={`Pod ${pod.name}`}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          // The squares open and close it themselves: to go from one to the next is not to leave.
          onFocusOutside={(event) => event.preventDefault()}
          onPointerDownOutside={(event) => {
            const squares = anchor.closest('ul')
            if (event.target instanceof Node && squares?.contains(event.target)) event.preventDefault()
          }}
          className="z-40 w-[min(22rem,calc(100vw-1.5rem))] rounded-panel bg-surface p-4 text-sm shadow-float"
        >
          <p className="mono break-all font-medium text-ink">{pod.name}</p>
          <dl className="num mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5">
            <Fact name="State">
              {podLooks[pod.state].word} <span className="mono text-muted">({pod.status})</span>
            </Fact>
            <Fact name="Containers">{pod.ready} ready</Fact>
            <Fact name="Restarts">{pod.restarts}</Fact>
            {pod.reason !== '' && (
              <Fact name="Reason">
                <span className="line-clamp-4">{pod.reason}</span>
              </Fact>
            )}
            <Fact name="Node">{pod.node ?? <span className="text-faint">not scheduled</span>}</Fact>
            <Fact name="Age">
              <TimeAgo at={pod.createdAt} />
            </Fact>
            {pod.deletedAt !== null && (
              <Fact name="Deleted">
                <TimeAgo at={pod.deletedAt} suffix="ago" />
              </Fact>
            )}
          </dl>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="break-words">{children}</dd>
    </>
  )
}
