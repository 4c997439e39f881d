import { compareNames } from '../rollouts/instants.ts'
import type { Rollout } from '../rollouts/model.ts'
import { type Variant, versionsOf } from './variants.ts'
import type { Hue } from './view.ts'

export interface Marked {
  readonly variant: Variant
  readonly hue: Hue
  readonly letter: string
}

const hues: readonly Hue[] = ['a', 'b', 'c', 'd']
const order: readonly Hue[] = ['stable', 'next', 'old']

/** A, B, …, Z, AA, AB, … */
const letterAt = (index: number): string =>
  (index < 26 ? '' : letterAt(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26))

/**
 * Gives each variant its hue, in the order in which they are drawn: where all are revisions of one workload those of its versions, else a
 * letter per workload by name, so that a letter stays while revisions come and go.
 */
export function marked(variants: readonly Variant[], rollouts: readonly Rollout[]): readonly Marked[] {
  const [known, unknown] = [variants.filter(({ origin }) => origin), variants.filter(({ origin }) => !origin)]
  const makers = [...Map.groupBy(known, ({ origin }) => origin?.maker.uid).values()]
  const drawn =
    makers.length === 1 && ordered(known)
      ? byVersion(known, rollouts)
      : (makers.length === 1 ? known.map((one) => [one]) : makers)
          .toSorted((a, b) => compareNames(nameOf(a), nameOf(b)))
          .flatMap(lettered)
  return [...drawn, ...unknown.map((variant) => ({ variant, hue: 'old', letter: '?' }) as const)]
}

/** Of revisions that nobody numbers, none is known to be the new one. */
const ordered = (variants: readonly Variant[]) =>
  variants.length < 2 ||
  variants.every(({ origin }) => origin?.maker.kind === 'Rollout' || origin?.revision !== null)

const nameOf = ([first]: readonly Variant[]) => `${first?.origin?.maker.name} ${first?.origin?.hash}`

function byVersion(variants: readonly Variant[], rollouts: readonly Rollout[]): readonly Marked[] {
  const versions = versionsOf(
    variants.flatMap(({ origin }) => origin ?? []),
    rollouts,
  )
  return variants
    .map(
      (variant) => ({ variant, hue: versions.get(variant.origin?.key ?? '') ?? 'old', letter: '' }) as const,
    )
    .toSorted((a, b) => order.indexOf(a.hue) - order.indexOf(b.hue) || newest(a.variant, b.variant))
}

const newest = (a: Variant, b: Variant) => (b.origin?.revision ?? 0) - (a.origin?.revision ?? 0)

function lettered(own: readonly Variant[], at: number): readonly Marked[] {
  const letter = letterAt(at)
  const hue = hues[at] ?? 'old'
  const sorted = own.toSorted((a, b) => newest(b, a))
  if (sorted.length === 1) return sorted.map((variant) => ({ variant, hue, letter }))
  return sorted.map((variant, index) => ({
    variant,
    hue,
    letter: `${letter}#${variant.origin?.revision ?? index + 1}`,
  }))
}
