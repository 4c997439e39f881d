import {
  CircleHelp,
  Copy,
  FlaskConical,
  Hand,
  type LucideIcon,
  Microscope,
  Plug,
  Scaling,
  Signpost,
  Timer,
} from 'lucide-react'
import type { StepView } from '@/lib/rollouts/view.ts'

/** The mark on a landing; a change of weight needs none, its riser tells it. */
export function stepIcon(step: StepView): LucideIcon | null {
  switch (step.kind) {
    case 'setWeight':
      return null
    case 'pause':
      return step.pauseSeconds === null ? Hand : Timer
    case 'experiment':
      return FlaskConical
    case 'analysis':
      return Microscope
    case 'setCanaryScale':
      return Scaling
    case 'plugin':
      return Plug
    case 'setHeaderRoute':
      return Signpost
    case 'setMirrorRoute':
      return Copy
    case 'invalid':
      return CircleHelp
  }
}
