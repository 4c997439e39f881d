import { clsx } from 'clsx'
import { hueLooks } from '@/components/rollouts/hue.ts'
import type { Hue, VariantShare } from '@/lib/services/view.ts'

interface MarkProps {
  readonly hue: Hue
  /** Empty for a version, which is told by its word. */
  readonly letter: string
}

/** The sign of a variant: its letter on its hue, or the word of its version. */
export const Mark = ({ hue, letter }: MarkProps) => (
  <span
    className={clsx(
      'num inline-grid h-6 min-w-6 shrink-0 place-items-center rounded-md px-1.5 font-semibold text-xs',
      letter === '' ? hueLooks[hue].soft : hueLooks[hue].solid,
    )}
  >
    {letter || hueWords[hue]}
  </span>
)

const hueWords: Partial<Record<Hue, string>> = { stable: 'stable', next: 'new', old: 'old' }

/** A variant in a few words, for the ear. */
export const markWords = ({ hue, letter }: Pick<VariantShare, 'hue' | 'letter'>): string =>
  letter === '' ? (hueWords[hue] ?? '') : `variant ${letter}`
