'use client'

import { Radio } from 'lucide-react'
import { useState } from 'react'
import { useNow } from '@/components/ui/clock.ts'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import type { RolloutRef } from '@/lib/paths.ts'

interface ConnectingProps {
  readonly rollout: RolloutRef
  readonly problem: string | null
}

const patienceMs = 5_000

/** Nothing heard yet: quiet at first, then says what it is trying. */
export function Connecting({ rollout, problem }: ConnectingProps) {
  const now = useNow()
  const [since, setSince] = useState(0)
  // The clock stands at 0 until the page is alive.
  if (since === 0 && now > 0) setSince(now)
  const long = problem !== null || (since > 0 && now - since >= patienceMs)
  return (
    <EmptyState
      icon={<Radio size={22} />}
      title={
        <>
          Looking for <span className="break-all">{rollout.name}</span>
        </>
      }
    >
      <p>
        in namespace {rollout.namespace} of cluster {rollout.cluster}
      </p>
      {long && (
        <p className="mt-3 break-words">
          {problem ??
            'The server has not heard of the cluster’s Rollouts yet: it waits for the API server’s first list.'}{' '}
          It is tried again by itself.
        </p>
      )}
    </EmptyState>
  )
}
