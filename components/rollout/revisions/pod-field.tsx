import { clsx } from 'clsx'
import type { PodState, PodView } from '@/lib/rollouts/view.ts'
import type { Hue } from '@/lib/services/view.ts'

interface PodFieldProps {
  readonly pods: readonly PodView[]
  readonly version: Hue
}

/** More are not drawn: nobody counts them, and the words beside them have. */
const most = 1_000

const solid: Readonly<Record<Hue, string>> = {
  stable: 'bg-stable',
  next: 'bg-next',
  old: 'bg-old',
  a: 'bg-variant-a',
  b: 'bg-variant-b',
  c: 'bg-variant-c',
  d: 'bg-variant-d',
}
const edge: Readonly<Record<Hue, string>> = {
  stable: 'border-stable',
  next: 'border-next',
  old: 'border-old',
  a: 'border-variant-a',
  b: 'border-variant-b',
  c: 'border-variant-c',
  d: 'border-variant-d',
}

/** A crowd of pods, a dot for each: how many, and how many of them are not as they should be. */
export function PodField({ pods, version }: PodFieldProps) {
  return (
    <span aria-hidden className="flex basis-full flex-wrap gap-[3px]">
      {pods.slice(0, most).map(({ uid, state }) => (
        <span key={uid} className={clsx('size-2.5 rounded-[3px]', dotClass(state, version))} />
      ))}
    </span>
  )
}

function dotClass(state: PodState, version: Hue): string {
  switch (state) {
    case 'ready':
      return solid[version]
    case 'failing':
      return 'bg-degraded'
    case 'starting':
      return `border-[1.5px] ${edge[version]}`
    case 'terminating':
      return `border border-dashed ${edge[version]}`
    case 'completed':
    case 'unknown':
      return 'border border-edge border-dotted'
  }
}
