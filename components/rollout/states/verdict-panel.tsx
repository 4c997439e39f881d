'use client'

import { useCallback } from 'react'
import { StatePanel } from '@/components/page/state-panel.tsx'
import { controllerWords, detailSentence } from '@/lib/rollouts/sentence.ts'
import type { RolloutDetail } from '@/lib/rollouts/view.ts'

interface VerdictPanelProps {
  readonly detail: RolloutDetail
  /** When the Rollout was seen to be gone, in milliseconds; its clocks stand then. Null while it is there. */
  readonly goneAt: number | null
}

/** What a Rollout is doing, what comes next, when, and who decides; the controller's own words beside it. */
export function VerdictPanel({ detail, goneAt }: VerdictPanelProps) {
  const tell = useCallback((now: number) => detailSentence(detail, now), [detail])
  return (
    <StatePanel
      row={detail.row}
      tell={tell}
      words={controllerWords(detail.row)}
      speaker="The controller says:"
      goneAt={goneAt}
    />
  )
}
