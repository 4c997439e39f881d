'use client'

import * as Radix from 'radix-ui/tooltip'
import { type PointerEvent, type ReactElement, type ReactNode, useState } from 'react'

interface TooltipProps {
  readonly content: ReactNode
  /** One element that takes focus; the tooltip describes it. */
  readonly children: ReactElement
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
}

/** A few words about what it is put on, on hover, on focus, and by touch where a touch does nothing else. */
export function Tooltip({ content, children, side = 'top' }: TooltipProps) {
  const [open, setOpen] = useState(false)
  // A finger neither hovers nor focuses. Where the tap does something, its click closes this again at once.
  const tap = ({ pointerType }: PointerEvent) => {
    if (pointerType === 'touch') setOpen(true)
  }
  return (
    <Radix.Provider delayDuration={250}>
      <Radix.Root open={open} onOpenChange={setOpen}>
        <Radix.Trigger asChild onPointerUp={tap}>
          {children}
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="z-50 max-w-80 text-balance rounded-control bg-ink px-3 py-2 font-medium text-surface text-sm shadow-float"
          >
            {content}
            <Radix.Arrow className="fill-ink" />
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  )
}
