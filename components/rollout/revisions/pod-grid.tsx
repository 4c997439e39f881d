'use client'

import { type KeyboardEvent, useRef, useState } from 'react'
import { Later, later } from '@/components/ui/later.tsx'
import type { PodView } from '@/lib/rollouts/view.ts'
import type { Hue } from '@/lib/services/view.ts'
import { PodField } from './pod-field.tsx'
import { selectPods } from './pod-order.ts'
import { PodSquare } from './pod-square.tsx'

const podCard = later(async () => (await import('./pod-card.tsx')).PodCard)

interface PodGridProps {
  readonly pods: readonly PodView[]
  /** Of its version, or of its variant behind a Service. */
  readonly version: Hue
  /** What the pods belong to, for the screen reader. */
  readonly label: string
  readonly limit?: number
}

interface Shown {
  readonly uid: string
  readonly node: HTMLElement
  /** Opened by a click: stays when the pointer leaves. */
  readonly pinned: boolean
}

const moves: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/** Pods as squares, one stop for the Tab key with arrows inside; where there are too many, a crowd behind those that are not ready. */
export function PodGrid({ pods, version, label, limit = 50 }: PodGridProps) {
  const [shown, setShown] = useState<Shown | null>(null)
  const [stop, setStop] = useState(0)
  const grid = useRef<HTMLUListElement>(null)
  const { shown: visible, crowd } = selectPods(pods, limit)
  const open = visible.find((pod) => pod.uid === shown?.uid)
  const at = Math.min(stop, visible.length - 1)

  const walk = (event: KeyboardEvent) => {
    const to =
      event.key === 'Home' ? 0 : event.key === 'End' ? visible.length - 1 : at + (moves[event.key] ?? 0)
    const square = to === at ? undefined : grid.current?.querySelectorAll('button')[to]
    if (!square) return
    event.preventDefault()
    square.focus()
  }

  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <ul
        ref={grid}
        aria-label={label}
        className="flex flex-wrap gap-1.5 empty:hidden"
        onKeyDown={walk}
        onPointerLeave={() => setShown((now) => (now?.pinned ? now : null))}
      >
        {visible.map((pod, index) => (
          <PodSquare
            key={pod.uid}
            pod={pod}
            version={version}
            tabbable={index === at}
            onShow={(node, pinned) => {
              setStop(index)
              setShown((now) => ({
                uid: pod.uid,
                node,
                pinned: pinned || (now?.pinned === true && now.uid === pod.uid),
              }))
            }}
            onHide={() => setShown(null)}
          />
        ))}
      </ul>
      {crowd.length > 0 && (
        <>
          <PodField pods={crowd} version={version} />
          {/* Of a crowd that is all ready the count above says as much. */}
          {visible.length > 0 && <span className="num text-muted text-sm">{crowdWords(crowd)}</span>}
        </>
      )}
      {open && shown && (
        <Later part={podCard}>
          {(PodCard) => <PodCard pod={open} anchor={shown.node} onClose={() => setShown(null)} />}
        </Later>
      )}
    </div>
  )
}

function crowdWords(crowd: readonly PodView[]): string {
  const notReady = crowd.filter(({ state }) => state !== 'ready').length
  return `and ${crowd.length} more, ${notReady === 0 ? 'all ready' : `${notReady} not ready`}`
}
