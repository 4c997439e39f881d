import type { Hue } from '@/lib/services/view.ts'
import { type VersionLook, versionLooks } from './version.ts'

/** How a variant looks: as its version, or as its letter. Every second letter is hatched, so that hue is never the only signal. */
export const hueLooks: Record<Hue, VersionLook> = {
  ...versionLooks,
  a: {
    solid: 'bg-variant-a text-on-version',
    soft: 'bg-variant-a-soft text-variant-a-ink',
    border: 'border-variant-a',
    text: 'text-variant-a-ink',
    color: 'var(--variant-a)',
  },
  b: {
    solid: 'bg-variant-b text-on-version hatch',
    soft: 'bg-variant-b-soft text-variant-b-ink',
    border: 'border-variant-b',
    text: 'text-variant-b-ink',
    color: 'var(--variant-b)',
  },
  c: {
    solid: 'bg-variant-c text-on-version',
    soft: 'bg-variant-c-soft text-variant-c-ink',
    border: 'border-variant-c',
    text: 'text-variant-c-ink',
    color: 'var(--variant-c)',
  },
  d: {
    solid: 'bg-variant-d text-on-version hatch',
    soft: 'bg-variant-d-soft text-variant-d-ink',
    border: 'border-variant-d',
    text: 'text-variant-d-ink',
    color: 'var(--variant-d)',
  },
}
