import { Hand, type LucideIcon, Timer } from 'lucide-react'
import { phaseLooks } from '@/components/rollouts/phase-look.ts'
import type { RolloutRow } from '@/lib/rollouts/view.ts'

/** The glyph of a state that tells a pause for a person apart from one for the clock. */
export function markerIcon({ phase, pause }: RolloutRow): LucideIcon {
  if (phase !== 'Paused' || pause === null) return phaseLooks[phase].icon
  return pause.waitsFor === 'person' ? Hand : Timer
}
