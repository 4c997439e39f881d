import { clsx } from 'clsx'
import type { PodState, PodView, Version } from '@/lib/rollouts/view.ts'

interface PodFieldProps {
  readonly pods: readonly PodView[]
  readonly version: Version
}

/** More are not drawn: nobody counts them, and the words beside them have. */
const most = 1_000

const solid: Readonly<Record<Version, string>> = { stable: 'bg-stable', next: 'bg-next', old: 'bg-old' }
const edge: Readonly<Record<Version, string>> = {
  stable: 'border-stable',
  next: 'border-next',
  old: 'border-old',
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

function dotClass(state: PodState, version: Version): string {
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
