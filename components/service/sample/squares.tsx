import { clsx } from 'clsx'
import { memo } from 'react'
import { hueLooks } from '@/components/rollouts/hue.ts'
import { Swatch } from '@/components/rollouts/swatch.tsx'
import type { VariantView } from '@/lib/services/view.ts'
import type { Square } from './sampler-state.ts'

interface SquaresProps {
  readonly squares: readonly Square[]
  readonly variants: readonly VariantView[]
}

/** The answers as they came, a square for each: the variant's hue, and the colour that the app gave itself. */
export function Squares({ squares, variants }: SquaresProps) {
  const byKey = new Map(variants.map((variant) => [variant.key, variant]))
  return (
    <ol
      aria-label="Answers, newest last"
      className="mt-3.5 flex max-h-36 flex-wrap content-end gap-1 overflow-hidden"
    >
      {squares.map((square) => (
        <One key={square.id} square={square} variant={byKey.get(square.variant ?? '')} />
      ))}
    </ol>
  )
}

const One = memo(function One({
  square,
  variant,
}: {
  readonly square: Square
  readonly variant: VariantView | undefined
}) {
  const failed = square.status === null || square.status >= 500
  return (
    <li
      title={squareWords(square)}
      className={clsx(
        'relative grid size-6 place-items-center overflow-hidden rounded-[6px] font-semibold text-[0.6875rem]',
        failed
          ? 'border-[1.5px] border-degraded bg-degraded-soft text-degraded'
          : variant
            ? hueLooks[variant.hue].solid
            : 'border-[1.5px] border-edge border-dotted text-muted',
      )}
    >
      <span aria-hidden>{failed ? '!' : variant ? variant.letter.slice(0, 1) : '?'}</span>
      <span className="sr-only">{squareWords(square)}</span>
      {!failed && square.color !== '' && (
        <Swatch color={square.color} className="absolute inset-x-0 bottom-0 h-1.5 border-surface border-t" />
      )}
    </li>
  )
})

/** All that an answer said, in one line. */
export function squareWords({ hostname, version, color, message, status, ms }: Square): string {
  if (status === null) return `No answer: ${message}`
  return [
    hostname || 'unknown pod',
    version,
    color,
    status === 200 ? message : `HTTP ${status} ${message}`.trimEnd(),
    `${ms} ms`,
  ]
    .filter((text) => text.trim() !== '')
    .join(' · ')
}
