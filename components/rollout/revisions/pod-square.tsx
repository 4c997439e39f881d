import { clsx } from 'clsx'
import type { PodView } from '@/lib/rollouts/view.ts'
import type { Hue } from '@/lib/services/view.ts'
import { podClass, podLooks } from './pod-look.ts'

interface PodSquareProps {
  readonly pod: PodView
  /** Of its version, or of its variant behind a Service. */
  readonly version: Hue
  readonly tabbable: boolean
  readonly onShow: (node: HTMLElement, pinned: boolean) => void
  readonly onHide: () => void
}

/** One pod: its shape tells readiness, its hue the version; all there is to say is in its name. */
export function PodSquare({ pod, version, tabbable, onShow, onHide }: PodSquareProps) {
  const { icon: Icon } = podLooks[pod.state]
  return (
    <li>
      <button
        type="button"
        data-state={pod.state}
        aria-label={podWords(pod)}
        tabIndex={tabbable ? 0 : -1}
        className={clsx(
          'grid size-7 place-items-center rounded-[7px] border-[1.5px] pointer-coarse:size-9',
          podClass(pod.state, version),
        )}
        onPointerEnter={(event) => {
          if (event.pointerType === 'mouse') onShow(event.currentTarget, false)
        }}
        onFocus={(event) => onShow(event.currentTarget, false)}
        onBlur={onHide}
        onClick={(event) => onShow(event.currentTarget, true)}
      >
        <Icon aria-hidden size={15} strokeWidth={2.5} />
      </button>
    </li>
  )
}

/** Everything about a pod in one line, for those who cannot see its square. */
export function podWords(pod: PodView): string {
  const restarts =
    pod.restarts === 0 ? '' : `, ${pod.restarts} ${pod.restarts === 1 ? 'restart' : 'restarts'}`
  const reason = pod.reason === '' ? '' : `, ${pod.reason}`
  return `Pod ${pod.name}: ${podLooks[pod.state].word}, ${pod.status}, ${pod.ready} containers ready${restarts}${reason}`
}
