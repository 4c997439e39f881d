import { useState } from 'react'
import { serverNow } from '@/components/ui/clock.ts'
import type { RolloutDetail } from '@/lib/rollouts/view.ts'
import { type Kept, keep, nothingKept } from './kept.ts'

/** What the page has seen of its Rollout so far, with what it hears now taken in. */
export function useKept(incoming: RolloutDetail | null | undefined): Kept {
  const [kept, setKept] = useState(nothingKept)
  const next = keep(kept, incoming, serverNow())
  if (next !== kept) setKept(next)
  return next
}
