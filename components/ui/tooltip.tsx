'use client'

import * as Popover from 'radix-ui/popover'
import { type ReactNode, useRef } from 'react'

interface TooltipProps {
  readonly id: string
  /** The element that the words are about; it names this `id` as its description. */
  readonly anchor: HTMLElement
  readonly onClose: () => void
  readonly children: ReactNode
}

const keep = (event: Event) => event.preventDefault()

/** A few words beside an element; takes no focus and leaves the element where it is in the page. */
export function Tooltip({ id, anchor, onClose, children }: TooltipProps) {
  const virtual = useRef(anchor)
  virtual.current = anchor
  return (
    <Popover.Root open onOpenChange={onClose}>
      <Popover.Anchor virtualRef={virtual} />
      {/* Within the page's landmark, where there is one around the element. */}
      <Popover.Portal container={anchor.closest('main')}>
        <Popover.Content
          id={id}
          role="tooltip"
          side="top"
          sideOffset={6}
          collisionPadding={8}
          onOpenAutoFocus={keep}
          onCloseAutoFocus={keep}
          // The element's own events open and close it.
          onFocusOutside={keep}
          onPointerDownOutside={keep}
          className="pointer-events-none z-50 max-w-80 rounded-control bg-ink px-3 py-2 font-medium text-sm text-surface shadow-float"
        >
          {children}
          <Popover.Arrow className="fill-ink" />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
