'use client'

import type { VariantProps } from 'class-variance-authority'
import { clsx } from 'clsx'
import type { ComponentProps, MouseEvent } from 'react'
import { buttonClass } from './button-class.ts'
import { Later, later } from './later.tsx'
import { type Hint, useHint } from './use-hint.ts'

const tooltip = later(async () => (await import('./tooltip.tsx')).Tooltip)

interface ButtonProps
  extends Omit<ComponentProps<'button'>, 'disabled' | keyof Hint['handlers']>,
    VariantProps<typeof buttonClass> {
  /** Waits for an answer: keeps its place and its words, takes no click. */
  readonly loading?: boolean
  /** Takes no click and says why, to the pointer, the keyboard and the screen reader. */
  readonly disabledReason?: string | null
  /** What a click does, in full, where the button's own words are short. */
  readonly hint?: string | null
}

/** A button; a disabled one stays reachable and gives its reason. It is one and the same element in all its states. */
export function Button({
  variant,
  size,
  loading = false,
  disabledReason = null,
  hint = null,
  className,
  onClick,
  ...rest
}: ButtonProps) {
  const off = loading || disabledReason !== null
  const words = disabledReason ?? hint
  const { id, anchor, close, handlers, clicked } = useHint(words !== null)
  const click = (event: MouseEvent<HTMLButtonElement>) => {
    if (off) event.preventDefault()
    else onClick?.(event)
    clicked(event)
  }
  return (
    <>
      <button
        type="button"
        {...(anchor === null ? {} : { 'aria-describedby': id })}
        {...rest}
        {...handlers}
        aria-busy={loading || undefined}
        aria-disabled={off || undefined}
        onClick={click}
        className={clsx(buttonClass({ variant, size }), loading && 'animate-pulse', className)}
      />
      {anchor !== null && (
        <Later part={tooltip}>
          {(Tooltip) => (
            <Tooltip id={id} anchor={anchor} onClose={close}>
              {words}
            </Tooltip>
          )}
        </Later>
      )}
    </>
  )
}
