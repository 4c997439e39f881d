'use client'

import type { VariantProps } from 'class-variance-authority'
import { clsx } from 'clsx'
import { type ComponentProps, lazy, type MouseEvent, Suspense } from 'react'
import { buttonClass } from './button-class.ts'

// Fetched with the first disabled button: pages without one do not pay for it.
const Tooltip = lazy(async () => ({ default: (await import('./tooltip.tsx')).Tooltip }))

interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'>, VariantProps<typeof buttonClass> {
  /** Waits for an answer: keeps its place and its words, takes no click. */
  readonly loading?: boolean
  /** Takes no click and says why, to the pointer, the keyboard and the screen reader. */
  readonly disabledReason?: string | null
}

const swallow = (event: MouseEvent) => event.preventDefault()

/** A button; a disabled one stays reachable and gives its reason. */
export function Button({
  variant,
  size,
  loading = false,
  disabledReason = null,
  className,
  onClick,
  ...rest
}: ButtonProps) {
  const off = loading || disabledReason !== null
  const button = (
    <button
      type="button"
      {...rest}
      aria-busy={loading || undefined}
      aria-disabled={off || undefined}
      onClick={off ? swallow : onClick}
      className={clsx(buttonClass({ variant, size }), loading && 'animate-pulse', className)}
    />
  )
  if (disabledReason === null) return button
  return (
    <Suspense fallback={button}>
      <Tooltip content={disabledReason}>{button}</Tooltip>
    </Suspense>
  )
}
