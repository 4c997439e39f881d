'use client'

import { Radio } from 'lucide-react'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { useLate } from '@/components/ui/use-late.ts'
import type { RolloutRef } from '@/lib/paths.ts'
import type { KindOfPage } from './kind-of-page.ts'

interface ConnectingProps {
  readonly kind: KindOfPage
  readonly at: RolloutRef
  readonly problem: string | null
}

const patienceMs = 5_000

/** Nothing heard yet: quiet at first, then says what it is trying. */
export function Connecting({ kind, at, problem }: ConnectingProps) {
  const late = useLate(patienceMs)
  return (
    <div className="panel">
      <EmptyState
        icon={<Radio size={22} />}
        title={
          <>
            Looking for <span className="wrap-anywhere">{at.name}</span>
          </>
        }
      >
        <p className="wrap-anywhere">
          in namespace {at.namespace} of cluster {at.cluster}
        </p>
        {(late || problem !== null) && (
          <p className="mt-3 break-words">
            {problem ??
              `The server has not heard of the cluster’s ${kind.word}s yet: it waits for the API server’s first list.`}{' '}
            It is tried again by itself.
          </p>
        )}
      </EmptyState>
    </div>
  )
}
