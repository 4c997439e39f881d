import {
  Check,
  CircleHelp,
  createLucideIcon,
  LoaderCircle,
  type LucideIcon,
  OctagonAlert,
} from 'lucide-react'
import type { Phase } from '@/lib/rollouts/view.ts'

// The library's pause is two hollow boxes, which blur at 14 pixels.
const PauseBars = createLucideIcon('pause-bars', [
  ['path', { d: 'M8 6.500v11', strokeWidth: 4, key: 'left' }],
  ['path', { d: 'M16 6.500v11', strokeWidth: 4, key: 'right' }],
])

interface PhaseLook {
  readonly icon: LucideIcon
  readonly soft: string
  readonly text: string
  /** The CSS colour, for SVG. */
  readonly color: string
}

/** How a phase looks: shape and hue; the word goes beside them. */
export const phaseLooks: Record<Phase, PhaseLook> = {
  Healthy: {
    icon: Check,
    soft: 'bg-healthy-soft text-healthy',
    text: 'text-healthy',
    color: 'var(--healthy)',
  },
  Progressing: {
    icon: LoaderCircle,
    soft: 'bg-progressing-soft text-progressing',
    text: 'text-progressing',
    color: 'var(--progressing)',
  },
  Paused: {
    icon: PauseBars,
    soft: 'bg-paused-soft text-paused',
    text: 'text-paused',
    color: 'var(--paused)',
  },
  Degraded: {
    icon: OctagonAlert,
    soft: 'bg-degraded-soft text-degraded',
    text: 'text-degraded',
    color: 'var(--degraded)',
  },
  Unknown: {
    icon: CircleHelp,
    soft: 'bg-unknown-soft text-unknown',
    text: 'text-unknown',
    color: 'var(--unknown)',
  },
}
