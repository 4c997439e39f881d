import { Check, CircleHelp, Clock, Flag, LogOut, type LucideIcon, X } from 'lucide-react'
import type { PodState, Version } from '@/lib/rollouts/view.ts'

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

const ready: Readonly<Record<Version, string>> = {
  stable: 'border-stable bg-stable-soft text-stable-ink',
  next: 'border-next bg-next-soft text-next-ink',
  old: 'border-old bg-old-soft text-old-ink',
}

const hollow: Readonly<Record<Version, string>> = {
  stable: 'border-stable bg-transparent text-stable-ink',
  next: 'border-next bg-transparent text-next-ink',
  old: 'border-old bg-transparent text-old-ink',
}

/** The square of a pod: filled in its version's hue when ready, hollow while starting, dashed while going away. */
export function podClass(state: PodState, version: Version): string {
  switch (state) {
    case 'ready':
      return ready[version]
    case 'starting':
      return hollow[version]
    case 'failing':
      return 'border-degraded bg-degraded-soft text-degraded'
    case 'terminating':
      return `border-dashed opacity-80 ${hollow[version]}`
    case 'completed':
    case 'unknown':
      return 'border-edge border-dotted bg-transparent text-muted'
  }
}
