import type { Version } from '@/lib/rollouts/view.ts'

export interface VersionLook {
  /** A solid shape: bars, dots. Text on it is `text-on-version`. */
  readonly solid: string
  /** A soft surface with readable ink: tags, pods. */
  readonly soft: string
  readonly border: string
  readonly text: string
  /** The CSS colour, for SVG strokes and fills. */
  readonly color: string
}

/** How a version looks, wherever it is drawn. The next one is hatched too, so that hue is never the only signal. */
export const versionLooks: Record<Version, VersionLook> = {
  stable: {
    solid: 'bg-stable text-on-version',
    soft: 'bg-stable-soft text-stable-ink',
    border: 'border-stable',
    text: 'text-stable-ink',
    color: 'var(--stable)',
  },
  next: {
    solid: 'bg-next text-on-version hatch',
    soft: 'bg-next-soft text-next-ink',
    border: 'border-next',
    text: 'text-next-ink',
    color: 'var(--next)',
  },
  old: {
    solid: 'bg-old text-on-version',
    soft: 'bg-old-soft text-old-ink',
    border: 'border-old',
    text: 'text-old-ink',
    color: 'var(--old)',
  },
}
