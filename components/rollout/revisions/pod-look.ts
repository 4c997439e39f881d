import { Check, CircleHelp, Clock, Flag, LogOut, type LucideIcon, X } from 'lucide-react'
import type { PodState } from '@/lib/rollouts/view.ts'
import type { Hue } from '@/lib/services/view.ts'

interface PodLook {
  readonly icon: LucideIcon
  readonly word: string
}

/** A pod's shape and word, by its readiness. */
export const podLooks: Readonly<Record<PodState, PodLook>> = {
  ready: { icon: Check, word: 'ready' },
  starting: { icon: Clock, word: 'not ready yet' },
  failing: { icon: X, word: 'failing' },
  terminating: { icon: LogOut, word: 'terminating' },
  completed: { icon: Flag, word: 'completed' },
  unknown: { icon: CircleHelp, word: 'unknown' },
}

const ready: Readonly<Record<Hue, string>> = {
  stable: 'border-stable bg-stable-soft text-stable-ink',
  next: 'border-next bg-next-soft text-next-ink',
  old: 'border-old bg-old-soft text-old-ink',
  a: 'border-variant-a bg-variant-a-soft text-variant-a-ink',
  b: 'border-variant-b bg-variant-b-soft text-variant-b-ink',
  c: 'border-variant-c bg-variant-c-soft text-variant-c-ink',
  d: 'border-variant-d bg-variant-d-soft text-variant-d-ink',
}

const hollow: Readonly<Record<Hue, string>> = {
  stable: 'border-stable bg-transparent text-stable-ink',
  next: 'border-next bg-transparent text-next-ink',
  old: 'border-old bg-transparent text-old-ink',
  a: 'border-variant-a bg-transparent text-variant-a-ink',
  b: 'border-variant-b bg-transparent text-variant-b-ink',
  c: 'border-variant-c bg-transparent text-variant-c-ink',
  d: 'border-variant-d bg-transparent text-variant-d-ink',
}

/** The square of a pod: filled in its variant's hue when ready, hollow while starting, dashed while going away. */
export function podClass(state: PodState, hue: Hue): string {
  switch (state) {
    case 'ready':
      return ready[hue]
    case 'starting':
      return hollow[hue]
    case 'failing':
      return 'border-degraded bg-degraded-soft text-degraded'
    case 'terminating':
      return `border-dashed opacity-80 ${hollow[hue]}`
    case 'completed':
    case 'unknown':
      return 'border-edge border-dotted bg-transparent text-muted'
  }
}
