'use client'

import { useQuery } from '@tanstack/react-query'
import { rolloutPages } from '@/components/page/kind-of-page.ts'
import { NoPicture } from '@/components/page/no-picture.tsx'
import { PageFrame } from '@/components/shell/page-frame.tsx'
import { useStreamScope } from '@/components/shell/stream-provider.tsx'
import { useDocumentState } from '@/components/shell/use-document-state.ts'
import type { RolloutRef } from '@/lib/paths.ts'
import { rolloutQuery } from '@/lib/query/rollout.ts'
import { pageKey } from '@/lib/stream/page.ts'
import { unknownRights } from '@/lib/stream/protocol.ts'
import { RolloutView } from './rollout-view.tsx'
import { useKept } from './states/use-kept.ts'

/** The page of one Rollout: hears of it, remembers what it saw, shows it or says why it cannot. */
export function RolloutPage({ rollout }: { readonly rollout: RolloutRef }) {
  useStreamScope({ pages: [pageKey('rollouts', rollout)] })
  const { data } = useQuery(rolloutQuery(rollout))
  const problem = data?.problem ?? null
  // What may no longer be seen is not deleted.
  const kept = useKept(problem === null ? data?.detail : undefined)
  const gone = kept.goneAt !== null
  const title = `${rollout.name} · ${rollout.namespace}`
  useDocumentState(
    gone || problem !== null ? null : (kept.detail?.row.phase ?? null),
    gone ? `Deleted: ${title}` : title,
  )
  return (
    <PageFrame narrow>
      {problem !== null || kept.detail === null ? (
        <NoPicture kind={rolloutPages} at={rollout} missing={data?.detail === null} problem={problem} />
      ) : (
        <RolloutView
          rollout={rollout}
          kept={kept}
          detail={kept.detail}
          rights={data?.rights ?? unknownRights}
        />
      )}
    </PageFrame>
  )
}
