import { Hand, type LucideIcon, Timer } from 'lucide-react'
import { phaseLooks } from '@/components/rollouts/phase-look.ts'
import type { CommonRow } from '@/lib/rollouts/common-row.ts'

/** The glyph of a state that tells a pause for a person apart from one for the clock. */
export function markerIcon({ phase, pause }: Pick<CommonRow, 'phase' | 'pause'>): LucideIcon {
  if (phase !== 'Paused' || pause === null) return phaseLooks[phase].icon
  return pause.waitsFor === 'person' ? Hand : Timer
}
